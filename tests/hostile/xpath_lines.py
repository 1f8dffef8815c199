"""Lines of `mahalla xpath` that are hostile: predicates that explode, texts that double, patterns that go back without end."""

import json

SMALL = "<data>" + "<a><b>1</b></a>" * 60 + "</data>"


def lines(canary):
    """Name, the line, and whether it must end in an error ("error"), a value ("value") or either."""
    wide = "<data>" + "<a>1</a>" * 20_000 + "</data>"
    doubled = "'x'"
    for _ in range(30):
        doubled = f"translate({doubled}, 'x', 'x')" if len(doubled) > 200_000 else f"concat({doubled}, {doubled})" if len(doubled) < 60_000 else doubled
    nested_join = "'0123456789'"
    for _ in range(12):
        nested_join = f"join({nested_join}, //*)"
    hostile = {
        "predicates-seven-deep": ("either", {"xml": SMALL, "expression": "count(//*" + "[//*" * 7 + "]" * 7 + ")"}),
        "predicates-that-count": ("either", {"xml": SMALL, "expression": "count(//*[count(//*[count(//*[count(//*) > 0]) > 0]) > 0])"}),
        "axes-back-and-forth": ("either", {"xml": wide, "expression": "count(//a/following::a/preceding::a/following::a)"}),
        "ancestors-of-descendants": ("either", {"xml": SMALL, "expression": "count(" + "/descendant::*/ancestor::*" * 40 + ")"}),
        "all-against-all": ("either", {"xml": wide, "expression": "//a != //a or //a > //a[. > 5]"}),
        "union-of-everything": ("either", {"xml": wide, "expression": "count(" + " | ".join(["//node()"] * 200) + ")"}),
        "positions-among-many": ("either", {"xml": wide, "expression": "count(//a[count(preceding-sibling::a) = position() - 1])"}),
        "texts-that-double-by-concat": ("either", {"expression": doubled}),
        "texts-that-multiply-by-join": ("either", {"xml": SMALL, "expression": f"string-length({nested_join})"}),
        "texts-of-everything-times-everything": ("either", {"xml": wide, "expression": "string-length(join(string(/data), //a))"}),
        "texts-translated-with-a-long-list": ("either", {"expression": f"string-length(translate('{'x' * 50_000}', '{'abc' * 20_000}', '{'y' * 50_000}'))"}),
        "substrings-of-infinity": ("value", {"expression": "substring('12345', -1 div 0, 1 div 0) = substring('x', 0 div 0)"}),
        "pattern-goes-back-without-end": ("value", {"expression": f"regex('{'a' * 50_000}b', '^((a+)+)+$')"}),
        "pattern-alternatives-goes-back": ("value", {"expression": f"regex('{'ab' * 20_000}', '^(a|b|ab)*c$')"}),
        "pattern-counts-in-counts": ("error", {"expression": "regex('x', '((x{1000}){1000}){1000}')"}),
        "pattern-a-hundred-thousand-parentheses": ("error", {"expression": "regex('x', '" + "(" * 100_000 + "')"}),
        "pattern-of-classes": ("either", {"expression": "regex('x', '" + "[\\w\\d\\s]" * 20_000 + "')"}),
        "pattern-back-reference": ("either", {"expression": "regex('xx', '(x)\\1')"}),
        "pattern-made-while-running": ("either", {"expression": f"regex('x', concat('(', '{'x*' * 30_000}', ')*'))"}),
        "random-order-of-a-million": ("either", {"expression": "count(randomize(//a, 3))", "xml": "<d>" + "<a/>" * 400_000 + "</d>"}),
        "digest-of-a-long-text": ("either", {"expression": "digest(string(/d), 'SHA-512')", "xml": "<d>" + "x" * 20_000_000 + "</d>"}),
        "base64-of-a-long-text": ("either", {"expression": "string-length(base64-decode(string(/d)))", "xml": "<d>" + "QUJD" * 5_000_000 + "</d>"}),
        "parentheses": ("error", {"expression": "(" * 100_000}), "minuses": ("either", {"expression": "-" * 200_000 + "1"}),
        "ors": ("either", {"expression": " or ".join(["0"] * 60_000)}), "nested-calls": ("error", {"expression": "not(" * 50_000 + ")" * 50_000}),
        "steps": ("error", {"expression": "/a" * 100_000}), "predicates-of-one-step": ("either", {"expression": "a" + "[1]" * 80_000}),
        "slashes": ("error", {"expression": "/" * 200_000}), "longer-than-allowed": ("error", {"expression": "1 + " * 100_000 + "1"}),
        "arguments": ("either", {"expression": "concat(" + ",".join(["'x'"] * 60_000) + ")"}),
        "names-of-one-letter": ("error", {"expression": "a " * 100_000}), "name-of-a-hundred-kilobytes": ("either", {"expression": "x" * 100_000 + "()"}),
        "numbers-beyond-any": ("value", {"expression": "9" * 100_000 + " * " + "9" * 100_000}), "number-of-zeros": ("value", {"expression": "0." + "0" * 100_000 + "1"}),
        "pow-beyond-any": ("value", {"expression": "pow(10, pow(10, 10)) mod 7 + int(pow(2, 70))"}),
        "rounding-to-many-digits": ("value", {"expression": "round(1.5, 999999999) + round(1.5, -999999999)"}),
        "dates-beyond-any": ("either", {"expression": "date(1e300)"}), "dates-of-many-digits": ("either", {"expression": "format-date('99999999999-13-45', '%Y')"}),
        "formats-without-end": ("either", {"expression": f"format-date('2026-01-01', '{'%Y' * 60_000}')"}),
        "area-of-many-points": ("either", {"expression": "area('" + ";".join(f"{i % 80} {i % 170}" for i in range(15_000)) + "')"}),
        "lines-that-cross-themselves": ("either", {"expression": "intersects('" + ";".join(f"{i * 37 % 80} {i * 53 % 170}" for i in range(15_000)) + "')"}),
        "substr-negative": ("value", {"expression": "substr('abc', -99999999999, 99999999999)"}),
        "selected-at-beyond": ("value", {"expression": "selected-at('a b c', 99999999999999999999)"}),
        "checklist-of-many": ("either", {"expression": "checklist(0, 1e9, " + ",".join(["1"] * 50_000) + ")"}),
        "variables-namespaces-and-instances": ("error", {"expression": "$x + y:z + instance('none')/root"}),
        "document-that-is-elsewhere": ("error", {"file": "/nowhere/at/all.xml", "expression": "1"}),
        "document-entity-bomb": ("error", {"xml": "<!DOCTYPE d [<!ENTITY a 'x'>]><d>&a;</d>", "expression": "."}),
        "document-external-entity": ("error", {"xml": f"<!DOCTYPE d [<!ENTITY a SYSTEM 'file://{canary}'>]><d>&a;</d>", "expression": "string(.)"}),
        "document-deep": ("error", {"xml": "<a>" * 100_000, "expression": "1"}),
        "zone-that-leads-outside": ("error", {"tz": "../../../../.." + canary, "expression": "now()"}),
        "moment-that-is-none": ("error", {"now": "9" * 100_000, "expression": "now()"}),
        "context-of-predicates": ("either", {"xml": SMALL, "context": "//*" + "[//*" * 6 + "]" * 6, "expression": "1"}),
    }
    written = {name: (outcome, json.dumps({"id": name, **line}).encode()) for name, (outcome, line) in hostile.items()}
    written["line-that-is-no-json"] = ("error", b"[" * 200_000)
    written["line-of-bytes-that-are-no-utf8"] = ("error", b'{"expression":"\xff\xfe"}')
    return written
