#!/usr/bin/env python3
"""Hold that redacted PDFs give nothing away: redacted.py CURRICLE EXTRACT_TEXT THEME...

CURRICLE is the program, EXTRACT_TEXT the tool that runs ten extractors. Profiles in several scripts are rendered with every group
redacted and without. No extractor may find one of the values in the first, letters and digits compared without case, and enough of
them have to find every value in the second, so that the first means something.
"""
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

GROUPS = "contact,name,photo,employers,schools,links"

# Profile, changes, values. What others say of the person names them, and is left out.
CASES = [
    ("redaction", ["basics.image=", "certificates=", "publications="], [
        "Quintarelli", "Løvdahl", "zoe.quintarelli", "mail.example.net", "555 01 47", "zquint", "Älgstigen", "90326",
        "Skellefteå", "Kestrel", "Borealis", "Sjöräddningen", "Gudbrandsdal",
    ]),
    ("arabic", ["references="], ["ليلى", "المنصوري", "layla.almansouri", "laylam", "للتقنية"]),
    ("hebrew", ["references="], ["נועה", "noa.bendavid", "noabd", "אורביט"]),
    ("hindi", ["references="], []),
]


# How many extractors have to find a value where it is: all ten, but some lose Devanagari's conjuncts, and poppler's reader of
# the tag tree takes words from right to left apart where the font changes.
FINDERS = {"arabic": 9, "hebrew": 9, "hindi": 5}


def squeezed(text):
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or unicodedata.category(c).startswith("M"))


def found(form, text):
    """Whether a text has a value; some extractors give lines from right to left in the order of the eye."""
    form = squeezed(form)
    return form in text or (not form.isascii() and form[::-1] in text)


def extracted(tool, pdf):
    done = subprocess.run([sys.executable, tool, "--json", pdf], capture_output=True, text=True)
    return json.loads(done.stdout)


def forms_of(profile):
    """Name, local part and user name, from the lines of a fixture."""
    with open(profile, encoding="utf-8") as file:
        lines = [line.strip() for line in file]
    value = lambda key: next(line.split(": ", 1)[1] for line in lines if line.startswith(f"{key}: "))
    return value("name").split() + [value("email").split("@")[0]]


def faults_of(program, tool, theme, stem, changes, forms):
    """What does not hold of a case in a theme."""
    profile = f"tests/fixtures/{stem}.yaml"
    with tempfile.TemporaryDirectory() as folder:
        redacted, control = os.path.join(folder, "redacted.pdf"), os.path.join(folder, "control.pdf")
        call = [program, "-q", "render", profile, "-t", theme]
        call += [argument for change in changes for argument in ("--set", change)]
        subprocess.run([*call, "-o", redacted, "--redact", GROUPS], check=True)
        subprocess.run([*call, "-o", control], check=True)
        faults, finders = [], {form: [] for form in forms}
        for path, wanted in ((redacted, False), (control, True)):
            report = extracted(tool, path)
            if len(report) < 10:
                faults.append(f"{len(report)} extractors, expected ten")
            for name, result in report.items():
                if "text" not in result:
                    faults.append(f"{name}: {result.get('skipped') or result.get('error')}")
                    continue
                text = squeezed(result["text"])
                for form in forms:
                    if found(form, text):
                        finders[form].append(name)
                    if found(form, text) and not wanted:
                        faults.append(f"{name}: {form!r} is in the redacted PDF")
        for form, names in finders.items():
            if len(names) < FINDERS.get(stem, 10):
                faults.append(f"only {', '.join(names)} find {form!r} in the control")
    return faults


def main():
    program, tool, themes = sys.argv[1], sys.argv[2], sys.argv[3:]
    failed = False
    # All work is that of other processes, so that as many threads as there are cores wait for them.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        pending = []
        for stem, changes, forms in CASES:
            forms = forms or forms_of(f"tests/fixtures/{stem}.yaml")
            for theme in themes:
                pending.append((stem, theme, forms, pool.submit(faults_of, program, tool, theme, stem, changes, forms)))
        for stem, theme, forms, future in pending:
            faults = future.result()
            said = "\n".join(f"  {fault}" for fault in faults)
            print(f"{stem} in {theme}\n" + (said or f"  {len(forms)} values are in no extractor, and in the control"))
            failed |= bool(faults)
    sys.exit(failed)


main()
