#!/usr/bin/env bash
# Imports what other tools give to begin with, and renders it: RenderCV's `rendercv new` in each theme and each locale, and
# the samples of YAMLResume. Prints how much did not come over. Their files are not ours to keep, so they are fetched.
#
# usage: .ci/imports.sh [CURRICLE]     the binary; target/release/curricle without one
#
# Skips a tool whose package cannot be installed, and says so; fails where an import or a render does.
set -euo pipefail

binary=$(realpath "${1:-target/release/curricle}")
samples=${SAMPLES:-40}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in"

# RenderCV. Its later versions ask for Python 3.12. Where there is none, the version that can be installed is tried too, since
# its files are another generation of the format; and of the latest, two newer pieces of syntax are written in the older way,
# so that the function can be called that `rendercv new` calls.
rendercv() {
    python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q 'rendercv[full]' click || return
    local python="$work/venv/bin/python"
    if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
        for theme in classic sb2nov engineeringresumes engineeringclassic moderncv; do
            (cd "$work" && "$work/venv/bin/rendercv" new Jane --theme "$theme" -notypst -nomd) >/dev/null &&
                mv "$work/Jane_CV.yaml" "$work/in/rendercv-older-$theme.yaml"
        done
        "$work/venv/bin/pip" download -q rendercv --no-deps --python-version 3.12 --only-binary=:all: -d "$work" || return
        "$python" -m zipfile -e "$work"/rendercv-*.whl "$work/rendercv" || return
        grep -rlE --include='*.py' '^type |^ *def [a-z_]+\[|__value__' "$work/rendercv" | while read -r file; do
            sed -i -E -e 's/^type ([A-Za-z]+) =/\1 =/; s/\.__value__//g; s/^( *)def ([a-z_]+)\[.*\]\(/\1def \2(/' \
                -e '1i import typing as _t; T = _t.TypeVar("T"); P = _t.ParamSpec("P")' "$file"
        done
        export PYTHONPATH="$work/rendercv"
    fi
    "$python" - "$work/in" <<'PYTHON'
import pathlib, sys
from rendercv import __version__
from rendercv.schema.models.design.built_in_design import available_themes
from rendercv.schema.models.locale.locale import available_locales
from rendercv.schema.sample_generator import create_sample_yaml_input_file as new

folder = pathlib.Path(sys.argv[1])
pairs = [(theme, "english") for theme in available_themes] + [("classic", locale) for locale in available_locales[1:]]
for theme, locale in pairs:
    new(file_path=folder / f"rendercv-{theme}-{locale}.yaml", name="Jane Doe", theme=theme, locale=locale)
print(f"RenderCV {__version__}: {len(available_themes)} themes, {len(available_locales)} locales")
PYTHON
}

# YAMLResume: as many of its samples as asked for, spread over positions and languages.
yamlresume() {
    command -v npm >/dev/null || return
    mkdir "$work/node" && cd "$work/node" || return
    npm init -y >/dev/null 2>&1 || return
    npm install --silent --no-audit --no-fund --ignore-scripts @yamlresume/samples 2>/dev/null || return
    cat >list.mjs <<'NODE'
import fs from 'node:fs'
import { getSampleResume, listSampleResumes } from '@yamlresume/samples'

const [folder, count] = [process.argv[2], Number(process.argv[3])]
const all = listSampleResumes().flatMap(({ id, contents }) => Object.keys(contents).map((language) => [id, language]))
const place = all.map((it, index) => [(index * 37) % all.length, it]).sort((one, other) => one[0] - other[0])
const chosen = place.slice(0, count).map((it) => it[1])
for (const [id, language] of chosen)
    fs.writeFileSync(`${folder}/yamlresume-${id}-${language}.yml`, getSampleResume(id, language, { withLayouts: true }))
console.log(`YAMLResume: ${chosen.length} of ${all.length} samples, in ${new Set(chosen.map((it) => it[1])).size} languages`)
NODE
    node list.mjs "$work/in" "$samples"
}

(rendercv) || echo 'skipped: RenderCV could not be installed'
(yamlresume) || echo 'skipped: @yamlresume/samples could not be installed'

failed=0
run() {
    if ! "$binary" "$@" --message-format short >"$work/log" 2>&1; then
        echo "failed: curricle $*"
        cat "$work/log"
        failed=1
        return 1
    fi
}
count() { { grep -oE "$1" "$work/said" || true; } | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }'; }
for tool in rendercv yamlresume; do
    made=0
    : >"$work/said"
    for file in "$work/in/$tool"-*; do
        [ -e "$file" ] || continue
        stem=$(basename "${file%.*}")
        # As it is, and then as import writes it.
        run render "$file" -o "$work/pdf/" || continue
        run import "$file" -o "$work/out/" || continue
        cat "$work/log" >>"$work/said"
        # The profile as it is, in the default theme; and with the look, language and order of its application.
        run render "$work/out/$stem.profile.yaml" -o "$work/pdf/" || continue
        run render "$work/out/$stem.application.yaml" -o "$work/pdf/" || continue
        made=$((made + 1))
    done
    [ "$made" -gt 0 ] || continue
    echo "$tool: $made files imported and rendered, $(count 'carried [0-9]+') of $(count 'of [0-9]+ values') values carried," \
        "$(count '[0-9]+ kept under') kept, $(count '[0-9]+ in part') in part; what was kept or came over in part, by key:"
    grep -oE '\[not-carried\]: `[^`]+`' "$work/said" | sed -E 's/^[^`]*`//; s/`$//; s/\[[0-9]+\]/[]/g' | sort | uniq -c | sort -rn
done
exit "$failed"
