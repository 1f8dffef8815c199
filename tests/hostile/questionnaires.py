"""Questionnaires whose files are good and whose content is hostile: circles, endless expressions, counts without end."""

from hostile_file import HostileFile, csv_form

CALCULATED = ("type", "name", "label", "calculation")
SHOWN = ("type", "name", "label", "relevant")


def calculations(rows):
    return csv_form([("calculate", name, "", text) for name, text in rows], header=CALCULATED)


def one(text):
    """A text question and one calculation that reads it."""
    return csv_form([("text", "a", "A", ""), ("calculate", "b", "", text)], header=CALCULATED)


def nested(depth, kind="group", close=True):
    rows = [(f"begin {kind}", f"g{i}", "G") for i in range(depth)] + [("text", "a", "A")]
    return csv_form(rows + [(f"end {kind}", "", "")] * (depth if close else 0))


def repeated(depth, count):
    rows = [("begin repeat", f"r{i}", "R", count) for i in range(depth)] + [("text", "a", "A", "")]
    return csv_form(rows + [("end repeat", "", "", "")] * depth, header=("type", "name", "label", "repeat_count"))


def circle(length):
    return calculations([(f"q{i}", f"${{q{(i + 1) % length}}} + 1") for i in range(length)])


def structure():
    many = range(50_000)
    return {
        "groups-two-hundred-and-one-deep": nested(201),
        "groups-ten-thousand-deep": nested(10_000),
        "groups-a-hundred-thousand-deep-and-open": nested(100_000, close=False),
        "repeats-three-hundred-deep": nested(300, "repeat"),
        "groups-ended-a-hundred-thousand-times": csv_form([("text", "a", "A")] + [("end group", "", "")] * 100_000),
        "groups-and-repeats-crosswise": csv_form([("begin group", "g", "G"), ("begin repeat", "r", "R"), ("text", "a", "A"),
                                                  ("end group", "", ""), ("end repeat", "", "")] * 5_000),
        "questions-of-one-name-fifty-thousand": csv_form([("text", "a", "A")] * 50_000),
        "questions-whose-types-are-misspelt": csv_form([(f"intger{i}", f"q{i}", "Q") for i in many]),
        "questions-whose-lists-are-missing": csv_form([(f"select_one l{i}", f"q{i}", "Q") for i in many]),
        "questions-without-names": csv_form([("text", "", "Q") for _ in many]),
        "names-that-are-no-names": csv_form([("text", f"{i} <&>", "Q") for i in many]),
        "name-of-a-megabyte": csv_form([("text", "é <" * 350_000, "Q")]),
        "type-of-a-megabyte": csv_form([("select_one " * 100_000, "a", "Q")]),
        "choices-of-one-name-a-hundred-thousand": csv_form(
            [("select_one l", "a", "A")], [("list_name", "name", "label")] + [("l", "x", "X")] * 100_000),
        "choices-without-names": csv_form([("select_one l", "a", "A")], [("list_name", "name", "label")] + [("l", "", "X")] * 100_000),
        "choices-a-million": csv_form([("select_one l", "a", "A")], [("list_name", "name", "label")] + [("l", str(i), "X") for i in range(1_000_000)]),
        "lists-misspelt-against-ten-thousand": csv_form(
            [(f"select_one village_{i}x", f"q{i}", "Q") for i in range(10_000)],
            [("list_name", "name", "label")] + [(f"village_{i}", "x", "X") for i in range(10_000)]),
        "loop-over-ten-thousand-choices-of-a-thousand-questions": csv_form(
            [("begin loop over l", "g", "G")] + [("text", f"q{i}", "Q") for i in range(1_000)] + [("end loop", "", "")],
            [("list_name", "name", "label")] + [("l", f"c{i}", "C") for i in range(10_000)]),
        "loops-five-deep-over-a-hundred-choices": csv_form(
            [("begin loop over l", f"g{i}", "G") for i in range(5)] + [("text", "q", "Q")] + [("end loop", "", "")] * 5,
            [("list_name", "name", "label")] + [("l", f"c{i}", "C") for i in range(100)]),
        "languages-twenty-thousand": csv_form([("text", "a")], header=("type", "name", *(f"label::L{i}" for i in range(20_000)))),
        "settings-of-ten-thousand-rows": csv_form([("text", "", "no name")], settings=(("form_id",), *(((f"f{i}",)) for i in range(10_000)))),
        "settings-namespaces-ten-thousand": csv_form(
            [("text", "", "no name")], settings=(("form_id", "namespaces"), ("f", " ".join(f'p{i}="u{i}' for i in range(10_000))))),
        "parameters-of-a-megabyte": csv_form([("range", "a", "A", "start=1 end=2 step=" + "9" * 1_000_000)], header=("type", "name", "label", "parameters")),
        "parameters-ten-thousand-unknown": csv_form([("range", "a", "A", " ".join(f"p{i}={i}" for i in range(10_000)))], header=("type", "name", "label", "parameters")),
        "triggers-in-a-circle-of-calculations": csv_form(
            [("calculate", f"q{i}", "", f"${{q{(i + 1) % 300}}}", f"${{q{(i + 7) % 300}}}") for i in range(300)],
            header=(*CALCULATED, "trigger")),
        "columns-that-nobody-knows-fifteen-thousand": csv_form([("intger", "a", "A")], header=("type", "name", "label", *(f"colum{i}" for i in range(15_000)))),
        "entities-that-save-to-unknown-properties": csv_form([("text", f"q{i}", "Q", f"__p {i}") for i in range(20_000)], header=("type", "name", "label", "save_to")),
    }


