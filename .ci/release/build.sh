#!/usr/bin/env bash
# Builds what a release has for this machine: the wheel, and the archive with the very binary that is in the wheel.
#
# usage: .ci/release/build.sh TARGET FOLDER [MATURIN OPTION]...     PYTHON names the interpreter; python3 without it
#
# Skips no test: .ci/run is what tests. Compiles nothing if `cargo build --release --locked` did: maturin calls cargo as it is.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$1 folder=$2
shift 2
python=${PYTHON:-python3}

# One binary a machine, so there is no `--target`, which would build in a folder of its own.
host=$(rustc -vV | sed -n 's/^host: //p')
[ "$host" = "$target" ] || { echo "this builds for $host, not for $target"; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work" THIRD-PARTY.txt' EXIT
mkdir -p "$folder"
"$python" -m venv "$work/venv"
bin=$work/venv/bin
[ -d "$bin" ] || bin=$work/venv/Scripts
"$bin/python" -m pip install --quiet --disable-pip-version-check 'maturin>=1.9.4,<2'

# The licence texts go into the wheel, too.
"$python" .ci/release/third_party.py "$target" >THIRD-PARTY.txt
"$bin/maturin" build --release --locked --out "$work/wheels" "$@"
"$python" -m zipfile -e "$work"/wheels/*.whl "$work/wheel"
binary=$(find "$work"/wheel/*.data/scripts -type f)
chmod +x "$binary"
"$binary" render examples/minimal.yaml -o "$work/made/"
"$python" .ci/release/package.py archive --binary "$binary" --target "$target" --out "$folder"
cp "$work"/wheels/*.whl "$folder/"
