#!/usr/bin/env python3
"""Fails where an include goes against docs/architecture.md, or a library from outside is used outside its folder.

Each module's CMakeLists.txt names in USES what its files may include; this page of rules names what USES may name.
`check-layers.py --self-test` plants one break of each rule in memory and fails unless each is found.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# A module may use what stands to its right: docs/architecture.md, section 2.
MAY_USE = {
    "base": "", "media": "base", "expression": "base", "record": "base", "form": "expression base",
    "xform": "form record expression base", "workbook": "base", "xlsform": "workbook form expression base",
    "session": "form record expression base", "review": "form expression base", "indicator": "form record expression base",
    "analysis": "disclosure indicator base", "disclosure": "indicator base", "interchange": "workbook xform form record expression indicator disclosure base",
    "system": "base", "crypto": "base", "database": "base", "merge": "record base",
    "trust": "crypto record base",
    "bundle": "crypto record form disclosure base", "store": "database trust crypto record form media base",
    "exchange": "store bundle merge record form crypto base", "transport": "bundle crypto base",
    "fieldwork": "transport store exchange media merge session xform record form expression indicator disclosure interchange crypto base",
    "archive": "database bundle disclosure crypto record base",
    "server": "archive exchange trust bundle disclosure interchange indicator record form crypto base",
    "text": "base", "qr_code": "base", "drawing": "text base", "pdf": "drawing text base",
    "picture": "drawing text disclosure indicator base",
    "feedback": "picture drawing text analysis disclosure indicator base",
    "sheet": "pdf drawing text qr_code crypto base", "widgets": "drawing text base", "shell": "widgets base", "screens": "widgets view_model text base",
    "view_model": "picture drawing fieldwork merge session store exchange indicator disclosure interchange workbook xlsform text record form base",
    "desk": "screens shell view_model feedback picture pdf drawing fieldwork store exchange transport workbook xlsform widgets text qr_code system crypto base",
    "command_line": "*", "server_program": "server archive system crypto base",
}
# Headers from outside, and the folders that alone may include them.
ONLY_IN = {
    r"sodium\.h": ["sync/crypto"], r"sqlite3\.h": ["sync/database"], r"libpq-fe\.h": ["sync/archive"],
    r"imgui[a-z_]*\.h": ["app/widgets", "app/shell"], r"GLFW/.*": ["app/shell"], r"GL/.*": ["app/shell"],
    r"X11/.*": ["app/shell"], r"curl/.*": ["sync/transport"], r"glpk\.h": ["survey-schema/disclosure"],
    r"boost/(asio|beast).*": ["sync/server"], r"cairo.*": ["app/pdf"],
    r"(qrencode|png|turbojpeg)\.h": ["app/qr_code"], r"ZXing/.*": ["app/qr_code"],
    r"systemd/.*": ["sync/system"], r"zip\.h": ["survey-schema/workbook"], r"zlib\.h": ["survey-schema/workbook"],
    r"readstat\.h": ["survey-schema/interchange"],
}
# What an audit found says how closely hidden numbers can be guessed. Outside disclosure a file sees published tables, the shape of any,
# ledger, the policy, the risk of records and blurred places; the rest only where tables are made safe.
OPEN_OF_DISCLOSURE = re.compile(r"disclosure/(published_table|published_release|publication_ledger|disclosure_policy|"
                                r"microdata_risk|public_place|release_fields|grid_shape)\.h")
MAKES_TABLES_SAFE = {"sync/fieldwork/results_maker.cpp", "sync/fieldwork/results_maker.h", "sync/fieldwork/release_book.cpp",
                     "app/command_line/protection_json.h",
                     "app/command_line/count_alteration.h",
                     "app/command_line/record_analysis.cpp"}
# What shows published tables reads no records, answers or exact figures: positions of households are among them.
SHOWS_PUBLISHED = re.compile(r"disclosure/published_(table|release)\.h")
EXACT = re.compile(r"(record|form|session|store|merge|expression)/.*|indicator/(?!missing_reason).*")
FORBIDDEN_CALLS = re.compile(r"\b(atof|strtod|setlocale|std::stod|std::stof|std::tolower|std::toupper|std::isspace)\b")
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]', re.M)
TOPS = ("survey-schema", "sync", "app")


def modules():
    return {folder.name: folder for top in TOPS for folder in sorted((ROOT / top).iterdir())
            if folder.is_dir() and (folder / "CMakeLists.txt").exists()}


def problems_in(module, place, text, known):
    allowed = known if MAY_USE.get(module) == "*" else set(MAY_USE.get(module, "").split()) | {module}
    for mark, name in INCLUDE.findall(text):
        first = name.split("/")[0]
        if mark == '"' and first in known and first not in allowed:
            yield f"{place}: includes {name}, but {module} may not use {first}"
        for pattern, folders in ONLY_IN.items():
            if re.fullmatch(pattern, name) and not any(str(place).startswith(folder + "/") for folder in folders):
                yield f"{place}: includes {name}, which only {', '.join(folders)} may"
    if module != "disclosure":
        included = [name for mark, name in INCLUDE.findall(text) if mark == '"']
        for name in included:
            if name.startswith("disclosure/") and not OPEN_OF_DISCLOSURE.fullmatch(name) and str(place) not in MAKES_TABLES_SAFE:
                yield f"{place}: includes {name}, which holds what must not leave"
        if module != "fieldwork" and any(SHOWS_PUBLISHED.fullmatch(name) for name in included):
            for name in filter(EXACT.fullmatch, included):
                yield f"{place}: shows published tables, and includes {name}, which holds what is not published"
    code = re.sub(r"//.*", "", text)
    for call in FORBIDDEN_CALLS.findall(code):
        yield f"{place}: calls {call}, which depends on the locale"


def declared_problems(known):
    for name, folder in known.items():
        text = (folder / "CMakeLists.txt").read_text(encoding="utf-8")
        for block in re.findall(r"mahalla_module\(([^)]*)\)", text):
            uses = re.search(r"\bUSES\s+([a-z_\s]*)", block)
            for used in (uses.group(1).split() if uses else []):
                if MAY_USE.get(name) != "*" and used not in MAY_USE.get(name, "").split():
                    yield f"{folder.relative_to(ROOT)}/CMakeLists.txt: USES {used}, which is not below {name}"


def main():
    known = modules()
    if "--self-test" in sys.argv:
        planted = [("base", "survey-schema/base/a.h", '#include "form/form_definition.h"'),
                   ("store", "sync/store/a.cpp", "#include <sodium.h>"),
                   ("form", "survey-schema/form/a.cpp", "double x = std::stod(text);"),
                   ("interchange", "survey-schema/interchange/a.cpp", '#include "disclosure/protect.h"'),
                   ("interchange", "survey-schema/interchange/a.h",
                    '#include "disclosure/published_release.h"\n#include "record/record.h"')]
        missed = [rule for rule in planted if not list(problems_in(*rule, set(known) | {"form", "disclosure", "record"}))]
        print("self-test:", "every planted break was found" if not missed else f"missed {missed}")
        return 1 if missed else 0
    found = [f"{folder.relative_to(ROOT)}: no sentence in docs/architecture.md allows this folder"
             for name, folder in known.items() if name not in MAY_USE]
    found += declared_problems(known)
    for name, folder in known.items():
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".h", ".cpp"):
                found += problems_in(name, path.relative_to(ROOT), path.read_text(encoding="utf-8"), set(known))
    print("\n".join(found) if found else f"check-layers: {len(known)} modules, every include points down")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
