#!/usr/bin/env python3
"""Fails where the documents and the code say different things.

    a subcommand of `mahalla` that docs/commands.md does not name, or one it names that is not there
    a code of a diagnostic that docs/diagnostics.md does not explain, or one it explains that nobody gives
    a function of expressions that docs/supported-xlsform.md does not list
    two decisions with one number, or a heading with another number than its file
    a link from one document to a file that is not there
    words in bold in the field worker's guide that the desk does not say in English

`check-documents.py --self-test` plants one break of each rule in memory and fails unless each is found.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMENT = re.compile(r"//.*")
# The folders that give diagnostics.
FORM_FOLDERS = ("form", "review", "xform", "workbook", "xlsform", "indicator", "disclosure")
# Words of forms that are shaped like codes: parameters, appearances, events, settings.
NOT_CODES = set("""
    allow-mock-accuracy auto-delete auto-send background-audio background-geopoint big-image capture-accuracy count-selected
    csv-external decimal-date-time field-list form-data-post format-date format-date-time high-accuracy identify-user
    last-saved list-nolabel location-max-age location-min-interval location-priority low-power max-pixels no-power no-ticks
    odk-instance-first-load odk-instance-load odk-new-repeat on-form-edit p-percent reference-geometry select-multiple
    select-one start-geopoint string-length table-list track-changes track-changes-reasons voice-only warning-accuracy
    xforms-ready xforms-revalidate xforms-value-changed xforms-version xml-external
