#!/usr/bin/env python3
"""Makes the hostile files: make_hostile_files.py FOLDER

The same bytes each time. Writes the files, the canary that none of them may get read, and `manifest.json`, which says of each
what it is and what must come of it. Nothing of this is kept in the repository: a zip bomb has no place there.
"""

import hashlib
import json
import pathlib
import sys

import containers
import data_files
import interviews
import old_workbooks
import questionnaires
import sheets
import tables
import xforms
import xpath_lines

FORMS = (containers, sheets, old_workbooks, tables, questionnaires, xforms)


def main():
    folder = pathlib.Path(sys.argv[1])
    for part in ("forms", "media", "forms-of-media", "lines"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    canary = str(folder / "canary-4711.txt")
    pathlib.Path(canary).write_text("what-stands-in-the-canary\n")
    manifest, digests = [], {}

    def write(place, content, **entry):
        (folder / place).write_bytes(content)
        assert place not in digests, f"two files are called {place}"
        digests[place] = (pathlib.Path(place).suffix, hashlib.sha256(content).digest())
        manifest.append({"file": place, **entry})

    for module in FORMS:
        for file in module.hostile_files(canary):
            write(f"forms/{file.name}", file.content, kind="form", loads=file.loads, steps=file.steps)
    for file in data_files.hostile_files(canary):
        write(f"media/{file.name}", file.content, kind="data", loads=file.loads, steps=file.steps)
        (folder / "forms-of-media" / f"{file.name}.xml").write_text(file.form)
    (folder / "interview.xml").write_text(interviews.FORM)
    for name, (outcome, lines) in interviews.hostile_interviews(canary).items():
        write(f"lines/{name}.jsonl", b"\n".join(lines) + b'\n{"op":"state","ref":"/data/n"}\n', kind="interview", outcome=outcome, lines=len(lines))
    for name, (outcome, line) in xpath_lines.lines(canary).items():
        write(f"lines/xpath-{name}.jsonl", line + b"\n", kind="xpath", outcome=outcome)

    doubled = len(digests) - len(set(digests.values()))
    assert doubled == 0, f"{doubled} files are the same as another"
    (folder / "manifest.json").write_text(json.dumps({"canary": canary, "files": manifest}, indent=1))
    print(f"{len(manifest)} hostile files in {folder}")


if __name__ == "__main__":
    main()
