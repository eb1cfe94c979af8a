#!/usr/bin/env python3
"""Run what examples/ci has, as far as no service is needed for it: examples.py CURRICLE

The commands of the files themselves, in folders with three profiles, one of them broken: GitLab's script, the arrays of
Slurm and Kubernetes with their merged reports, and the check that writes SARIF. Of workflows that use the action: that it
has the inputs and outputs they name. Needs PyYAML. Prints what does not hold, and then ends with 1.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[1]
CI = ROOT / "examples/ci"
GOOD = (ROOT / "examples/minimal.yaml").read_text(encoding="utf-8")
BAD = "basics:\n  name: Ada Example\n  emial: ada@example.org\n"
wrong = []


def check(holds, what):
    if not holds:
        wrong.append(what)


def read(name):
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


class Folder:
    """A clean folder with a team's CVs, where `curricle` is on the path."""

    def __init__(self, home, name, binary):
        self.path = home / name
        (self.path / "cvs").mkdir(parents=True)
        (self.path / "report").mkdir()
        for profile, text in {"ada": GOOD, "grace": GOOD, "broken": BAD}.items():
            (self.path / "cvs" / f"{profile}.yaml").write_text(text, encoding="utf-8")
        self.environment = {"PATH": f"{binary.parent}:/usr/local/bin:/usr/bin:/bin", "HOME": str(home)}

    def run(self, *command, **environment):
        ran = subprocess.run(
            command, cwd=self.path, env={**self.environment, **environment}, capture_output=True, encoding="utf-8"
        )
        self.said = f"{ran.stdout}{ran.stderr}"
        return ran.returncode

    def made(self):
        return sorted(path.name for path in (self.path / "dist").rglob("*.pdf"))


def parts(folder, name, run):
    """Sixteen parts make everything once, and their reports are one."""
    codes = [run(part) for part in range(1, 17)]
    check(sorted(codes) == [0] * 15 + [1], f"{name}: one part of sixteen fails: {codes}\n{folder.said}")
    check(folder.made() == ["ada.pdf", "grace.pdf"], f"{name}: it makes {folder.made()}")
    reports = sorted(str(path.relative_to(folder.path)) for path in (folder.path / "report").glob("*.json"))
    check(len(reports) == 16, f"{name}: {len(reports)} reports")
    folder.run("curricle", "report", "merge", *reports, "-o", "all.json", "-o", "report.md")
    whole = folder.path / "all.json"
    if not whole.is_file():
        check(False, f"{name}: the reports are not merged: {folder.said}")
        return
    summary = json.loads(whole.read_text(encoding="utf-8"))["summary"]
    check((summary["made"], summary["failed"]) == (2, 1), f"{name}: the merged report says {summary}")
    (folder.path / "report/7.json").unlink()
    fewer = [it for it in reports if it != "report/7.json"]
    code = folder.run("curricle", "report", "merge", *fewer, "-o", "less.json")
    check(code != 0 and not (folder.path / "less.json").exists(), f"{name}: a part may be missing")


def uses_of_the_action():
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    for path in sorted(CI.glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        for job in (yaml.safe_load(text).get("jobs") or {}).values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("curricle/curricle@"):
                    unknown = set(step.get("with", {})) - set(action["inputs"])
                    check(not unknown, f"{path.name} gives the action {unknown}")
        unknown = set(re.findall(r"steps\.curricle\.outputs\.([\w-]+)", text)) - set(action["outputs"])
        check(not unknown, f"{path.name} asks the action for {unknown}")


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        home = pathlib.Path(name).resolve()

        folder = Folder(home, "gitlab", binary)
        job = read("gitlab-ci.yml")["render"]
        code = folder.run("sh", "-ec", "\n".join(job["script"]))
        check(code == 1 and folder.made() == ["ada.pdf", "grace.pdf"], f"GitLab: ends with {code}: {folder.said}")
        for path in [job["artifacts"]["reports"]["junit"], *job["artifacts"]["paths"]]:
            check((folder.path / path).exists(), f"GitLab: there is no {path}")

        folder = Folder(home, "slurm", binary)
        # A part can run again alone, and then Slurm counts one.
        array = {"SLURM_ARRAY_TASK_COUNT": "1", "SLURM_CPUS_PER_TASK": "1"}
        parts(
            folder,
            "Slurm",
            lambda part: folder.run("bash", str(CI / "slurm.sh"), SLURM_ARRAY_TASK_ID=str(part), **array),
        )

        folder = Folder(home, "kubernetes", binary)
        pod = read("kubernetes.yaml")["spec"]["template"]["spec"]["containers"][0]
        command = [*pod["command"], *pod["args"]]
        parts(folder, "Kubernetes", lambda part: folder.run(*command, JOB_COMPLETION_INDEX=str(part - 1)))

        folder = Folder(home, "sarif", binary)
        steps = read("sarif.yml")["jobs"]["check"]["steps"]
        command = next(step["run"] for step in steps if step.get("run", "").startswith("curricle check"))
        code = folder.run("bash", "-e", "-c", command)
        try:
            log = json.loads((folder.path / "curricle.sarif").read_text(encoding="utf-8"))
            place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
            found = (place["artifactLocation"]["uri"], place["region"]["startLine"])
            check(code == 1 and found == ("cvs/broken.yaml", 3), f"SARIF: ends with {code}, at {found}")
        except (OSError, ValueError, LookupError) as error:
            check(False, f"SARIF: {error!r}: {folder.said}")

        uses_of_the_action()
    for what in wrong:
        print(f"does not hold: {what}")
    print(f"{len(wrong)} things do not hold")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
