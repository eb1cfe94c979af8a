#!/usr/bin/env python3
"""Judge what the text extractors found: readable.py THEME < report.json

The report is that of `extract_text.py --json --expect FILE`. All ten extractors have to be there. In no theme may one of
them miss a text; in `plain` all ten have to give the texts in order, in the others at least eight.
"""
import json
import sys

ORDERED = {"plain": 10}

theme = sys.argv[1]
report = json.load(sys.stdin)
faults = []
if len(report) < 10:
    faults.append(f"{len(report)} extractors, expected ten")
in_order = 0
for name, result in report.items():
    if "text" not in result:
        faults.append(f"{name}: {result.get('skipped') or result.get('error')}")
        continue
    faults += [f"{name}: missing: {text}" for text in result["missing"]]
    in_order += not result["missing"] and not result["out_of_order"]
needed = ORDERED.get(theme, 8)
if in_order < needed:
    faults.append(f"in order in {in_order} extractors, expected {needed}")
    faults += [f"{name}: out of order: {text}" for name, result in report.items() for text in result.get("out_of_order", [])]
print("\n".join(f"  {fault}" for fault in faults) or f"  all texts in ten extractors, in order in {in_order}")
sys.exit(1 if faults else 0)
