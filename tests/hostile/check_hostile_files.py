#!/usr/bin/env python3
"""Runs `mahalla` on every hostile file: check_hostile_files.py MAHALLA FOLDER [--slowness F] [NAME…]

Fails unless each run ends within 2 seconds of the processor and 256 MiB of resident memory, without a signal; with exit code 1
and a message where the file must be refused; and unless the canary was never opened nor named. NAME: only files with it in
their name. Prints a table of all runs, the dearest last.
"""

import argparse
import concurrent.futures
import json
import pathlib
import sys

from limited_run import Watch, run

SECONDS_MAX, MEBIBYTES_MAX = 2.0, 256.0
PROBLEMS = 1


class Checker:
    def __init__(self, mahalla, folder, slowness):
        self.mahalla, self.folder, self.seconds_max = mahalla, folder, SECONDS_MAX * slowness
        manifest = json.loads((folder / "manifest.json").read_text())
        self.canary, self.files = manifest["canary"], manifest["files"]

    def runs_of(self, file):
        """What is wrong with each run of a file: a list of (name of the run, outcome, complaints)."""
        return getattr(self, "runs_of_" + file["kind"])(file, self.folder / file["file"])

    def judge(self, name, outcome, codes):
        complaints = []
        if outcome.code not in codes:
            complaints.append(f"exit code {outcome.code}, not {' or '.join(map(str, codes))}")
        if outcome.code != 0 and not outcome.message:
            complaints.append("no message")
        if outcome.seconds > self.seconds_max:
            complaints.append(f"{outcome.seconds:.2f} s")
        if outcome.mebibytes > MEBIBYTES_MAX:
            complaints.append(f"{outcome.mebibytes:.0f} MiB")
        if outcome.out.names_canary or outcome.err.names_canary:
            complaints.append("the canary is named")
        return name, outcome, complaints

    def runs_of_form(self, file, path):
        checked = run([self.mahalla, "form", "check", str(path)])
        runs = [self.judge("check", checked, [0] if file["loads"] else [PROBLEMS])]
        if checked.code != 0:
            return runs
        # It loads: whatever else is done with a form must end as well, with a message where it is refused.
        steps = self.folder / "lines" / (path.name + ".steps")
        steps.write_text("".join(json.dumps(step) + "\n" for step in [*file["steps"], {"op": "serialize"}]))
        converted = str(path) + ".converted"
        for name, command, stdin in (
                ("info", ["info", "--json", str(path)], None),
                ("convert xform", ["convert", str(path), "--to", "xform", "-o", converted], None),
                ("convert xlsx", ["convert", str(path), "--to", "xlsx", "-o", converted], None),
                ("run", ["run", str(path), "--media", str(self.folder / "media")], steps)):
            outcome = run([self.mahalla, "form", *command], stdin or "/dev/null")
            runs.append(self.judge(name, outcome, [0, PROBLEMS]))
        pathlib.Path(converted).unlink(missing_ok=True)
        return runs

    def runs_of_data(self, file, path):
        steps = self.folder / "lines" / (path.name + ".steps")
        steps.write_text("".join(json.dumps(step) + "\n" for step in file["steps"]))
        outcome = run([self.mahalla, "form", "run", str(self.folder / "forms-of-media" / (path.name + ".xml")), "--media", str(path.parent)], steps)
        judged = self.judge("run", outcome, [0] if file["loads"] else [PROBLEMS])
        if file["loads"] and len(outcome.out.lines) != 1 + len(file["steps"]):
            judged[2].append("not one line for each step")
        return [judged]

    def runs_of_interview(self, file, path):
        outcome = run([self.mahalla, "form", "run", str(self.folder / "interview.xml")], path)
        name, _, complaints = self.judge("run", outcome, [0])
        told = outcome.out.lines[1:]
        if len(told) != file["lines"] + 1 or not told[-1].startswith(b'{"ok":true'):
            complaints.append(f"{len(told)} answers to {file['lines'] + 1} steps, or the last step failed")
        for line in told[:-1]:
            refused = line.startswith(b'{"ok":false,"error":{"kind":')
            if (file["outcome"] == "refused") != refused and file["outcome"] != "any":
                complaints.append("a step that should be " + file["outcome"] + " was not")
                break
        return [(name, outcome, complaints)]

    def runs_of_xpath(self, file, path):
        outcome = run([self.mahalla, "xpath"], path)
        name, _, complaints = self.judge("xpath", outcome, [0])
        answer = outcome.out.begin if len(outcome.out.lines) == 1 else b""
        ended_in = "error" if answer.startswith(b'{"error":"') else "value" if b'"value":' in answer else "nothing"
        if ended_in == "nothing" or file["outcome"] not in ("either", ended_in):
            complaints.append(f"ended in {ended_in}")
        return [(name, outcome, complaints)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mahalla")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--slowness", type=float, default=1, help="how much slower this build may be than a release")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    checker = Checker(options.mahalla, options.folder, options.slowness)
    files = [file for file in checker.files if not options.names or any(name in file["file"] for name in options.names)]
    watch = Watch(checker.canary)
    with concurrent.futures.ThreadPoolExecutor(2) as two_at_a_time:
        results = list(zip(files, two_at_a_time.map(checker.runs_of, files)))

    rows = [(file, *each) for file, runs in results for each in runs]
    for file, name, outcome, complaints in sorted(rows, key=lambda row: (bool(row[3]), row[2].seconds)):
        message = outcome.message.split("\n")[0][:70] if outcome.code != 0 else file.get("loads") or ""
        print(f"{file['file']:75} {name:13} {outcome.code:3} {outcome.seconds:6.2f} s {outcome.mebibytes:5.0f} MiB  {'; '.join(complaints) or 'ok'}  | {message}")
    broken = [row for row in rows if row[3]]
    seconds, memory = max(row[2].seconds for row in rows), max(row[2].mebibytes for row in rows)
    print(f"\n{len(files)} hostile files, {len(rows)} runs: at most {seconds:.2f} s and {memory:.0f} MiB; {len(broken)} runs broke a promise")
    canary_was_opened = watch.was_opened()
    if canary_was_opened:
        print("the canary was opened")
    return 1 if broken or canary_was_opened or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
