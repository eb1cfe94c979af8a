#!/usr/bin/env python3
"""Make what a release offers for download, of a binary that was built.

package.py archive --binary FILE --target TRIPLE --out FOLDER
    curricle-VERSION-TRIPLE.tar.gz (.zip for Windows): the binary, README, CHANGELOG, licences and shell
    completions. Prints its path.
package.py sums FOLDER
    SHA256SUMS of all archives and wheels in it, as `sha256sum --check` reads it.

The same binary gives the same bytes: names are sorted, owners are none, times are SOURCE_DATE_EPOCH, or else that of the commit.
Needs Python 3.8, cargo, and the packages of Cargo.lock where cargo finds them.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHELLS = {"bash": "curricle.bash", "fish": "curricle.fish", "powershell": "_curricle.ps1", "zsh": "_curricle"}
# What zip can say of a time begins in 1980.
ZIP_BEGINS = 315532800


def output(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, **options).stdout


def epoch():
    stated = os.environ.get("SOURCE_DATE_EPOCH") or output(
        "git", "log", "-1", "--format=%ct", cwd=ROOT, encoding="utf-8"
    )
    return max(int(stated), ZIP_BEGINS)


def contents(binary, target, version):
    """What is in an archive: name, whether it is executable, bytes."""
    said = output(binary, "--version", encoding="utf-8").strip()
    if said != f"curricle {version}":
        sys.exit(f"{binary} is `{said}`, but Cargo.toml says {version}")
    third_party = [sys.executable, str(ROOT / ".ci/release/third_party.py"), target]
    files = {
        "curricle.exe" if "windows" in target else "curricle": binary.read_bytes(),
        "THIRD-PARTY.txt": output(*third_party),
    }
    for name in ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]:
        files[name] = (ROOT / name).read_bytes()
    for shell, name in SHELLS.items():
        files[f"completions/{name}"] = output(binary, "completions", shell)
    return [(name, name.startswith("curricle"), files[name]) for name in sorted(files)]


def tar(path, folder, files, when):
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, when) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for name, executable, data in files:
                entry = tarfile.TarInfo(f"{folder}/{name}")
                entry.size, entry.mtime, entry.mode = len(data), when, 0o755 if executable else 0o644
                archive.addfile(entry, io.BytesIO(data))


def zipped(path, folder, files, when):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, executable, data in files:
            entry = zipfile.ZipInfo(f"{folder}/{name}", time.gmtime(when)[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = (0o100755 if executable else 0o100644) << 16
            archive.writestr(entry, data)


def archive(arguments):
    metadata = output("cargo", "metadata", "--no-deps", "--locked", "--format-version", "1", cwd=ROOT)
    version = json.loads(metadata)["packages"][0]["version"]
    folder = f"curricle-{version}-{arguments.target}"
    files = contents(arguments.binary.resolve(), arguments.target, version)
    arguments.out.mkdir(parents=True, exist_ok=True)
    if "windows" in arguments.target:
        write, path = zipped, arguments.out / f"{folder}.zip"
    else:
        write, path = tar, arguments.out / f"{folder}.tar.gz"
    write(path, folder, files, epoch())
    print(path)


def sums(arguments):
    kinds = (".tar.gz", ".zip", ".whl")
    files = sorted(path for path in arguments.folder.iterdir() if path.name.endswith(kinds))
    if not files:
        sys.exit(f"nothing to sum in {arguments.folder}")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (arguments.folder / "SHA256SUMS").write_bytes("".join(lines).encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("archive")
    command.add_argument("--binary", type=pathlib.Path, required=True)
    command.add_argument("--target", required=True)
    command.add_argument("--out", type=pathlib.Path, required=True)
    command.set_defaults(run=archive)
    command = commands.add_parser("sums")
    command.add_argument("folder", type=pathlib.Path)
    command.set_defaults(run=sums)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
