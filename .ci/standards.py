#!/usr/bin/env python3
"""Validate PDFs as PDF/UA-1 and PDF/A-3a: standards.py PDF... (needs the PyPI package page-validation)

page-validation 0.11 takes a carriage return that is the last byte of a compressed stream for a part of the line end behind it, and then
finds the stream's /Length wrong. Lengths are therefore looked at here once more before that is believed.
"""
import concurrent.futures
import re
import sys

import page

LENGTH = "STREAM-LENGTH"


def lengths_are_right(path):
    """Whether each stream ends where its length says, with one that ends in a carriage return among them."""
    with open(path, "rb") as file:
        data = file.read()
    carriage_return = False
    for stream in re.finditer(rb"/Length (\d+)(?:(?!endobj).)*?>>\s*?stream\r?\n", data, re.S):
        end = stream.end() + int(stream[1])
        if not re.match(rb"\r?\n?endstream", data[end : end + 12]):
            return False
        carriage_return |= data[end - 1 : end] == b"\r"
    return carriage_return


def judge(path):
    """What is to be said of a PDF, and how many standards it does not meet."""
    said, faults = [], 0
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf(path, profile=profile)
        failures = [it for it in report.failures if LENGTH not in it.rule_id or not lengths_are_right(path)]
        if failures or not (report.is_compliant or report.failures):
            faults += 1
            said.append(f"  {path} is not {profile}:")
            said += [f"    {it.rule_id}: {it.message}" for it in failures[:5]]
        elif not report.is_compliant:
            said.append(f"  {path}: a stream ends in a carriage return, which the validator miscounts")
    return said, faults


if __name__ == "__main__":
    faults = 0
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for said, more in pool.map(judge, sys.argv[1:]):
            faults += more
            for line in said:
                print(line)
    print(f"  {len(sys.argv) - 1} PDFs, {faults} faults")
    sys.exit(1 if faults else 0)
