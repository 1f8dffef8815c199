#!/usr/bin/env python3
"""Plants one bug after another into copies of the sources and fails unless each is caught by the test that is to catch it.

    plant.py BUILD_FOLDER [NAME…]

A check that was never seen to fail proves nothing. Each bug of bugs.json is a change to one file, rarely two; they alone are compiled
anew, as the build would, and take their places in the test program, which must then fail by itself: a program that does not start, or
a text that is not found, is no catch. Each test is run once without a bug, too, and must pass. The sources stay as they are.
"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECONDS_MAX = 300


def compile_command(build, source):
    for entry in json.loads((build / "compile_commands.json").read_text()):
        if pathlib.Path(entry["directory"], entry["file"]).resolve() == source:
            return shlex.split(entry["command"])
    raise SystemExit(f"planted: {source} is not built")


def link_command(build, program):
    """The last command that makes the program; ninja writes it between `: &&` and `&& :`."""
    commands = subprocess.run(["ninja", "-C", build, "-t", "commands", program], capture_output=True, text=True, check=True).stdout
    last = [line for line in commands.splitlines() if f"-o tests/{program}" in line][-1]
    return shlex.split(last.removeprefix(": && ").removesuffix(" && :"))


def planted_texts(bug):
    """The text of each file that the bug changes; a change without a file of its own is one to the bug's."""
    texts = {}
    for change in bug["changes"]:
        file = change.get("file", bug["file"])
        text = texts.get(file) or (ROOT / file).read_text(encoding="utf-8")
        if text.count(change["from"]) != 1:
            raise SystemExit(f"planted: \"{bug['name']}\" has no place any more in {file}: {change['from']!r} stands there "
                             f"{text.count(change['from'])} times. Move the bug with the code it is about.")
        texts[file] = text.replace(change["from"], change["to"])
    return texts


def planted_program(build, folder, bug):
    objects = []
    for file, text in planted_texts(bug).items():
        source = folder / pathlib.Path(file).name
        source.write_text(text, encoding="utf-8")
        objects.append(str(source.with_suffix(".o")))
        command = compile_command(build, ROOT / file)
        command[command.index("-o") + 1] = objects[-1]
        command[command.index("-c") + 1] = str(source)
        # What the bug makes superfluous is no mistake of the test.
        command += ["-Wno-error", "-w", "-I", str((ROOT / file).parent.parent)]
        subprocess.run(command, cwd=build, check=True)
    command = link_command(build, bug["program"])
    place = command.index("-o")
    command[place + 1] = str(folder / bug["program"])
    # Before the libraries: what these files define is not looked for in them.
    command[place:place] = objects
    subprocess.run(command, cwd=build, check=True)
    return folder / bug["program"]


def fails(program, bug):
    """True where the test ran and failed, false where it ran and passed."""
    environment = dict(os.environ, **bug.get("environment", {}))
    run = subprocess.run([program, f"-tc={bug['test']}"], env=environment, capture_output=True, text=True, errors="replace", timeout=SECONDS_MAX)
    counts = re.search(r"test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed", run.stdout)
    if counts is None or int(counts.group(1)) == 0:
        raise SystemExit(f"planted: no test of {bug['program']} is called {bug['test']!r}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return run.returncode != 0 and int(counts.group(3)) > 0


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    wanted = sys.argv[2:]
    bugs = json.loads((ROOT / "tests/planted/bugs.json").read_text(encoding="utf-8"))
    bugs = [bug for bug in bugs if not wanted or bug["name"] in wanted]
    missed = []
    sound = set()
    started = time.monotonic()
    for number, bug in enumerate(bugs, 1):
        test = (bug["program"], bug["test"], str(bug.get("environment")))
        if test not in sound and fails(build / "tests" / bug["program"], bug):
            raise SystemExit(f"planted: {bug['program']} {bug['test']!r} fails without any bug")
        sound.add(test)
        folder = build / "planted" / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        caught = fails(planted_program(build, folder, bug), bug)
        print(f"{'caught' if caught else 'MISSED'}: {bug['name']} ({bug['file']}), by {bug['program']}", flush=True)
        if not caught:
            missed.append(bug["name"])
    usage = __import__("resource").getrusage(__import__("resource").RUSAGE_CHILDREN)
    print(f"planted: {len(bugs) - len(missed)} of {len(bugs)} bugs were caught, {usage.ru_utime + usage.ru_stime:.0f} s of processor "
          f"time, {time.monotonic() - started:.0f} s")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
