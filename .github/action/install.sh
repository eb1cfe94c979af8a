#!/usr/bin/env bash
# Installs curricle from a release archive whose checksum is right, or from an archive or wheel that is there. For action.yml.
#
# Reads: INPUT_VERSION, INPUT_MIRROR, INPUT_ARCHIVE, INPUT_SHA256, GITHUB_ACTION_PATH, RUNNER_OS, RUNNER_ARCH, RUNNER_TEMP.
# Writes: GITHUB_PATH, and to GITHUB_OUTPUT `curricle` (the binary) and `version`. Runs in bash 3.2 too, as macOS has it.
set -euo pipefail

fail() {
    printf '::error title=curricle::%s\n' "$1"
    exit 2
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# The value of a key in the manifest of this action's own checkout.
manifest() { sed -n "s/^$1 = \"\(.*\)\"\$/\1/p" "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1; }

# Programs of Windows and of bash both know its paths in this form.
if command -v cygpath >/dev/null; then RUNNER_TEMP=$(cygpath -m "$RUNNER_TEMP"); fi
home=$(mktemp -d "$RUNNER_TEMP/curricle.XXXXXX")
archive=${INPUT_ARCHIVE:-}

if [ -z "$archive" ]; then
    case "$RUNNER_OS-$RUNNER_ARCH" in
        Linux-X64) name=x86_64-unknown-linux-gnu.tar.gz ;;
        Linux-ARM64) name=aarch64-unknown-linux-gnu.tar.gz ;;
        macOS-X64) name=x86_64-apple-darwin.tar.gz ;;
        macOS-ARM64) name=aarch64-apple-darwin.tar.gz ;;
        Windows-X64) name=x86_64-pc-windows-msvc.zip ;;
        *) fail "there is no release for $RUNNER_OS on $RUNNER_ARCH; build one, and name it as \`archive\`" ;;
    esac
    version=${INPUT_VERSION:-$(manifest version)}
    version=${version#v}
    name=curricle-$version-$name
    base=${INPUT_MIRROR:-$(manifest repository)/releases/download}/v$version
    fetch() { curl --fail --silent --show-error --location --proto '=https,file' --retry 3 --output "$home/$1" -- "$base/$1"; }
    archive=$home/$name
    fetch "$name" || fail "$base/$name cannot be downloaded"
    wanted=${INPUT_SHA256:-}
    if [ -z "$wanted" ]; then
        fetch SHA256SUMS || fail "$base/SHA256SUMS cannot be downloaded"
        wanted=$(awk -v name="$name" '$2 == name { print $1 }' "$home/SHA256SUMS")
        [ -n "$wanted" ] || fail "$base/SHA256SUMS does not name $name"
    fi
else
    [ -f "$archive" ] || fail "there is no $archive"
    wanted=${INPUT_SHA256:-}
fi

if [ -n "$wanted" ]; then
    found=$(sha256 "$archive")
    [ "$found" = "$wanted" ] || fail "$(basename "$archive") has the SHA-256 $found, but $wanted was expected"
fi

mkdir "$home/unpacked"
case "$archive" in
    *.tar.gz) tar -xzf "$archive" -C "$home/unpacked" --strip-components 1 && bin=$home/unpacked ;;
    *.zip) unzip -q "$archive" -d "$home/unpacked" && bin=$(echo "$home"/unpacked/*) ;;
    *.whl)
        python=python3
        command -v python3 >/dev/null || python=python
        "$python" -m venv "$home/venv"
        bin=$home/venv/bin
        [ -d "$bin" ] || bin=$home/venv/Scripts
        "$bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$archive"
        ;;
    *) fail "$archive is neither .tar.gz, .zip nor .whl" ;;
esac

curricle=$bin/curricle
[ "$RUNNER_OS" != Windows ] || curricle=$curricle.exe
said=$("$curricle" --version) || fail "what $(basename "$archive") holds does not run here"
echo "$said, from $(basename "$archive")"

# Later steps may be of a shell that knows only the system's own form of a path.
if command -v cygpath >/dev/null; then bin=$(cygpath -w "$bin"); fi
printf '%s\n' "$bin" >>"$GITHUB_PATH"
printf 'curricle=%s\nversion=%s\n' "$curricle" "${said#curricle }" >>"$GITHUB_OUTPUT"
