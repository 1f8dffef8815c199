"""What a hostile file is: its name says what is broken, its fields what must come of it."""

from dataclasses import dataclass, field


@dataclass
class HostileFile:
    # The name of the file, with its ending: "zip-bomb-flat.xlsx".
    name: str
    content: bytes
    # Why it is right that the form loads (exit 0): it is only large, or its trick is harmless here. Empty: it must be refused.
    loads: str = ""
    # For a form: steps of `form run` beyond the usual ones; for data beside a form there is `form`.
    steps: list = field(default_factory=list)
    # For data beside a form: the form's XForm text. The file itself then lies in the media folder.
    form: str = ""


# The text of an XForm around what differs.
XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
    "<h:head><h:title>t</h:title><model>{before}<instance><data id=\"f\">{instance}</data></instance>{model}</model></h:head>"
    "<h:body>{body}</h:body></h:html>"
)


def xform(instance="<a/>", model="", body='<input ref="/data/a"/>', before=""):
    return XFORM.format(instance=instance, model=model, body=body, before=before)


def table(*rows):
    """A sheet as pyxform's one-file CSV has it: rows of texts, without the sheet's name in front."""
    return [list(row) for row in rows]


def quoted(text):
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in '",\n\r') else text


def csv_form(survey, choices=(), settings=(("form_id",), ("f",)), header=("type", "name", "label")):
    """A questionnaire as one CSV file."""
    lines = []
    for sheet, rows in (("survey", [header, *survey]), ("choices", choices), ("settings", settings)):
        if not rows:
            continue
        rows = iter(rows)
        lines.append(sheet + "," + ",".join(map(quoted, next(rows))))
        lines.extend("," + ",".join(map(quoted, row)) for row in rows)
    return ("\n".join(lines) + "\n").encode()
