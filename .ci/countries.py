#!/usr/bin/env python3
"""Writes `data/countries.txt`: the names of countries in every bundled language.

    npm pack cldr-localenames-full && tar xzf cldr-localenames-full-*.tgz
    .ci/countries.py package

The names come from CLDR's own JSON (npm: cldr-localenames-full, licence Unicode-3.0, see data/LICENSE-UNICODE). Codes are
those of ISO 3166-1, and `XK`, which is in use for Kosovo. The part under `=other` is kept by hand and stays as it is.
"""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = ROOT / "data" / "countries.txt"

# Codes of CLDR that are no countries of ISO 3166-1: exceptional reservations, groups, private use.
NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}

# Territories whose plain name is an official style that nobody puts under an address.
SHORT = {"HK", "MO", "PS"}


def names(folder, tag):
    path = folder / "main" / tag / "territories.json"
    if not path.is_file() and tag == "nb":
        path = folder / "main" / "no" / "territories.json"
    [content] = json.loads(path.read_text(encoding="utf-8"))["main"].values()
    return content["localeDisplayNames"]["territories"]


def main():
    folder = pathlib.Path(sys.argv[1])
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    tags = sorted(path.stem for path in (ROOT / "data" / "locales").glob("*.yaml"))
    others = FILE.read_text(encoding="utf-8").split("\n=other\n", 1)[1].splitlines()
    out = [
        f"# Names of countries, from CLDR {version} (Unicode-3.0, see LICENSE-UNICODE) by .ci/countries.py.",
        "# `=TAG` begins a language; `=more` has other names that CLDR knows, `=other` those that tools and people write.",
    ]
    more = {}
    for tag in tags:
        out.append(f"={tag}")
        found = names(folder, tag)
        codes = sorted(code for code in found if re.fullmatch("[A-Z]{2}", code) and code not in NOT_ISO)
        for code in codes:
            name = found[code]
            short = found.get(f"{code}-alt-short")
            shown = short if code in SHORT and short else name
            out.append(f"{code} {shown}")
            known = [found[key] for key in found if re.fullmatch(f"{code}(-alt-(short|variant))?", key)]
            for name in known:
                if name != shown:
                    more.setdefault((code, name))
    out.append("=more")
    out.extend(f"{code} {name}" for code, name in sorted(more))
    out.append("=other")
    out.extend(others)
    FILE.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
