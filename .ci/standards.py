#!/usr/bin/env python3
"""Validate PDFs as PDF/UA-1 and PDF/A-3a: standards.py PDF... (needs the PyPI package page-validation)"""
import sys

import page

faults = 0
for path in sys.argv[1:]:
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        report = page.validate_pdf(path, profile=profile)
        if not report.is_compliant:
            faults += 1
            print(f"  {path} is not {profile}:", *(f"    {it.rule_id}: {it.message}" for it in report.failures[:5]), sep="\n")
print(f"  {len(sys.argv) - 1} PDFs, {faults} faults")
sys.exit(1 if faults else 0)
