"""Steps of `form run` that are hostile: submissions that bomb, saved interviews that lie, refs without end. The interview goes
on: every line gives one line, and the last, which asks for the state, is answered."""

import json

from hostile_file import xform

FORM = xform(
    '<a/><n/><photo/><g><t/></g><r jr:template=""><c/><s><e/></s></r><orx:meta><orx:instanceID/></orx:meta>',
    '<bind nodeset="/data/a" type="string" constraint="regex(., \'^(a+)+$\')"/><bind nodeset="/data/n" calculate="sum(/data/r/c) + string-length(/data/a)"/>'
    '<bind nodeset="/data/r/c" type="int"/><bind nodeset="/data/photo" type="binary"/>',
    '<input ref="/data/a"/><upload ref="/data/photo" mediatype="image/*"/><input ref="/data/g/t"/>'
    '<repeat nodeset="/data/r"><input ref="/data/r/c"/><repeat nodeset="/data/r/s"><input ref="/data/r/s/e"/></repeat></repeat>')

# What a line of the answer must hold: "refused" is ok:false, "done" ok:true (or ready), "any" either.
REFUSED, DONE, ANY = "refused", "done", "any"


def load(xml):
    return {"op": "load", "xml": xml}


def hostile_interviews(canary):
    """Name, what comes of each line, the lines."""
    laughs = "<!DOCTYPE x [<!ENTITY a 'x'>" + "".join(f"<!ENTITY a{i} '{'&a;' * 10}'>" for i in range(9)) + "]>"
    steps = {
        "load-entity-bomb": (REFUSED, [load(laughs + '<data id="f"><a>&a8;</a></data>')]),
        "load-external-entity": (REFUSED, [load(f"<!DOCTYPE x [<!ENTITY a SYSTEM 'file://{canary}'>]><data id=\"f\"><a>&a;</a></data>")]),
        "load-another-form": (REFUSED, [load("<other><a/></other>"), load("<data/>".replace("data", "datum"))]),
        "load-elements-the-form-does-not-know": (ANY, [load('<data id="f">' + "<x/>" * 100_000 + "</data>")]),
        "load-elements-a-hundred-thousand-deep": (REFUSED, [load('<data id="f">' + "<r>" * 100_000)]),
        "load-rows-a-hundred-and-fifty-thousand": (ANY, [load('<data id="f">' + "<r><c>1</c></r>" * 150_000 + "</data>")]),
        "load-twenty-megabytes": (REFUSED, [load('<data id="f"><a>' + "x" * 20_000_000 + "</a></data>")]),
        "load-answers-doubled": (ANY, [load('<data id="f">' + "<a>1</a>" * 50_000 + "</data>")]),
        "load-identifiers-that-lie": (ANY, [load('<data id="f"><meta><instanceID>uuid:zz</instanceID></meta></data>'), load('<data id="f"><meta><instanceID>' + "x" * 1_000_000 + "</instanceID></meta></data>")]),
        "load-nothing": (REFUSED, [load(""), load("x"), {"op": "load"}, {"op": "load", "xml": 3}]),
        "restore-noise": (REFUSED, [{"op": "restore", "saved": s} for s in ("", "AAAA", "/" * 1_000_000, "no base64 §", "A" * 4_000_001)]),
        "restore-lengths-that-lie": (REFUSED, [{"op": "restore", "saved": "TWFoYWxsYQ" + s} for s in ("AQAAAA/////w==", "H//////////8=", "=")]),
        "lines-that-are-no-json": (REFUSED, ["{", "[" * 100_000, "null", "\"x\"", "{\"op\":" * 50_000, "\xff\xfe", "1e999"]),
        "steps-that-nobody-knows": (REFUSED, [{"op": "x" * 1_000_000}, {"op": 3}, {}, {"op": None, "ref": []}]),
        "refs-without-end": (REFUSED, [{"op": "state", "ref": ref} for ref in (
            "/data" * 100_000, "/data/r" + "[1]" * 100_000, "/data/r[99999999999999999999]/c", "/data/r[-1]/c", "/data/r[0]/c", "[" * 100_000, "//", "data", "/data/r[")]),
        "refs-that-are-questions-elsewhere": (REFUSED, [{"op": "add_repeat", "ref": "/data/a"}, {"op": "remove_repeat", "ref": "/data/a"}, {"op": "remove_repeat", "ref": "/data/r[7]"},
                                                       {"op": "answer", "ref": "/data/g", "value": "1"}, {"op": "attach", "ref": "/data/zz", "name": "x", "base64": ""}]),
        "answer-of-twenty-megabytes": (ANY, [{"op": "answer", "ref": "/data/g/t", "value": "x" * 20_000_000}]),
        "line-of-seventy-megabytes": (REFUSED, [{"op": "answer", "ref": "/data/g/t", "value": "x" * 70_000_000}]),
        "answer-against-a-regular-expression": (ANY, [{"op": "answer", "ref": "/data/a", "value": "a" * 300_000 + "b"}, {"op": "validate"}]),
        "answers-of-other-kinds": (ANY, [{"op": "answer", "ref": "/data/r[1]/c", "value": v} for v in ([], {}, True, 1e300, "9" * 1_000_000, "\0", "\ud800", None)]),
        "attach-names-that-lead-outside": (ANY, [{"op": "attach", "ref": "/data/photo", "name": n, "base64": "AAAA"} for n in (canary, "../" * 50 + "etc/passwd", "a\0b", "", "x" * 100_000, "..")]),
        "attach-what-is-no-base64": (REFUSED, [{"op": "attach", "ref": "/data/photo", "name": "a", "base64": "§" * 1000}]),
        "rows-added-three-thousand-times": (DONE, [{"op": "add_repeat", "ref": "/data/r"}] * 3_000 + [{"op": "undo"}] * 50),
        "languages-that-are-none": (REFUSED, [{"op": "set_language", "language": "x" * 1_000_000}]),
    }
    written = {}
    for name, (outcome, lines) in steps.items():
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        written[name] = (outcome, [t.encode("latin-1") if not t.isascii() else t.encode() for t in texts])
    return written
