#!/usr/bin/env bash
# Whether all say the same version: Cargo.toml, Cargo.lock, documents and examples, and, of a tag that is to be released, the
# changelog.
#
# usage: .ci/release/version.sh [TAG]     without a tag, or with an empty one, nothing is asked of the changelog
set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
locked=$(sed -n '/^name = "curricle"$/{n;s/^version = "\(.*\)"$/\1/p;}' Cargo.lock)
[ "$version" = "$locked" ] || { echo "Cargo.toml says $version, Cargo.lock $locked"; exit 1; }
named='curricle(/curricle)?(@v?|==|:)[0-9]+\.[0-9]+\.[0-9]+|^ *rev: v[0-9.]+|curricle-[0-9]+\.[0-9]+\.[0-9]+'
if grep -rnoE "$named" README.md docs examples/ci | grep -vE "[^0-9.]${version//./\\.}\$"; then
    echo "these name another version than $version"
    exit 1
fi
if [ -n "${1:-}" ]; then
    [ "$1" = "v$version" ] || { echo "the tag is $1, and Cargo.toml says $version"; exit 1; }
    .ci/release/notes.sh "$1" >/dev/null
fi
echo "$version"
