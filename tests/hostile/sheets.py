"""Workbooks of the .xlsx kind whose container is good and whose sheets are not: XML bombs, places beyond every limit, strings
that are not there."""

from containers import Part, bomb, checked, container, rows_xml, workbook, workbook_parts, workbook_xml, worksheet
from hostile_file import HostileFile

SURVEY_ROWS = [("type", "name", "label"), ("text", "a", "A")]


def cells(*texts):
    """A row of cells as written, behind a good first row."""
    return rows_xml(SURVEY_ROWS) + "".join(texts)


def laughs(levels=12):
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{("&a%d;" % (i - 1)) * 10}">' for i in range(1, levels)]
    return "<!DOCTYPE x [" + "".join(lines) + "]>", f"&a{levels - 1};"


def hostile_files(canary):
    declared, laugh = laughs()
    external = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}">]>'
    text = lambda words: f'<row><c t="inlineStr"><is><t>{words}</t></is></c></row>'
    strings = lambda items: {"content": ("<sst>" + items + "</sst>").encode()}
    named_string = lambda index: f'<row><c t="inlineStr"><is><t>text</t></is></c><c t="s"><v>{index}</v></c></row>'
    styles = {"content": b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'}
    moment = lambda value: f'<row><c t="inlineStr"><is><t>text</t></is></c><c s="1"><v>{value}</v></c></row>'
    refused = {
        "xml-document-type-in-sheet": workbook(b"<!DOCTYPE worksheet>" + worksheet()),
        "xml-billion-laughs-in-sheet": workbook(declared.encode() + worksheet(cells(text(laugh)))),
        "xml-billion-laughs-in-shared-strings": workbook(strings={"content": (declared + f"<sst><si><t>{laugh}</t></si></sst>").encode()}),
        "xml-external-entity-in-sheet": workbook(external.encode() + worksheet(cells(text("&e;")))),
        "xml-external-entity-in-workbook-part": workbook(workbook=external.encode() + workbook_xml(["&e;"])),
        "xml-parameter-entity-in-styles": workbook(styles=f'<!DOCTYPE x SYSTEM "file://{canary}"><styleSheet/>'.encode()),
        "xml-comments-a-million": workbook(worksheet("<!---->" * 1_000_000 + SURVEY)),
        "xml-processing-instructions-a-million": workbook(worksheet("<?x?>" * 1_000_000 + SURVEY)),
        "xml-of-utf16-without-mark": workbook(worksheet().decode().encode("utf-16-be")),
        "xml-bytes-that-are-no-utf8-as-name": workbook(worksheet(cells("<row><c t='inlineStr'><is><t>text</t></is></c><c t='inlineStr'><is><t>§</t></is></c></row>")).replace(
            "§".encode(), b"\xc3\x28\xff\xfe")),
        "xml-zero-bytes-as-name": workbook(worksheet(cells("<row><c t='inlineStr'><is><t>text</t></is></c><c t='inlineStr'><is><t>a\0b</t></is></c></row>"))),
        "xml-a-hundred-thousand-deep": workbook(b"<a>" * 100_000 + b"</a>" * 100_000),
        "xml-deep-inside-a-cell": workbook(worksheet("<row><c><is>" + "<r>" * 100_000)),
        "xml-never-closed": workbook(worksheet()[:-20]),
        "xml-closed-twice": workbook(worksheet() + b"</worksheet>"),
        "xml-closed-crosswise": workbook(worksheet("<row><c></row></c>")),
        "xml-comment-never-closed": workbook(worksheet("<!-- " + "x" * 1_000_000)),
        "xml-cdata-never-closed": workbook(worksheet("<row><c><v><![CDATA[" + "]" * 1_000_000)),
        "xml-quote-never-closed": workbook(worksheet("<row r='" + "x" * 1_000_000)),
        "xml-of-less-than-signs": workbook(b"<" * 4_000_000),
        "xml-of-ampersands-as-name": workbook(worksheet(cells(
            "<row><c t='inlineStr'><is><t>text</t></is></c><c t='inlineStr'><is><t>" + "&" * 2_000_000 + "</t></is></c></row>"))),
        "xml-empty-sheet-part": workbook(b""),
        "xml-character-references-beyond-unicode": workbook(worksheet(cells(
            "<row><c t='inlineStr'><is><t>text</t></is></c><c t='inlineStr'><is><t>&#x110000;&#xD800;&#0;&#99999999999;</t></is></c></row>"))),
        "xml-character-escapes-of-zero": workbook(worksheet(cells(
            "<row><c t='inlineStr'><is><t>text</t></is></c><c t='inlineStr'><is><t>" + "_x0000_" * 100_000 + "</t></is></c></row>"))),
        "row-zero": workbook(worksheet(cells('<row r="0"><c r="A0"><v>1</v></c></row>'))),
        "row-negative": workbook(worksheet(cells('<row r="-5"><c><v>1</v></c></row>'))),
        "row-two-billion": workbook(worksheet(cells('<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>'))),
        "row-beyond-the-last": workbook(worksheet(cells('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'))),
        "row-count-runs-over": workbook(worksheet(cells('<row r="2147483647"/><row><c><v>1</v></c></row>'))),
        "column-beyond-the-last": workbook(worksheet(cells('<row r="3"><c r="XFE3"><v>1</v></c></row>'))),
        "column-of-a-hundred-letters": workbook(worksheet(cells(f'<row r="3"><c r="{"Z" * 100}3"><v>1</v></c></row>'))),
        "columns-seventeen-thousand": workbook(worksheet("<row>" + "<c><v>1</v></c>" * 17_000 + "</row>")),
        "cells-at-the-far-corner-of-many-rows": workbook(worksheet(cells(
            *(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>' for r in range(3, 20_003))))),
        "shared-string-out-of-range": workbook(worksheet(cells(named_string(7))), strings=strings("<si><t>a</t></si>")),
        "shared-string-negative": workbook(worksheet(cells(named_string(-1))), strings=strings("<si><t>a</t></si>")),
        "shared-string-number-of-fifty-digits": workbook(worksheet(cells(named_string("9" * 50))), strings=strings("<si><t>a</t></si>")),
        "shared-string-long-in-a-million-cells": workbook(
            Part("xl/worksheets/sheet1.xml", packed=bomb(b"<row>" + b"<c t='s'><v>0</v></c>" * 100 + b"</row>", 10_000, worksheet("§").split("§".encode())[0],
                                                         worksheet("§").split("§".encode())[1])),
            strings=strings("<si><t>" + "x" * 10_000 + "</t></si>")),
        "shared-strings-two-million": workbook(strings={"packed": bomb(b"<si><t>x</t></si>" * 1000, 2_000, b"<sst>", b"</sst>")}),
        "shared-string-of-eighty-megabytes": workbook(
            worksheet(cells(named_string(0))), strings={"packed": bomb(bytes(range(97, 123)) * 40_000, 80, b"<sst><si><t>", b"</t></si></sst>")}),
        "date-too-large-as-name": workbook(worksheet(cells(moment("1e308"))), styles=styles),
        "date-negative-as-name": workbook(worksheet(cells(moment("-99999999999999"))), styles=styles),
        "date-not-a-number-as-name": workbook(worksheet(cells(moment("NaN"))), styles=styles),
        "style-beyond-the-list-as-name": workbook(worksheet(cells(moment("1").replace('s="1"', 's="2147483648"'))), styles=styles),
        "formula-without-a-value-as-name": workbook(worksheet(cells("<row><c t='inlineStr'><is><t>text</t></is></c><c><f>A1&amp;CMD()</f></c></row>"))),
        "sheets-three-hundred": container(
            [Part("xl/workbook.xml", workbook_xml([f"s{i}" for i in range(300)])),
             Part("xl/_rels/workbook.xml.rels", b"<Relationships>" + b"".join(
                 f'<Relationship Id="r{i}" Target="s.xml"/>'.encode() for i in range(1, 301)) + b"</Relationships>"),
             Part("xl/s.xml", worksheet())]),
        "sheet-name-of-ten-megabytes": workbook(workbook=workbook_xml(["x" * 10_000_000])),
    }
    inside = lambda rows: worksheet(cells(rows)).split("§".encode())
    loads = {
        "blank-rows-a-million": (
            workbook(checked("xl/worksheets/sheet1.xml", bomb(b"".join(b'<row r="%d"/>' % r for r in range(3, 1027)), 1024, *inside("§").copy()))),
            "blank formatted rows are what spreadsheet programs leave behind, and cost nothing"),
        "merged-ranges-a-hundred-thousand": (
            workbook(worksheet(after='<mergeCells>' + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>")),
            "merged ranges are not looked at"),
        "attribute-of-twenty-megabytes": (
            workbook(checked("xl/worksheets/sheet1.xml", bomb(
                b"".join(b"%x" % (i * 2654435761 % 2**32) for i in range(12_500)), 200, *worksheet('<row extra="§"/>' + SURVEY).split("§".encode())))),
            "an attribute that nobody asks for is passed over"),
        "macros-of-many-megabytes": (
            container([*workbook_parts(), Part("xl/vbaProject.bin", packed=bomb(bytes(1 << 20), 2048))]),
            "macros are never unpacked"),
        "one-cell-a-hundred-thousand-times": (
            workbook(worksheet(cells(*(f'<row r="2"><c r="C2" t="inlineStr"><is><t>A{i * 2654435761 % 2**32:x}</t></is></c></row>' for i in range(100_000))))),
            "the last one stands, as in spreadsheet programs"),
        "xml-of-utf16-with-mark": (workbook(("\ufeff" + worksheet().decode()).encode("utf-16-le")), "UTF-16 is allowed there"),
        "sheets-of-one-name": (
            container([Part("xl/workbook.xml", workbook_xml(["survey"] * 50)),
                       Part("xl/_rels/workbook.xml.rels", b"<Relationships>" + b"".join(
                           f'<Relationship Id="r{i}" Target="s.xml"/>'.encode() for i in range(1, 51)) + b"</Relationships>"),
                       Part("xl/s.xml", worksheet())]), "no spreadsheet program lets two sheets have one name; the first is read"),
    }
    return [HostileFile(f"{name}.xlsx", content) for name, content in refused.items()] + [
        HostileFile(f"{name}.{'xlsm' if 'macros' in name else 'xlsx'}", content, loads=why) for name, (content, why) in loads.items()]


SURVEY = rows_xml(SURVEY_ROWS)
