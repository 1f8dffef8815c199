#!/usr/bin/env python3
"""Fails where the bytes that a page of docs/formats prints are not those of the vector it names.

A block that begins with ```hex NAME has lines of hexadecimal digits, after which two spaces and words may follow; together they
are tests/vectors/NAME.hex, whole. The tests of each format hold the vector to the code: so page and code cannot part.
`documented_bytes.py --self-test` plants breaks and fails unless each is found.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BLOCK = re.compile(r"^```hex ([a-z0-9-]+)\n(.*?)^```$", re.M | re.S)
WITH_EXAMPLE = {"event.md": ("event-1",), "charter.md": ("charter-1", "charter-2"),
                "vault.md": ("vault-header-1", "vault-chain-1", "vault-backup-1", "vault-backup-hash-1")}


def problems_in(name, text, vectors):
    blocks = BLOCK.findall(text)
    for wanted in WITH_EXAMPLE.get(name, ()):
        if wanted not in [vector for vector, _ in blocks]:
            yield f"{name}: has no example in hexadecimal that is the vector {wanted}"
    for vector, lines in blocks:
        if vector not in vectors:
            yield f"{name}: tests/vectors has no {vector}.hex"
            continue
        digits = "".join(line.split("  ")[0].replace(" ", "") for line in lines.splitlines())
        if digits.lower() != vectors[vector].lower():
            yield f"{name}: the bytes of {vector} are not those of the vector"


def main():
    if "--self-test" in sys.argv:
        whole = "```hex one-1\n0102  what\n03 04\n```\n"
        planted = [("event.md", "no example"), ("a.md", whole.replace("0102", "0103")), ("a.md", whole.replace("03 04", "03")),
                   ("a.md", whole.replace("one-1", "two-1"))]
        missed = [case for case in planted if not list(problems_in(*case, {"one-1": "01020304"}))]
        wrong = list(problems_in("a.md", whole, {"one-1": "01020304"}))
        print("self-test:", "every planted break was found" if not missed and not wrong else f"missed {missed} {wrong}")
        return 1 if missed or wrong else 0
    vectors = {path.stem: "".join(path.read_text().split()) for path in (ROOT / "tests/vectors").glob("*.hex")}
    found = [problem for page in sorted((ROOT / "docs/formats").glob("*.md"))
             for problem in problems_in(page.name, page.read_text(encoding="utf-8"), vectors)]
    print("\n".join(found) if found else "documented bytes: every example is its vector")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
