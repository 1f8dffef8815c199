#!/usr/bin/env python3
"""Fails where a program of ours ever writes an answer, a name, a key's words or a passphrase to a file in the clear.

A story is told with the command line while strace notes every byte that goes to any file: what was overwritten or deleted
before the end counts as well. Then every file that is left is searched, and the list of files that were opened for writing is
held to the story's own folders.

    disk_residue.py PROGRAM_FOLDER
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MARK = "CANARYOFTHEDISK"
QUESTIONNAIRE = f"""| survey |
| | type | name | label | required |
| | text | name | Name {MARK} question | |
| | integer | age | Age | yes |
| | select_one yes_no | unsafe | Unsafe? | |
| choices |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
| settings |
| | form_title | form_id | version |
| | Small {MARK} | small | 1 |
"""
STEPS = """{"op":"answer","ref":"/data/name","value":"%s answer"}
{"op":"answer","ref":"/data/age","value":"34"}
{"op":"answer","ref":"/data/unsafe","value":"yes"}
"""
WRITES = "write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,splice"
OPENS = "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,memfd_create"
# strace -y -xx: pwrite64(5</path>, "\x4d…", …)
CALL = re.compile(r'^\d+\s+(\w+)\((.*)$')
LITERAL = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
DESCRIPTOR = re.compile(r'(?:AT_FDCWD|\d+)<((?:\\x[0-9a-f]{2}|[^>])*)>')


def spelt(mark):
    return [mark.encode("utf-8"), mark.encode("utf-16-le"), mark.encode("utf-32-le"), mark.lower().encode("utf-8"),
            mark.encode("utf-8").hex().encode()]


def unescaped(text):
    return bytes.fromhex(text.replace("\\x", ""))


class Story:
    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.written = {}      # file: every byte that ever went into it
        self.opened = set()    # every file opened so that it can be written
        self.mapped = []       # files written through memory, where nobody sees it
        self.given = set()     # what the story itself put there
        for name in ("home", "temporary", "data", "configuration", "cache", "work"):
            (folder / name).mkdir()
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder / "home"), "TMPDIR": str(folder / "temporary"),
                            "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "configuration"),
                            "XDG_CACHE_HOME": str(folder / "cache"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def give(self, name, text):
        path = self.folder / "work" / name
        path.write_text(text, encoding="utf-8")
        self.given.add(path)
        return name

    def run(self, *words):
        log = self.folder / "trace"
        done = subprocess.run(["strace", "-f", "-y", "-xx", "-s", "67108864", "-o", str(log),
                               "-e", f"trace={WRITES},{OPENS},mmap", str(self.programs / "mahalla"), *words],
                              cwd=self.folder / "work", env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            sys.exit(f"mahalla {' '.join(words[:2])} ended with {done.returncode}: {done.stderr}")
        for line in log.read_text(encoding="latin-1").splitlines():
            self.read(line)
        log.unlink()
        return done.stdout

    def read(self, line):
        call = CALL.match(line)
        if not call:
            return
        name, rest = call.groups()
        descriptor = DESCRIPTOR.match(rest)
        target = unescaped(descriptor.group(1)).decode("utf-8", "replace") if descriptor and "\\x" in descriptor.group(1) \
            else descriptor.group(1) if descriptor else ""
        literals = [unescaped(literal) for literal in LITERAL.findall(rest)]
        if name in WRITES.split(","):
            if not target.startswith(("pipe:", "socket:", "anon_inode:", "/dev/")):
                self.written[target] = self.written.get(target, b"") + b"".join(literals)
        elif name == "mmap":
            if "MAP_SHARED" in rest and "PROT_WRITE" in rest and target.startswith("/"):
                self.mapped.append(target)
        elif re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest) or not name.startswith("open"):
            self.opened.update(literal.decode("utf-8", "replace") for literal in literals)

    def found(self):
        """Where the mark stands: in what was ever written, in names of files, in the files that are left."""
        places = [f"written to {name}" for name, content in self.written.items() if any(s in content for s in spelt(MARK))]
        places += [f"the name {name}" for name in self.opened if MARK.lower() in name.lower()]
        for path in self.folder.rglob("*"):
            if path.is_file() and path not in self.given and any(s in path.read_bytes() for s in spelt(MARK)):
                places.append(f"left in {path}")
        return places


def tell(story):
    for who in ("headquarters", "supervisor", "worker"):
        story.give(f"{who}.passphrase", f"{MARK} passphrase of {who}\n")
    form = story.give("questionnaire.md", QUESTIONNAIRE)
    steps = story.give("steps.jsonl", STEPS % MARK)
    at = lambda who: ["--vault", who, "--passphrase-file", f"{who}.passphrase"]
    headquarters = ["--project", "headquarters", "--passphrase-file", "headquarters.passphrase"]
    story.run("project", "create", "headquarters", "--name", f"{MARK} project", "--passphrase-file", "headquarters.passphrase")
    story.run("project", "test-escrow", *headquarters, "--sheet", "headquarters/escrow-sheet.txt")
    story.run("project", "publish", *headquarters, "--form", form)
    for who, role in (("supervisor", "supervisor"), ("worker", "field-worker")):
        story.run("vault", "create", "--vault", who, "--passphrase-file", f"{who}.passphrase", "--recovery-sheet",
                  f"{who}.recovery")
        # The label stands in the request for the supervisor's eyes: it is what the file is for.
        asked = story.run("enrol", "request", *at(who), "--label", "Team", "--role", role, "-o", f"{who}.request")
        answered = story.run("enrol", "approve", f"{who}.request", *headquarters, "--fingerprint", asked.splitlines()[0],
                             "-o", f"{who}.reply")
        story.run("enrol", "accept", f"{who}.reply", *at(who), "--fingerprint", answered.splitlines()[0])
    for finish in ([], ["--finalize"]):
        story.run("record", "new", *at("worker"), "--form", "small", "--script", steps, *finish)
    story.run("record", "finalize", *at("worker"))
    story.run("record", "list", *at("worker"), "--json")
    (story.folder / "work" / "stick").mkdir()
    story.run("bundle", "export", *at("worker"), "--to", "recipients", "-o", "stick")
    bundles = sorted(str(path) for path in (story.folder / "work" / "stick").iterdir())
    story.run("bundle", "verify", *at("supervisor"), bundles[0])
    story.run("bundle", "import", *at("supervisor"), *bundles)
    story.run("conflicts", "list", *at("supervisor"))
    story.run("vault", "change-passphrase", *at("worker"), "--new-passphrase-file", "supervisor.passphrase")


def main():
    programs = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="disk residue ") as folder:
        story = Story(programs, pathlib.Path(folder))
        tell(story)
        problems = story.found()
        problems += [f"{name} is written through memory" for name in story.mapped]
        outside = [name for name in story.opened
                   if name.startswith("/") and not name.startswith((folder, "/dev/tty", "/dev/null", "/proc/self"))]
        problems += [f"{name} was opened for writing" for name in outside]
        for place in ("home", "temporary", "configuration", "cache"):
            problems += [f"{path} was left" for path in (story.folder / place).rglob("*") if path.is_file()]
        written = sum(len(content) for content in story.written.values())
        # A search that sees nothing would be content for ever: the trace holds what was written, and a file that is meant
        # to be in the clear is found by it and on the disk.
        if written < 100_000 or len(story.written) < 10:
            problems.append(f"the trace saw only {written} bytes to {len(story.written)} files")
        before = len(problems)
        story.run("record", "export", "--vault", "supervisor", "--passphrase-file", "supervisor.passphrase", "--form", "small",
                  "--to", "json", "-o", "exported")
        exported = story.found()
        if not any("written to" in place for place in exported) or not any("left in" in place for place in exported):
            problems.append("an export in the clear was not found: the search finds nothing")
        print(f"disk residue: {len(story.written)} files, {written} bytes written, {before} problems")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
