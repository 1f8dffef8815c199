#!/usr/bin/env python3
"""Writes questionnaires as XForms and opens them in the programs of others.

    open_elsewhere.py --mahalla MAHALLA --packages FOLDER QUESTIONNAIRE...

FOLDER is one in which `npm install @getodk/xforms-engine jsdom` and `npm pack enketo-transformer` were run; README.md
beside this file says how. What is not there is skipped, with the reason. Exit 1 where a form that ought to open does
not: the reasons that are the author's own stand in AUTHORS_OWN.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# What a questionnaire itself asks for that the other program has not; everything else is our writing.
AUTHORS_OWN = [
    r"Function '[^']+' is not defined",  # a function of one other program
    r"Argument \d+ not allowed",  # if() with two arguments
    r"Invalid URL",  # instance_xmlns that is no URL
    r"Unexpected body element for nodeset",  # a group with nothing in it
    r"Expression has syntax error",
]


def converted(mahalla, questionnaires, folder):
    """The XForms of those that load, in `folder`."""
    forms = []
    for number, questionnaire in enumerate(questionnaires):
        target = folder / f"{number:04}-{pathlib.Path(questionnaire).stem}.xml"
        call = [mahalla, "form", "convert", questionnaire, "--to", "xform", "-o", str(target)]
        if subprocess.run(call, capture_output=True).returncode == 0:
            forms.append(target)
    print(f"{len(forms)} of {len(questionnaires)} questionnaires became XForms")
    return forms


def open_in_web_forms(packages, forms):
    """The lines of what failed."""
    engine = packages / "node_modules/@getodk/xforms-engine/dist/index.js"
    if not shutil.which("node") or not engine.exists() or not (packages / "node_modules/jsdom").exists():
        print("skipped: ODK Web Forms (node, @getodk/xforms-engine or jsdom is not there)")
        return []
    script = pathlib.Path(__file__).with_name("open_in_web_forms.mjs")
    call = ["node", str(script), str(packages), *map(str, forms)]
    lines = subprocess.run(call, capture_output=True, text=True, check=True).stdout.splitlines()
    print("\n".join(lines))
    return lines[:-1]


def stylesheets(packages, folder):
    """Enketo's two stylesheets as files; none where the package is not there."""
    found = []
    for name in ("openrosa2html5form", "openrosa2xmlmodel"):
        sources = sorted(packages.glob(f"**/enketo-transformer/xsl/{name}.xsl.cjs"))
        if not sources:
            return []
        program = (
            f"const m = require({str(sources[0].resolve())!r});"
            "process.stdout.write(typeof m === 'string' ? m : m.default ?? Object.values(m)[0]);"
        )
        target = folder / f"{name}.xsl"
        target.write_bytes(subprocess.run(["node", "-e", program], capture_output=True, check=True).stdout)
        found.append(target)
    return found


def transform_as_enketo(packages, forms, folder):
    """The lines of what failed."""
    sheets = stylesheets(packages, folder) if shutil.which("node") else []
    if not sheets or not shutil.which("xsltproc"):
        print("skipped: Enketo (node, xsltproc or enketo-transformer is not there)")
        return []
    failed = []
    for form in forms:
        for sheet in sheets:
            run = subprocess.run(["xsltproc", "-o", str(folder / "out"), str(sheet), str(form)], capture_output=True, text=True)
            if run.returncode != 0:
                failed.append(f"Enketo: {form.name}: {run.stderr.splitlines()[0] if run.stderr else run.returncode}")
                break
    print("\n".join([*failed, f"Enketo: {len(forms) - len(failed)} of {len(forms)} forms transformed"]))
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mahalla", required=True)
    parser.add_argument("--packages", required=True, type=pathlib.Path)
    parser.add_argument("questionnaires", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        forms = converted(options.mahalla, options.questionnaires, folder)
        failed = open_in_web_forms(options.packages, forms) + transform_as_enketo(options.packages, forms, folder)
    ours = [line for line in failed if not any(re.search(reason, line) for reason in AUTHORS_OWN)]
    for line in ours:
        print("to look at:", line)
    return 1 if ours else 0


if __name__ == "__main__":
    sys.exit(main())
