#!/usr/bin/env python3
"""Makes the workbooks of assets/questionnaires from their readable sources.

    make-questionnaires.py [--check] [FOLDER]

A source is NAME.questionnaire: a page a sheet (`# survey`, `# choices`, `# settings`, and the sheets that other tools
ignore), a paragraph a row. A paragraph of the survey begins with `type | name`, one of the choices with the list's name and
an indented line a choice (`value | English | French | Arabic | column=value …`), any other with its name; its indented lines
are `column: text`. The columns en, fr, ar are the labels; `hint.fr`, `message.ar` and so on are the translated columns.
The workbook's bytes depend on the source alone; --check fails where a workbook is not what its source makes.
"""
import io
import pathlib
import sys
import zipfile
from xml.sax.saxutils import escape

LANGUAGES = {"en": "English (en)", "fr": "French (fr)", "ar": "Arabic (ar)"}
TRANSLATED = {"": "label", "hint": "hint", "message": "constraint_message", "required_message": "required_message",
              "title": "form_title"}


def column_of(key):
    """`fr` → `label::French (fr)`, `hint.fr` → `hint::French (fr)`; other columns keep their name."""
    stem, _, language = key.rpartition(".")
    if language in LANGUAGES and stem in TRANSLATED:
        return f"{TRANSLATED[stem]}::{LANGUAGES[language]}"
    return key


def paragraphs(lines):
    block = []
    for number, line in lines:
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def fields(block, path):
    row = {}
    for number, line in block:
        key, colon, value = line.strip().partition(": ")
        if not colon:
            sys.exit(f"{path}:{number}: “column: text” was expected")
        row[column_of(key)] = value.strip()
    return row


def choice_rows(block, path):
    list_name = block[0][1].strip()
    for number, line in block[1:]:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) < 1 + len(LANGUAGES):
            sys.exit(f"{path}:{number}: a choice needs a value and a label in each language")
        row = {"list_name": list_name, "name": parts[0]}
        row.update({f"label::{title}": label for title, label in zip(LANGUAGES.values(), parts[1:])})
        row.update(dict(part.split("=", 1) for part in parts[1 + len(LANGUAGES):]))
        yield row


def with_categories(entry, choices):
    """A disaggregation and, a row each, its categories: those of a choice list with their labels, or words as they are."""
    list_name, words = entry.pop("list_name", None), entry.pop("categories", "").split()
    yield entry
    for word in words:
        yield {"name": entry["name"], "category": word, **{f"label::{title}": word for title in LANGUAGES.values()}}
    for choice in choices:
        if choice["list_name"] == list_name:
            labels = {column: text for column, text in choice.items() if column.startswith("label::")}
            yield {"name": entry["name"], "category": choice["name"], **labels}


def read_source(path):
    """The sheets of a source: name → rows, each a dictionary column → text, in the order of writing."""
    pages, sheet = {}, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# "):
            sheet = pages.setdefault(line[2:].strip(), [])
        elif sheet is not None:
            sheet.append((number, line))
    sheets = {}
    for name, lines in pages.items():
        rows = []
        for block in paragraphs(lines):
            if name == "choices":
                rows += choice_rows(block, path)
            elif name == "settings":
                row = fields(block, path)
                # The title's first language is the one every tool reads; settings of other tools know no more.
                rows.append({("form_title" if k == "form_title::English (en)" else k): v for k, v in row.items()})
            elif name == "survey":
                kind, _, question = block[0][1].partition("|")
                rows.append({"type": kind.strip(), "name": question.strip(), **fields(block[1:], path)})
            elif name in ("publication", "design"):
                rows.append({"setting": block[0][1].strip(), **fields(block[1:], path)})
            else:
                rows.append({"name": block[0][1].strip(), **fields(block[1:], path)})
        sheets[name] = rows
    sheets["disaggregation"] = [row for entry in sheets.get("disaggregation", []) for row in with_categories(entry, sheets["choices"])]
    order = ["survey", "choices", "settings"]
    return {name: sheets[name] for name in order + [n for n in sheets if n not in order] if sheets.get(name)}


def sheet_xml(rows):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    table = [{column: column for column in columns}] + rows
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
           '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
           '<cols>' + "".join(f'<col min="{i}" max="{i}" width="28" customWidth="1"/>' for i in range(1, len(columns) + 1)) +
           '</cols><sheetData>']
    for number, row in enumerate(table, 1):
        cells = "".join(f'<c r="{column_name(i)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(row[column])}</t></is></c>'
                        for i, column in enumerate(columns) if row.get(column))
        out.append(f'<row r="{number}">{cells}</row>')
    return "".join(out) + "</sheetData></worksheet>"


def column_name(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def workbook_bytes(sheets):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>' + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kinds}.worksheet+xml"/>' for i in numbers) + "</Types>",
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in zip(numbers, sheets)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">' + "".join(
            f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers) + "</Relationships>",
    }
    for i, rows in zip(numbers, sheets.values()):
        parts[f"xl/worksheets/sheet{i}.xml"] = sheet_xml(rows)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            # Stored, with the earliest date a zip file knows: the same source gives the same bytes on every machine.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return buffer.getvalue()


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    default = pathlib.Path(__file__).resolve().parent.parent / "assets" / "questionnaires"
    folder = pathlib.Path(arguments[0]) if arguments else default
    stale = []
    for source in sorted(folder.glob("*.questionnaire")):
        target = source.with_suffix(".xlsx")
        made = workbook_bytes(read_source(source))
        if "--check" in sys.argv:
            if not target.exists() or target.read_bytes() != made:
                stale.append(f"{target.name} is not what {source.name} makes: run build-scripts/make-questionnaires.py")
        else:
            target.write_bytes(made)
            print(f"{target.name}: {len(made)} bytes")
    print("\n".join(stale) if stale else "make-questionnaires: every workbook is what its source makes")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
