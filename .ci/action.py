#!/usr/bin/env python3
"""Run the steps of action.yml as a runner does, in clean folders: action.py ARCHIVE [WHEEL]

Reads action.yml itself: its inputs and their defaults, what each step gets through its environment, and its outputs. Only steps
that `use` another action are left out. Needs PyYAML. Prints what does not hold, and then ends with 1.
"""

import hashlib
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
GOOD = (ROOT / "examples/minimal.yaml").read_text(encoding="utf-8")
# An e-mail address without a domain, on the line that the annotation has to name.
BAD = "basics:\n  name: Ada Example\n  emial: ada@example.org\n"


class Job:
    """A job on a runner: a clean folder, and what its steps leave for each other."""

    def __init__(self, home, **platform):
        self.home = home
        self.temp, self.workspace, self.action = (home / name for name in ["temp", "workspace", "action"])
        for folder in [self.temp, self.workspace]:
            folder.mkdir(parents=True)
        # What the action needs of the repository, and no more.
        (self.action / ".github").mkdir(parents=True)
        shutil.copytree(ROOT / ".github/action", self.action / ".github/action")
        for name in ["action.yml", "Cargo.toml"]:
            shutil.copy(ROOT / name, self.action / name)
        self.platform = {"RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", **platform}
        self.path = "/usr/local/bin:/usr/bin:/bin"
        self.summary = self.annotations = ""

    def run(self, **inputs):
        """Run the action; its exit code and outputs. What it printed is in `said`, its summary in `summary`."""
        action = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        assert set(inputs) <= set(action["inputs"]), f"no such input: {set(inputs) - set(action['inputs'])}"
        values = {name: str(inputs.get(name, it.get("default", ""))) for name, it in action["inputs"].items()}
        scope = {f"inputs.{name}": value for name, value in values.items()}
        code, self.said, self.summary = 0, "", ""
        for index, step in enumerate(action["runs"]["steps"]):
            if "uses" in step:
                continue
            assert "if" not in step and not EXPRESSION.search(step["run"]), f"step {index} is not plain"
            code, outputs = self.step(index, step, scope)
            scope.update({f"steps.{step['id']}.outputs.{name}": value for name, value in outputs.items()})
            if code:
                break
        outputs = {name: fill(it["value"], scope, missing="") for name, it in action["outputs"].items()}
        return code, outputs

    def step(self, index, step, scope):
        files = {
            name: self.temp / f"{name}-{index}" for name in ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"]
        }
        for file in files.values():
            file.write_text("")
        script = self.temp / f"{index}.sh"
        script.write_text(step["run"], encoding="utf-8")
        environment = {
            "PATH": self.path,
            "HOME": str(self.home),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(self.action),
            "RUNNER_TEMP": str(self.temp),
            **self.platform,
            **{name: str(file) for name, file in files.items()},
            **{name: fill(value, scope, missing="") for name, value in step.get("env", {}).items()},
        }
        assert step["shell"] == "bash"
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.said += ran.stdout
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        for line in files["GITHUB_PATH"].read_text(encoding="utf-8").splitlines():
            self.path = f"{line}:{self.path}"
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return ran.returncode, dict(line.split("=", 1) for line in lines)

    def write(self, **profiles):
        """Write profiles, by name."""
        (self.workspace / "cvs").mkdir(exist_ok=True)
        for name, text in profiles.items():
            (self.workspace / "cvs" / f"{name}.yaml").write_text(text, encoding="utf-8")


def fill(text, scope, missing):
    return EXPRESSION.sub(lambda it: scope.get(it[1], missing), text)


def profile(name):
    """A profile that differs from others by its name only."""
    return re.sub(r"^(  name:).*$", rf"\1 {name}", GOOD, count=1, flags=re.MULTILINE)


class Check:
    def __init__(self):
        self.failed = 0

    def __call__(self, holds, what, job):
        if not holds:
            self.failed += 1
            print(f"does not hold: {what}\n{job.said}\n{job.summary}")


def renders(job, check, **source):
    """What has to hold of every way to install."""
    job.write(ada=profile("Ada Example"), grace=profile("Grace Example"))
    code, outputs = job.run(paths="cvs", format="pdf,txt", **source)
    check(code == 0, "it ends with 0", job)
    check(
        (outputs["made"], outputs["unchanged"], outputs["failed"]) == ("2", "0", "0"), f"two are made: {outputs}", job
    )
    for name in ["ada.pdf", "ada.txt", "grace.pdf", "grace.txt"]:
        found = list((job.workspace / "dist").rglob(name))
        check(len(found) == 1, f"{name} is made, once", job)
    # Whoever installs it may call it in a later step.
    later = subprocess.run(
        ["bash", "-c", "curricle --version"], env={"PATH": job.path}, capture_output=True, encoding="utf-8"
    )
    check(later.stdout == f"curricle {outputs['version']}\n", "it is on the path afterwards", job)
    if not outputs["report"]:
        return
    report = json.loads(pathlib.Path(outputs["report"]).read_text(encoding="utf-8"))
    check([it["status"] for it in report["targets"]] == ["made", "made"], "the report has both", job)
    for name in ["junit.xml", "summary.md"]:
        check((pathlib.Path(outputs["report-folder"]) / name).is_file(), f"{name} is there", job)
    check(bool(job.summary.strip()), "the step has a summary", job)
    check("::error" not in job.said and "::warning" not in job.said, "nothing is annotated", job)

    job.write(broken=BAD, grace=profile("Grace Changed"))
    code, outputs = job.run(paths="cvs", format="pdf,txt", **source)
    check(code == 1, f"one that is broken ends with 1, not {code}", job)
    counts = (outputs["made"], outputs["unchanged"], outputs["failed"])
    check(counts == ("1", "1", "1"), f"only what changed is made again: {outputs}", job)
    annotation = re.search(r"^::error (.*?)::", job.said, re.MULTILINE)
    place = dict(it.split("=", 1) for it in annotation[1].split(",")) if annotation else {}
    check((place.get("file"), place.get("line")) == ("cvs/broken.yaml", "3"), f"its place is annotated: {place}", job)
    check("broken.yaml" in html.unescape(job.summary), "the summary names it", job)

    code, outputs = job.run(paths="cvs", **{"fail-on": "never"}, **source)
    check((code, outputs["failed"]) == (0, "1"), "it need not fail", job)

    code, outputs = job.run(paths="absent.yaml", report="reports", **source)
    check(code == 2, f"what is not there ends with 2, not {code}", job)