def expressions():
    return {
        "circle-of-one": circle(1),
        "circle-of-two": circle(2),
        "circle-of-three": circle(3),
        "circle-of-ten-thousand": circle(10_000),
        "circle-through-relevants": csv_form([(f"text", f"q{i}", "Q", f"${{q{(i + 1) % 5_000}}} = 'x'") for i in range(5_000)], header=SHOWN),
        "circle-through-a-group": csv_form([("begin group", "g", "G", "${a} = 1"), ("text", "a", "A", ""), ("end group", "", "", "")], header=SHOWN),
        "circles-a-thousand-beside-each-other": calculations([(f"q{i}", f"${{q{i ^ 1}}} + 1") for i in range(2_000)]),
        "circle-with-everybody-reading-everybody": calculations(
            [(f"q{i}", " + ".join(f"${{q{j}}}" for j in range(400))) for i in range(400)]),
        "expression-of-three-hundred-kilobytes": one("${a} + " * 45_000 + "1"),
        "parentheses-ten-thousand-deep": one("(" * 10_000 + "1" + ")" * 10_000),
        "parentheses-never-closed": one("(" * 100_000),
        "ors-a-hundred-thousand": one(" or ".join(["${a} = 1"] * 100_000)),
        "questions-fifty-thousand-and-one": csv_form([("text", f"q{i}", "Q") for i in range(50_001)]),
        "nots-ten-thousand-deep": one("not(" * 10_000 + "1" + ")" * 10_000),
        "predicates-ten-thousand-deep": one("/data/a" + "[/data/a" * 10_000 + "]" * 10_000),
        "path-of-a-hundred-thousand-steps": one("/data" * 100_000),
        "path-of-parents-without-end": one("../" * 80_000 + "a"),
        "string-never-closed": one("'" + "x" * 200_000),
        "operators-without-operands": one("+*" * 60_000),
        "references-nested-in-references": one("${" * 50_000 + "a" + "}" * 50_000),
        "reference-never-closed": one("${a " * 50_000),
        "references-unknown-fifty-thousand": calculations([(f"q{i}", f"${{p{i}}}") for i in range(50_000)]),
        "references-misspelt-by-one-letter": csv_form(
            [("text", f"household_member_{i}", "Q", "") for i in range(10_000)]
            + [("calculate", f"c{i}", "", f"${{household_memberr_{i}}}") for i in range(10_000)], header=CALCULATED),
        "functions-unknown-twenty-thousand": csv_form([("text", f"q{i}", "Q", f"concatt{i}(1)") for i in range(20_000)], header=SHOWN),
        "arguments-fifty-thousand-to-a-function-of-two": csv_form([("text", "a", "A", "contains(" + ",".join(["1"] * 50_000) + ")")], header=SHOWN),
        "digits-two-hundred-thousand-and-a-letter": one("9" * 200_000 + "x"),
        "bytes-that-are-no-utf8": one("concat('§', ").replace("§".encode(), b"\xff\xc3"),
        "regular-expression-of-counts-in-counts": csv_form(
            [("text", "a", "A", "regex(., '((((a{1000}){1000}){1000}){1000}){1000}')")], header=("type", "name", "label", "constraint")),
        "regular-expression-of-parentheses": csv_form(
            [("text", "a", "A", "regex(., '" + "(" * 50_000 + "')")], header=("type", "name", "label", "constraint")),
        "regular-expression-of-broken-classes": csv_form([("text", "a", "A", "regex(., '[" + "z-a" * 10_000 + "]')")], header=("type", "name", "label", "constraint")),
        "label-with-a-hundred-thousand-unknown-references": csv_form([("text", "a", "${b} " * 100_000)]),
    }


