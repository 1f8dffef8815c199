#!/usr/bin/env python3
"""Drives the real desk in a real window: unlock, interview in Arabic, kill, open again, everything there.

display_test.py PROGRAM_FOLDER SOURCE_FOLDER ARTEFACTS_FOLDER RENDERER. Runs under Xvfb with xdotool and ImageMagick. What the
desk stored is read through `mahalla record`; nothing is dumped in the clear by the desk itself. Pictures of each step stay in
the artefacts folder. All names and answers are made up.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

PROGRAMS, SOURCE, ARTEFACTS = (pathlib.Path(argument) for argument in sys.argv[1:4])
RENDERER = sys.argv[4]
PASSPHRASE = "kite lantern river"
NAME = "سلمى"
REMARK = "الباب الأزرق قرب السوق"
WAIT_MAX = 60


class Broken(Exception):
    pass


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=WAIT_MAX, **options)
    if done.returncode != 0:
        raise Broken(f"{command[0]} {command[1]}: {done.stderr.strip()}")
    return done.stdout


def wait_for(what, condition):
    end = time.monotonic() + WAIT_MAX
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise Broken(f"waited {WAIT_MAX} s in vain: {what}")


def screen_hash():
    return run("convert", "x:root", "-format", "%#", "info:").strip()


def changed(what, before):
    wait_for(what, lambda: screen_hash() != before)


def at_rest(what):
    """Waits until nothing moves for longer than a caret's blink: no field has the focus any more."""
    seen = {"hash": "", "since": 0.0}

    def is_still():
        now = screen_hash()
        if now != seen["hash"]:
            seen.update(hash=now, since=time.monotonic())
        return time.monotonic() - seen["since"] > 1.2
    wait_for(what, is_still)


def picture(name):
    path = ARTEFACTS / f"desk_{RENDERER}_{name}.png"
    run("import", "-window", "root", path)
    return path


def press(*keys):
    for key in keys:
        before = screen_hash()
        run("xdotool", "key", key)
        changed(f"{key} changes something", before)


def write(what, text):
    # The page is there a frame before its first question has the focus; a person takes longer to begin.
    time.sleep(0.6)
    before = screen_hash()
    run("xdotool", "type", "--delay", "60", text)
    changed(what, before)


def check_answers(vault, secret, when):
    answers = answers_of(vault, secret)
    for question, said in (("consent", "yes"), ("respondent_name", NAME), ("remarks", REMARK)):
        if answers.get(question) != said:
            raise Broken(f"{when}, {question} is {answers.get(question)!r}")


def make_vault(folder):
    passphrase = folder / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n")
    secret = ("--passphrase-file", passphrase)
    mahalla = PROGRAMS / "mahalla"
    run(mahalla, "project", "create", folder / "project", "--name", "Made up", *secret)
    run(mahalla, "project", "test-escrow", "--project", folder / "project", *secret, "--sheet",
        folder / "project" / "escrow-sheet.txt")
    run(mahalla, "project", "publish", "--project", folder / "project", *secret, "--form",
        SOURCE / "assets/questionnaires/household.xlsx")
    vault = folder / "vault"
    run(mahalla, "vault", "create", "--vault", vault, *secret, "--recovery-sheet", folder / "recovery")
    asked = run(mahalla, "enrol", "request", "--vault", vault, *secret, "--label", "Worker", "--role", "field-worker", "-o",
                folder / "request").strip()
    answered = run(mahalla, "enrol", "approve", folder / "request", "--project", folder / "project", *secret, "--fingerprint",
                   asked, "-o", folder / "reply").strip()
    run(mahalla, "enrol", "accept", folder / "reply", "--vault", vault, *secret, "--fingerprint", answered)
    return vault, secret


def start(vault):
    empty = screen_hash()
    desk = subprocess.Popen([PROGRAMS / "mahalla-desk", "--vault", vault, "--renderer", RENDERER, "--language", "en"],
                            stderr=subprocess.PIPE, text=True)
    try:
        wait_for("the window opens", lambda: desk.poll() is not None or subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^Mahalla$"], capture_output=True).returncode == 0)
        if desk.poll() is not None:
            raise Broken(f"the desk ended at once: {desk.stderr.read().strip()}")
        changed("the desk draws", empty)
        run("xdotool", "type", "--delay", "20", PASSPHRASE)
        run("xdotool", "key", "Return")
        # The passphrase's caret blinks until today's list is there.
        at_rest("the vault opens")
    except Broken:
        desk.kill()
        raise
    return desk


def answers_of(vault, secret):
    lines = run(PROGRAMS / "mahalla", "record", "list", "--vault", vault, *secret, "--json").splitlines()
    if len(lines) != 1:
        raise Broken(f"{len(lines)} records instead of one")
    shown = json.loads(run(PROGRAMS / "mahalla", "record", "show", json.loads(lines[0])["id"], "--vault", vault, *secret, "--json"))
    return {path.rsplit("/", 1)[-1]: answer["value"] for path, answer in shown["answers"].items()}


def story(folder):
    vault, secret = make_vault(folder)
    desk = start(vault)
    try:
        picture("1_today")
        press(*["Tab"] * 6, "Return")  # five entries of the menu, the questionnaire
        picture("2_begun")
        press("Tab", "Tab", "Tab", "Return")  # English, French, Arabic
        picture("3_arabic")
        # Leave, sections, earlier states, the first question: a digit chooses.
        press("Tab", "Tab", "Tab", "Tab", "1")
        # Back to the sections, the third is the household's: its first question has the focus.
        press("shift+Tab", "shift+Tab", "Down", "Down", "Return")
        write("the name is typed", NAME)
        press("shift+Tab", "shift+Tab", "End", "Return")
        write("the remark is typed", REMARK)
        press("Tab")
        at_rest("the remark is stored")
        picture("4_remark")
    except Broken:
        picture("broken")
        raise
    finally:
        desk.send_signal(signal.SIGKILL)
        desk.wait()
    check_answers(vault, secret, "after the kill")
    desk = start(vault)
    try:
        picture("5_again")
        press(*["Tab"] * 7, "Return")  # menu, questionnaire, records: the first is the draft
        picture("6_resumed")
        press("Tab", "Tab", "Tab", "Tab", "Tab", "End", "Return")  # languages, leave, sections
        press("Tab")
        at_rest("the remark is shown")
        again = picture("7_remark_again")
        first = ARTEFACTS / f"desk_{RENDERER}_4_remark.png"
        # The remark's field is above the bar of actions, where only the focus differs.
        compared = subprocess.run(["compare", "-metric", "AE", "-fuzz", "10%", first, again, "null:"], capture_output=True, text=True)
        different = float(compared.stderr.split()[0])
        if different > 12000:
            raise Broken(f"the page differs in {different:.0f} pixels from what it was before the kill")
    except Broken:
        picture("broken")
        raise
    finally:
        desk.terminate()
        desk.wait()
    check_answers(vault, secret, "after the second start")


def main():
    if "DISPLAY" not in os.environ or os.environ.get("MAHALLA_XVFB") != "1":
        return subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, *sys.argv],
                              env={**os.environ, "MAHALLA_XVFB": "1"}).returncode
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            story(pathlib.Path(folder))
        except Broken as problem:
            print(problem)
            return 1
    return 0


sys.exit(main())
