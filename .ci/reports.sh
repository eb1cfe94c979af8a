#!/usr/bin/env bash
# That others can read our reports: JUnit XML meets the schema of Jenkins, of parts and of the whole. Needs xmllint.
#   .ci/reports.sh CURRICLE
set -euo pipefail
curricle=$(realpath "$1")
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/cvs/team" "$work/cvs/<b>&amp;'quoted'"
cp examples/*.yaml "$work/cvs/"
printf 'basics: {name: Ada Lovelace, emial: ada@example.org}\n' >"$work/cvs/team/fails.yaml"
printf 'basics: {name: Ada Lovelace, x: 1}\n' >"$work/cvs/team/warns.yaml"
printf 'basics: {name: Grace Hopper, emial: "<a> & ]]> \\uFFFF"}\n' >"$work/cvs/<b>&amp;'quoted'/a|b.yaml"
cd "$work"
for part in 1 2 3; do
    # Some inputs fail, and are to.
    "$curricle" -q render cvs/ --shard "$part/3" --report "part-$part.json" --report "part-$part.xml" 2>/dev/null || [ $? = 1 ]
done
status=0
"$curricle" report merge part-3.json part-1.json part-2.json -o whole.json -o whole.xml -o whole.md || status=$?
[ "$status" = 1 ]
xmllint --noout --schema "$root/tests/schemas/junit-10.xsd" ./*.xml
# A part that is missing is no success, and nothing is written.
status=0
"$curricle" -q report merge part-1.json part-3.json -o other.json 2>/dev/null || status=$?
[ "$status" = 1 ] && [ ! -e other.json ]
