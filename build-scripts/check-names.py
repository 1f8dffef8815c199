#!/usr/bin/env python3
"""Fails where two modules give one name to two things in one namespace.

The linker merges what has the same name without a word, and a program then frees what another module's type never had. Types of
headers share the namespace `mahalla`; types of a .cpp file are to stand in its unnamed namespace. `--self-test` plants one.
"""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEFINITION = re.compile(r"^(?!template)(?:struct|class|enum class|enum)\s+(?:\[\[\w+\]\]\s*)?(\w+)\b(?!::)(?![^;{]*;)", re.M)
FUNCTION = re.compile(r"^(?=[A-Za-z])(?!using|return|friend|namespace|#)[^\n;{}()]*?[\s&*](\w+)\(([^;{}]*)\);", re.M)


def without_unnamed(text):
    """The text with what stands in unnamed namespaces taken out."""
    return re.sub(r"namespace \{.*?\n\} // namespace\n", "", text, flags=re.S)


def scope_of(text):
    found = re.search(r"^namespace (mahalla(?:::\w+)?) \{", text, re.M)
    return found.group(1) if found else ""


def definitions(files):
    places = collections.defaultdict(set)
    for path, text in files:
        text = without_unnamed(text)
        for match in DEFINITION.finditer(text):
            places[scope_of(text) + "::" + match.group(1)].add(path)
        if path.suffix == ".h":
            for match in FUNCTION.finditer(text):
                parameters = re.sub(r"\s+", " ", re.sub(r"=\s*[^,]+", "", match.group(2))).strip()
                parameters = re.sub(r"(\b\w+[\w:<>,\s]*[&*]?)\s\w+(?=,|$)", r"\1", parameters)
                places[f"{scope_of(text)}::{match.group(1)}({parameters})"].add(path)
    # A class and its private parts in the .cpp beside it are one thing; so are two files of one folder, which their author sees.
    return {name: sorted(map(str, paths)) for name, paths in places.items() if len({path.parent for path in paths}) > 1}


def main():
    files = []
    for top in ("survey-schema", "sync", "app"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                files.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
    if "--self-test" in sys.argv:
        body = "namespace mahalla {\nstruct Twin {\n};\n} // namespace mahalla\n"
        found = definitions([(pathlib.Path("a/x.h"), body), (pathlib.Path("b/y.h"), body)])
        print("self-test:", "the planted pair was found" if found else "the planted pair was missed")
        return 0 if found else 1
    pairs = definitions(files)
    for name, paths in sorted(pairs.items()):
        print(f"{name} is defined in {' and in '.join(paths)}")
    if not pairs:
        print(f"check-names: {len(files)} files, every name stands for one thing")
    return 1 if pairs else 0


if __name__ == "__main__":
    sys.exit(main())
