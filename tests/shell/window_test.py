#!/usr/bin/env python3
"""Opens a real window under Xvfb with each renderer, types into it with xdotool, and looks at what it shows.

Fails where a renderer does not come up, where a typed key is lost, where an idle window draws frames, and where the two
renderers show different pages. Needs xvfb-run, xdotool and ImageMagick.
"""
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
TYPED = "Amina 4006381333931"
SECONDS = 5


def run(renderer, language, picture, typed):
    steps = f"'{PROGRAM}' {renderer} {language} '{picture}' {SECONDS if typed else 0} & program=$!; "
    if typed:
        steps += ("for try in $(seq 50); do xdotool search --name Mahalla >/dev/null 2>&1 && break; sleep 0.1; done; sleep 1; "
                  f"xdotool type --delay 0 '{typed}'; sleep 0.3; xdotool key Return; ")
    done = subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "bash", "-c", steps + "wait $program"],
                          capture_output=True, text=True, timeout=60)
    answers = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    return done, answers


def main():
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        for language in ("en", "ar"):
            pictures = {}
            for renderer in ("gl", "software"):
                pictures[renderer] = pathlib.Path(folder) / f"{renderer}_{language}.png"
                done, answers = run(renderer, language, pictures[renderer], "")
                if done.returncode != 0 or answers.get("renderer") != renderer:
                    problems.append(f"{renderer} {language}: did not come up: {done.stderr.strip()}")
            if all(path.exists() for path in pictures.values()):
                compared = subprocess.run(["compare", "-metric", "AE", "-fuzz", "6%", *map(str, pictures.values()), "null:"],
                                          capture_output=True, text=True)
                different = float(compared.stderr.split()[0])
                if different > 3000:
                    problems.append(f"{language}: the renderers differ in {different:.0f} pixels")
        for renderer in ("gl", "software"):
            done, answers = run(renderer, "en", pathlib.Path(folder) / "typed.png", TYPED)
            if answers.get("name") != TYPED:
                problems.append(f"{renderer}: typed keys were lost: {answers.get('name')!r} {done.stderr.strip()}")
            if answers.get("frames in the last second") != "0":
                problems.append(f"{renderer}: an idle window drew {answers.get('frames in the last second')} frames")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


sys.exit(main())
