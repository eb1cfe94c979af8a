#!/usr/bin/env bash
# Renders, and says what came of it: annotations, outputs, the summary of the step. For action.yml.
#
# Reads: CURRICLE (the binary), INPUT_PATHS, INPUT_THEME, INPUT_FORMAT, INPUT_OUTPUT, INPUT_SHARD, INPUT_ARGS, INPUT_REPORT,
# INPUT_FAIL_ON, RUNNER_TEMP. Writes: GITHUB_OUTPUT, GITHUB_STEP_SUMMARY. Ends as curricle does. Runs in bash 3.2 too.
set -euo pipefail

fail() {
    printf '::error title=curricle::%s\n' "$1"
    exit 2
}

# Programs of Windows and of bash both know its paths in this form.
if command -v cygpath >/dev/null; then RUNNER_TEMP=$(cygpath -m "$RUNNER_TEMP"); fi

# More than a mebibyte of summary is refused as a whole.
most=1000000

arguments=(render --message-format github)

# add [FLAG]: the lines of standard input that say something, each an argument, and each after the flag if there is one.
add() {
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        line=${line#"${line%%[![:space:]]*}"}
        line=${line%"${line##*[![:space:]]}"}
        [ -n "$line" ] || continue
        if [ $# -gt 0 ]; then arguments+=("$1=$line"); else arguments+=("$line"); fi
    done
}

output=${INPUT_OUTPUT:-dist}
output=${output%/}
[ -n "$output" ] || output=/
reports=${INPUT_REPORT:-}
[ -n "$reports" ] || reports=$(mktemp -d "$RUNNER_TEMP/curricle-report.XXXXXX")
case "$output$reports" in *[$'\n\r']*) fail 'a folder is named on one line' ;; esac
mkdir -p "$reports"
# Those of an earlier run would be taken for this one's.
rm -f "$reports/report.json" "$reports/junit.xml" "$reports/summary.md"

add --theme <<<"${INPUT_THEME:-}"
add --format <<<"${INPUT_FORMAT:-}"
add --shard <<<"${INPUT_SHARD:-}"
# With the slash it is a folder, even for one artifact.
arguments+=("--output=${output%/}/")
for kind in report.json junit.xml summary.md; do arguments+=("--report=$reports/$kind"); done
case "${INPUT_FAIL_ON:-errors}" in
    errors | never) ;;
    warnings) arguments+=(--deny-warnings) ;;
    *) fail "\`fail-on\` is errors, warnings or never" ;;
esac
add <<<"${INPUT_ARGS:-}"
# Nothing that a path is called makes it a flag.
arguments+=(--)
add <<<"${INPUT_PATHS:-}"

code=0
"$CURRICLE" "${arguments[@]}" || code=$?

if [ -f "$reports/report.json" ]; then
    # The sums are numbers only, and a quote in any text of the report has a backslash before it.
    summary=$(tr -d ' \n\r\t' <"$reports/report.json" | sed -n 's/.*[{,]"summary":{\([^{}]*\)}.*/,\1,/p')
    for name in made unchanged failed; do
        printf '%s=%s\n' "$name" "$(sed -n "s/.*,\"$name\":\([0-9]*\),.*/\1/p" <<<"$summary")"
    done >>"$GITHUB_OUTPUT"
    printf 'output=%s\nreport=%s\nreport-folder=%s\n' "$output" "$reports/report.json" "$reports" >>"$GITHUB_OUTPUT"
fi
if [ -f "$reports/summary.md" ]; then
    if [ "$(wc -c <"$reports/summary.md")" -le "$most" ]; then
        cat "$reports/summary.md"
    else
        # The last line is cut; the rest is in the file.
        head -c "$most" "$reports/summary.md" | sed '$d'
        printf '\n… and more, in %s\n' "$(basename "$reports")/summary.md"
    fi >>"$GITHUB_STEP_SUMMARY"
fi

# What an input does ends with 1; that a run could not start is a mistake in the workflow.
if [ "$code" = 1 ] && [ "${INPUT_FAIL_ON:-}" = never ]; then code=0; fi
exit "$code"