def large():
    """Nothing is wrong with these but their size or their trick."""
    thousand = range(1_000)
    return {
        "groups-a-hundred-deep": (nested(100), "deep, but not deeper than allowed"),
        "questions-forty-five-thousand": (csv_form([("text", f"q{i}", "Q") for i in range(45_000)]), "many questions"),
        "choices-a-hundred-thousand": (
            csv_form([("select_one l", "a", "A")], [("list_name", "name", "label")] + [("l", f"c{i}", "X") for i in range(100_000)]), "many choices"),
        "minuses-a-hundred-thousand": (one("-" * 100_000 + "1"), "each takes the other back"),
        "functions-unknown-in-calculations": (calculations([(f"q{i}", f"concatt{i}(1)") for i in range(20_000)]), "the calculation stays empty, with a warning"),
        "calculations-in-a-chain-of-ten-thousand": (calculations([("q0", "1")] + [(f"q{i}", f"${{q{i - 1}}} + 1") for i in range(1, 10_000)]), "a chain is no circle"),
        "everybody-reads-everybody-before": (
            calculations([(f"q{i}", " + ".join(f"${{q{j}}}" for j in range(max(0, i - 300), i)) or "1") for i in range(1_500)]), "many dependencies"),
        "counts-of-a-thousand-million-five-deep": (repeated(5, "1000000000"), "rows stop at a limit"),
        "count-that-counts-itself": (
            csv_form([("begin repeat", "r", "R", "count(${r}) + 1"), ("text", "a", "A", ""), ("end repeat", "", "", "")], header=("type", "name", "label", "repeat_count")),
            "a count that feeds itself grows once"),
        "range-of-a-thousand-million-million-steps": (
            csv_form([("range", "a", "A", "start=0 end=1000000000000000 step=0.0000001")], header=("type", "name", "label", "parameters")), "steps are never listed"),
        "regular-expressions-that-go-back-without-end": (
            csv_form([("text", f"q{i}", "Q", f"regex(., '^({'a+' if i % 2 else '(a|aa)*'})+$')") for i in range(20)], header=("type", "name", "label", "constraint")),
            "matched in linear time"),
        "label-with-twenty-thousand-references": (csv_form([("text", "b", "B"), ("text", "a", "${b} " * 20_000)]), "a long label"),
        "translations-missing-by-the-hundred-thousand": (
            csv_form([("text", f"q{i}", "Q") for i in thousand], header=("type", "name", "label::L0", *(f"hint::L{i}" for i in range(300)))), "warnings, and no error"),
        "cascade-of-a-hundred-questions": (
            csv_form([("select_one l", f"q{i}", "Q", f"parent = ${{q{i - 1}}}" if i else "") for i in range(100)],
                     [("list_name", "name", "label", "parent")] + [("l", f"c{i}", "C", f"c{i // 3}") for i in range(50_000)],
                     header=("type", "name", "label", "choice_filter")), "a long cascade"),
        "sum-over-everything-in-every-question": (
            calculations([(f"q{i}", "count(//*[count(//*) > 0])") for i in range(40)]), "each evaluation ends at its own limit"),
        "defaults-that-grow-a-text": (
            calculations([("q0", "'0123456789abcdef'")] + [(f"q{i}", f"concat(${{q{i - 1}}}, ${{q{i - 1}}}, ${{q{i - 1}}}, ${{q{i - 1}}})") for i in range(1, 40)]),
            "a text that grows beyond all reason is left empty"),
    }


def hostile_files(canary):
    del canary
    refused = {**structure(), **expressions()}
    return [HostileFile(f"{name}.csv", content) for name, content in refused.items()] + [
        HostileFile(f"{name}.csv", content, loads=why, steps=[{"op": "answer", "ref": "/data/q0", "value": "a" * 5_000 + "b"}, {"op": "validate"}])
        for name, (content, why) in large().items()]
