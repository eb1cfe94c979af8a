#!/usr/bin/env python3
"""Judge what the text extractors found: readable.py THEME TEXTS [NEEDED] < report.json

The report is that of `extract_text.py --json --expect TEXTS`. All ten extractors have to be there, and none may miss a text.
How many have to give the texts in order differs between themes; NEEDED says otherwise. `plain` and `ledger` have the order of
TEXTS. The others place dates and panels as they like: their order is that of the PDF's tags, which a reader follows, and letters
count whatever their case.
"""
import json
import re
import sys

NEEDED = {"plain": 10, "ledger": 8, "meridian": 8, "folio": 8, "sidebar": 6, "banner": 6}
# These have to be among them.
ALWAYS = ("struct", "pdftotext-raw")


def folded(text):
    return re.sub(r"\s+", " ", text).strip().casefold()


def by_tags(texts, tags):
    """The texts in the order of the tags: each at a place of its own, those that stand in one place only first."""
    taken, places = [], {}

    def free(start, end):
        return all(end <= begin or start >= stop for begin, stop in taken)

    def occurrences(text):
        return [match.start() for match in re.finditer(re.escape(text), tags) if free(match.start(), match.end())]

    def take(index, start):
        places[index] = start
        taken.append((start, start + len(texts[index])))

    for index in sorted(range(len(texts)), key=lambda index: -len(texts[index])):
        found = occurrences(texts[index])
        if len(found) == 1:
            take(index, found[0])
    at = 0
    for index, text in enumerate(texts):
        if index not in places:
            found = occurrences(text)
            if not found:
                continue
            take(index, min(found, key=lambda start: abs(start - at)))
        at = places[index] + len(text)
    return [texts[index] for index in sorted(places, key=places.get)]


def lost(wanted, text):
    """Whether a word of it is nowhere: that lines of two columns are mixed, or an address is broken, is a matter of order."""
    unspaced = text.replace(" ", "")
    return wanted not in text and any(word not in unspaced for word in wanted.split())


def judged(text, texts, order):
    """Which texts are missing, and which come too early."""
    text, at, early = folded(text), 0, []
    for wanted in order:
        found = text.find(wanted, at)
        if found >= 0:
            at = found + len(wanted)
        else:
            early.append(wanted)
    return [wanted for wanted in texts if lost(wanted, text)], early


theme = sys.argv[1]
with open(sys.argv[2], encoding="utf-8") as file:
    texts = [folded(line) for line in file if line.strip()]
needed = int(sys.argv[3]) if len(sys.argv) > 3 else NEEDED.get(theme, 6)
report = json.load(sys.stdin)
if theme not in ("plain", "ledger") and "text" in report.get("struct", {}):
    order = by_tags(texts, folded(report["struct"]["text"]))
    for result in report.values():
        if "text" in result:
            result["missing"], result["out_of_order"] = judged(result["text"], texts, order)
else:
    for result in report.values():
        if "text" in result:
            text = folded(result["text"])
            gone = [wanted for wanted in result["missing"] if lost(folded(wanted), text)]
            result["out_of_order"] += [wanted for wanted in result["missing"] if wanted not in gone]
            result["missing"] = gone
faults, in_order = [], []
if len(report) < 10:
    faults.append(f"{len(report)} extractors, expected ten")
for name, result in report.items():
    if "text" not in result:
        faults.append(f"{name}: {result.get('skipped') or result.get('error')}")
        continue
    faults += [f"{name}: missing: {text}" for text in result["missing"]]
    if not result["missing"] and not result["out_of_order"]:
        in_order.append(name)
if len(in_order) < needed or any(name not in in_order for name in ALWAYS):
    faults.append(f"in order in {len(in_order)} extractors ({', '.join(in_order)}), expected {needed} with {', '.join(ALWAYS)}")
    faults += [f"{name}: out of order: {text}" for name, result in report.items() for text in result.get("out_of_order", [])]
print("\n".join(f"  {fault}" for fault in faults) or f"  all texts in ten extractors, in order in {len(in_order)}")
sys.exit(1 if faults else 0)
