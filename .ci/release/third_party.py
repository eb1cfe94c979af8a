#!/usr/bin/env python3
"""Write what curricle is made of besides itself, with every licence text: third_party.py TARGET > THIRD-PARTY.txt

The crates that are linked into the binary for TARGET (a Rust triple), the Rust standard library, the bundled fonts and
icons. Most licences ask that their text and the copyright line go wherever the binary goes, so the texts of the packages
themselves are here, each once.
Whether the licences are fit to be passed on is for `cargo deny` to say (deny.toml).
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LICENCE = re.compile(r"(un)?(licen[sc]e|copying|copyright|notice)s?([-._].*)?", re.IGNORECASE)
CODE = {".rs", ".html", ".toml"}
# Of these the general text says all, and is here with other packages, or nothing is asked.
GENERAL = re.compile(r"Apache-2\.0|0BSD|CC0-1\.0")


def said(*command):
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


def linked(target):
    """The packages that the binary is linked from, sorted: no tests, no build scripts, no macros."""
    metadata = json.loads(said("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target))
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    own = metadata["resolve"]["root"]
    seen, ahead = set(), [own]
    while ahead:
        identity = ahead.pop()
        macro = any("proc-macro" in it["kind"] for it in packages[identity]["targets"])
        if identity in seen or macro:
            continue
        seen.add(identity)
        for dependency in nodes[identity]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                ahead.append(dependency["pkg"])
    seen.remove(own)
    return packages[own], sorted((packages[it] for it in seen), key=lambda it: (it["name"], it["version"]))


def texts(folder, named=None):
    """The licence files of a folder, and the one its package names."""
    files = {
        path
        for path in folder.iterdir()
        if path.is_file() and LICENCE.fullmatch(path.name) and path.suffix.lower() not in CODE
    }
    if (folder / "LICENSES").is_dir():
        files.update(path for path in (folder / "LICENSES").iterdir() if path.is_file())
    if named and (folder / named).is_file():
        files.add(folder / named)
    return sorted(files)


def body(path):
    lines = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def main():
    target = sys.argv[1]
    own, packages = linked(target)
    # A text, and all that comes under it, in the order in which they come.
    found = {}

    def take(name, files):
        for path in files:
            users = found.setdefault(body(path), [])
            if name not in users:
                users.append(name)

    lines = [f"Third-party parts of curricle {own['version']} for {target}, and their licences", ""]
    lines += ["Fonts, unchanged, in the executable:", ""]
    for folder in sorted(path for path in (ROOT / "fonts").iterdir() if path.is_dir()):
        terms = sorted(path for path in folder.iterdir() if path.suffix not in {".otf", ".ttf"})
        if not terms:
            sys.exit(f"{folder} has no licence")
        lines.append(f"  {folder.name}")
        take(f"font {folder.name}", terms)
    lines += ["", "Icons, in the executable:", ""]
    icons = ROOT / "themes/base/icons"
    for terms in texts(icons):
        name = terms.stem.replace("LICENSE-", "")
        lines.append(f"  {name}")
        take(f"icons {name}", [terms])
    lines += ["", "Names of countries, in the executable:", "", "  Unicode CLDR"]
    take("Unicode CLDR", [ROOT / "data/LICENSE-UNICODE"])
    rust = said("rustc", "--version").split()[1]
    lines += [
        "",
        "Linked into the executable:",
        "",
        f"  Rust standard library {rust}, MIT OR Apache-2.0, https://github.com/rust-lang/rust",
    ]
    standard = pathlib.Path(said("rustc", "--print", "sysroot").strip()) / "share/doc/rust/licenses"
    take(
        "Rust standard library",
        [path for path in (standard / "MIT.txt", standard / "Apache-2.0.txt") if path.is_file()],
    )
    bare = []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        terms = package["license"] or "see its text"
        home = package["repository"] or f"https://crates.io/crates/{package['name']}"
        lines.append(f"  {name}, {terms}, {home}")
        files = texts(pathlib.Path(package["manifest_path"]).parent, package["license_file"])
        # The text of the repository, where the package was published without it.
        kept = ROOT / ".ci/release/licences" / f"{package['name']}.txt"
        if not files and kept.is_file():
            files = [kept]
        take(name, files)
        if not files and not GENERAL.search(terms):
            sys.exit(f"{name} ({terms}) has no licence text in its package")
        if not files:
            authors = ", ".join(package["authors"]) or "the authors of its repository"
            bare.append(f"  {name}, {terms}, by {authors}")
    if bare:
        lines += [
            "",
            "Without a text in their packages; Apache-2.0, whose text is below, or 0BSD is taken of the licences named:",
            "",
            *bare,
        ]
    for text, users in found.items():
        lines += ["", "=" * 100, "", *(f"  {user}" for user in users), "", "-" * 100, "", text]
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
