#!/usr/bin/env bash
# Prints what the changelog says of a version: the section `## VERSION`, with whatever date stands after it.
#
# usage: .ci/release/notes.sh TAG
set -euo pipefail
cd "$(dirname "$0")/../.."
awk -v version="${1#v}" '
    /^## / { inside = ($2 == version || $2 == "[" version "]"); next }
    inside { print; if (NF) said = 1 }
    END { exit !said }
' CHANGELOG.md || { echo "CHANGELOG.md has nothing under \`## ${1#v}\`" >&2; exit 1; }
