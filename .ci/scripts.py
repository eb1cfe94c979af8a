#!/usr/bin/env python3
"""Judge extracted text of scripts that extractors reorder or run together: scripts.py TEXTS [--joined] [--lost SHARE] < text

Every word of TEXTS has to be there, in whatever order; with --joined, every line of it, whatever white space there is.
Marks of direction that the extractor adds do not count. SHARE (0 to 1) of the words may be damaged.
"""
import argparse
import re
import sys

WORD = re.compile(r"[^\s,.;:()|•–/«»„“”‘’「」\"״׳'،،、。：（）+@।\-־]+")
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("texts")
parser.add_argument("--joined", action="store_true")
parser.add_argument("--lost", type=float, default=0.0)
arguments = parser.parse_args()
text = MARKS.sub("", sys.stdin.read())
lines = open(arguments.texts, encoding="utf-8").read().splitlines()
if arguments.joined:
    squeeze = lambda line: re.sub(r"\s+", "", line)
    wanted = [squeeze(line) for line in lines if line.strip()]
    text = squeeze(text)
    lost = [line for line in wanted if line not in text]
else:
    wanted = [word for line in lines for word in WORD.findall(line)]
    found = set(WORD.findall(text))
    lost = [word for word in wanted if word not in found]
print(f"  {len(wanted) - len(lost)} of {len(wanted)} found", *lost[:10])
sys.exit(len(lost) > arguments.lost * len(wanted))