""".split())


def words_of(source):
    """Literals of a source that are shaped like codes, so that none is missed by the way it is handed over."""
    code = COMMENT.sub("", source)
    return {word for word in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', code)} - NOT_CODES


def subcommands_of(sources):
    """Names of subcommands as they are typed after `mahalla`, from the sources app/command_line/*_command.cpp."""
    names = set()
    for name, source in sources.items():
        own = re.findall(r'program\.add_subcommand\(\s*"([a-z-]+)"', source)
        names.update(own)
        inner = re.search(r'get_subcommand\("([a-z-]+)"\)->add_subcommand\(\s*"([a-z-]+)"', source)
        if inner:
            names.add(f"{inner[1]} {inner[2]}")
        parent = own[0] if own else name.split("_")[0]
        # A group of its own within the group, in a file of its own: `project recipient add`.
        nested = re.search(r'CLI::App\* (\w+) = group\.add_subcommand\(\s*"\1"', source)
        for found in re.findall(r'(?:group|results)\.add_subcommand\(\s*"([a-z-]+)"', source):
            names.add(f"{parent} {nested[1]} {found}" if nested and found != nested[1] else f"{parent} {found}")
        # form_command.cpp adds three of one shape through a function of its own.
        for found in re.findall(r'\badd\(\*group, options, "([a-z-]+)"', source):
            names.add(f"{parent} {found}")
    return names


def problems_in(tree):
    commands = tree["docs/commands.md"]
    there = subcommands_of(tree["command sources"])
    written = set(re.findall(r"^\| `([a-z][a-z -]*)` \|", commands, re.M))
    for name in sorted(there):
        if name not in written and not any(other.startswith(name + " ") for other in there):
            yield f"docs/commands.md: `{name}` is missing"
    for name in sorted(written - there):
        yield f"docs/commands.md: there is no `mahalla {name}`"

    explained = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", "\n".join(
        line.split("|")[1] for line in tree["docs/diagnostics.md"].splitlines() if line.startswith("| `"))))
    given = tree["codes"]
    for code in sorted(given - explained):
        yield f"docs/diagnostics.md: `{code}` is missing"
    for code in sorted(explained - given):
        yield f"docs/diagnostics.md: nobody gives `{code}`"

    for function in tree["functions"]:
        if f"`{function}`" not in tree["docs/supported-xlsform.md"]:
            yield f"docs/supported-xlsform.md: the function `{function}` is missing"

    for said in re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s+", " ", tree["field worker's guide"])):
        if said != "bold" and said not in tree["texts"]:
            yield f"docs/guides/field-worker.md: the desk does not say “{said}”"

    numbers = {}
    for name, text in sorted(tree["decisions"].items()):
        number = name[:4]
        if number in numbers:
            yield f"docs/decisions/{name}: {numbers[number]} has this number too"
        numbers[number] = name
        if not text.startswith(f"# {int(number)}. "):
            yield f"docs/decisions/{name}: its heading does not begin with “# {int(number)}. ”"

    for name, text in sorted(tree["documents"].items()):
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)):
            if re.match(r"[a-z]+:", target) or target.startswith("#"):
                continue
            path = (pathlib.PurePosixPath(name).parent / target.split("#")[0]).as_posix()
            if not tree["is there"](path):
                yield f"{name}: {target} is not there"


def read_tree():
    def read(path):
        return (ROOT / path).read_text(encoding="utf-8")

    sources = [path for folder in FORM_FOLDERS for path in sorted((ROOT / "survey-schema" / folder).rglob("*.cpp"))]
    sources.append(ROOT / "app/command_line/form_files.cpp")
    codes = set()
    for path in sources:
        if path.name.startswith("feature_") and path.name != "feature_report.cpp":
            continue  # a table of XLSForm's own words, which gives no diagnostics
        codes |= words_of(path.read_text(encoding="utf-8"))
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True,
                            text=True).stdout.split()
    if not listed:
        listed = [path.relative_to(ROOT).as_posix() for top in ("docs", ".") for path in (ROOT / top).glob("*.md")]
    return {
        "docs/commands.md": read("docs/commands.md"),
        "docs/diagnostics.md": read("docs/diagnostics.md"),
        "docs/supported-xlsform.md": read("docs/supported-xlsform.md"),
        "command sources": {path.name: COMMENT.sub("", path.read_text(encoding="utf-8"))
                            for path in sorted((ROOT / "app/command_line").glob("*_command.cpp"))},
        "codes": codes,
        "functions": re.findall(r'FunctionEntry\{"([a-z0-9-]+)"', read("survey-schema/expression/function_list.cpp")),
        "field worker's guide": read("docs/guides/field-worker.md"),
        "texts": {line.partition("=")[2].strip() for line in read("assets/languages/en.txt").splitlines()},
        "decisions": {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/decisions").glob("*.md")
                      if path.name != "README.md"},
        "documents": {name: read(name) for name in listed if (ROOT / name).is_file()},
        "is there": lambda path: (ROOT / path).exists(),
    }


def self_test():
    whole = {
        "docs/commands.md": "| `form check` | … |\n| `sync` | … |\n| `project recipient add` | … |\n",
        "docs/diagnostics.md": "| `name-missing` | error | … |\n",
        "docs/supported-xlsform.md": "`abs`",
        "command sources": {"form_command.cpp": 'program.add_subcommand("form", "…"); add(*group, options, "check", "…");',
                            "sync_command.cpp": 'program.add_subcommand("sync", "…");',
                            "project_recipient_command.cpp": 'group.add_subcommand("add", "…"); '
                                                             'CLI::App* recipient = group.add_subcommand("recipient", "…");'},
        "codes": words_of('findings.error(place, "name-missing", "…"); // "comment-only"\n f("field-list");'),
        "functions": ["abs"],
        "field worker's guide": "Choose **Leave\nnow**, in **bold**.",
        "texts": {"Leave now"},
        "decisions": {"0001-a.md": "# 1. A", "0002-b.md": "# 2. B"},
        "documents": {"docs/a.md": "[b](b.md) [far](https://example.org) [here](#there)"},
        "is there": lambda path: path == "docs/b.md",
    }
    breaks = {
        "subcommand missing": {"docs/commands.md": "| `sync` | … |\n| `project recipient add` | … |\n"},
        "nested subcommand missing": {"docs/commands.md": "| `form check` | … |\n| `sync` | … |\n"},
        "subcommand invented": {"docs/commands.md": whole["docs/commands.md"] + "| `form sing` | … |\n"},
        "code missing": {"docs/diagnostics.md": ""},
        "code invented": {"docs/diagnostics.md": whole["docs/diagnostics.md"] + "| `name-nice` | error | … |\n"},
        "function missing": {"functions": ["abs", "pow"]},
        "decision twice": {"decisions": {"0001-a.md": "# 1. A", "0001-b.md": "# 1. B"}},
        "decision's heading": {"decisions": {"0001-a.md": "# A"}},
        "words on the screen": {"texts": {"Leave"}},
        "link": {"documents": {"docs/a.md": "[c](c.md)"}},
    }
    missed = [name for name, change in breaks.items() if len(list(problems_in({**whole, **change}))) != 1]
    clean = list(problems_in(whole))
    print("self-test:", "every planted break was found" if not missed and not clean else f"missed {missed}, false {clean}")
    return 1 if missed or clean else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    found = list(problems_in(read_tree()))
    for problem in found:
        print(problem)
    return 1 if found else 0


sys.exit(main())