def takes_what_it_is_given(job, check, **source):
    """Inputs are data: no shell runs them, and no path is taken for a flag."""
    hostile = [
        "--output=elsewhere.yaml",
        "a b;touch pwned.yaml",
        "$(touch pwned).yaml",
        "`touch pwned`.yaml",
        "'\"$HOME.yaml",
    ]
    for name in hostile:
        (job.workspace / name).write_text(GOOD, encoding="utf-8")
    code, outputs = job.run(
        paths="\n".join(["", *hostile, "  "]), theme="plain", format="txt", output="out $(touch pwned)", **source
    )
    check((code, outputs["made"]) == (0, str(len(hostile))), f"all are made: {code}, {outputs}", job)
    check(outputs["output"] == "out $(touch pwned)", "the output is named as it was", job)
    check(not list(job.workspace.rglob("pwned")), "nothing is executed", job)
    made = {path.name for path in (job.workspace / "out $(touch pwned)").glob("*.txt")}
    check(made == {name.replace(".yaml", ".txt") for name in hostile}, f"each has its name: {made}", job)

    job.write(ada=GOOD)
    code, _ = job.run(
        paths="cvs", args="--wrap=60\n-O\ndurations=true", theme="ledger,plain", format="txt,pdf", shard="1/1", **source
    )
    check(code == 0, "arguments go through, one a line", job)
    code, _ = job.run(paths="cvs", **{"fail-on": "sometimes"}, **source)
    check(code == 2 and "::error" in job.said, "a wrong `fail-on` is refused", job)


def downloads(folder, archive, check):
    """The release's archive is taken for the platform, and only with the checksum that was promised."""
    version = re.search(r'^version = "(.*)"$', (ROOT / "Cargo.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    place = folder / "mirror" / f"v{version}"
    place.mkdir(parents=True)
    there = pathlib.Path(shutil.copy(archive, place))
    digest = hashlib.sha256(there.read_bytes()).hexdigest()
    sums = place / "SHA256SUMS"
    sums.write_text(f"{'0' * 64}  other.tar.gz\n{digest}  {there.name}\n")
    mirror = (folder / "mirror").as_uri()

    def attempt(name, platform=None, **inputs):
        job = Job(folder / name, **(platform or {}))
        job.write(ada=GOOD)
        code, outputs = job.run(paths="cvs", mirror=mirror, **inputs)
        return job, code, outputs

    def refused(name, words, platform=None, **inputs):
        job, code, _ = attempt(name, platform, **inputs)
        refused = code == 2 and "::error title=curricle::" in job.said and words in job.said
        check(refused and not (job.workspace / "dist").exists(), f"{name} is refused: {code}", job)

    for name, inputs in {
        "by its sums": {},
        "by a pin": {"sha256": digest},
        "by version": {"version": f"v{version}"},
    }.items():
        job, code, outputs = attempt(name, **inputs)
        check((code, outputs["made"], outputs["version"]) == (0, "1", version), f"{name}: {code}, {outputs}", job)
    refused("another pin", "was expected", sha256="0" * 64)
    refused("a version that is not", "cannot be downloaded", version="99.0.0")
    refused("a machine without a release", "there is no release", platform={"RUNNER_ARCH": "RISCV"})
    sums.write_text(f"{digest}  other.tar.gz\n")
    refused("sums without it", "does not name")
    sums.write_text(f"{digest}  {there.name}\n")
    with there.open("ab") as file:
        file.write(b"\0")
    refused("a changed archive", "was expected")


def main():
    check, started = Check(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="action ") as name:
        folder = pathlib.Path(name).resolve()
        sources = [pathlib.Path(it).resolve() for it in sys.argv[1:]]
        for index, source in enumerate(sources):
            renders(Job(folder / f"{index}"), check, archive=source)
        takes_what_it_is_given(Job(folder / "hostile"), check, archive=sources[0])
        downloads(folder, sources[0], check)
    print(f"{check.failed} things do not hold, in {time.monotonic() - started:.1f} s")
    sys.exit(check.failed > 0)


if __name__ == "__main__":
    main()
