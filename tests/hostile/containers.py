"""Workbooks of the .xlsx kind whose container is broken on purpose: zip bombs, lies about sizes, parts that lead outside."""

import struct
import zlib
from dataclasses import dataclass

from hostile_file import HostileFile

SHEET_SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DEFLATED = 8


@dataclass
class Part:
    """An entry of a container; every field of its headers can lie."""

    name: str
    content: bytes = b""
    packed: bytes | None = None
    method: int = DEFLATED
    crc: int | None = None
    size: int | None = None
    packed_size: int | None = None
    flags: int = 0
    same_place_as: int | None = None

    def __post_init__(self):
        if self.crc is None:
            self.crc = zlib.crc32(self.content)


def checked(name, packed):
    """A part whose packed bytes are good to the last: its checksum and size are those of what they unpack to."""
    content = zlib.decompress(packed, -15)
    return Part(name, packed=packed, crc=zlib.crc32(content), size=len(content))


def deflated(content, level=6):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def bomb(block, times, before=b"", after=b""):
    """A deflate stream of `before`, `times` times `block`, and `after`: the block is packed once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + middle * times + packer.compress(after) + packer.flush()


def container(parts, comment=b""):
    chunks, central, places, at = [], [], [], 0
    for part in parts:
        packed = part.packed if part.packed is not None else deflated(part.content) if part.method == DEFLATED else part.content
        size = len(part.content) if part.size is None else part.size
        packed_size = len(packed) if part.packed_size is None else part.packed_size
        name = part.name.encode()
        fields = struct.pack("<HHHHHIII", 20, part.flags, part.method, 0, 33, part.crc, packed_size, size)
        if part.same_place_as is None:
            places.append(at)
            local = b"PK\x03\x04" + fields + struct.pack("<HH", len(name), 0) + name + packed
            chunks.append(local)
            at += len(local)
        else:
            places.append(places[part.same_place_as])
        central.append(b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, places[-1]) + name)
    body, central = b"".join(chunks), b"".join(central)
    count = min(len(parts), 0xFFFF)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(central), len(body), len(comment)) + comment
    return body + central + end


def column_letters(number):
    letters = ""
    while number >= 0:
        letters = chr(65 + number % 26) + letters
        number = number // 26 - 1
    return letters


def rows_xml(rows):
    out = []
    for r, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{column_letters(c)}{r}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(row) if text
        )
        out.append(f'<row r="{r}">{cells}</row>')
    return "".join(out)


SURVEY = rows_xml([("type", "name", "label"), ("text", "a", "A")])


def worksheet(rows=SURVEY, before="", after=""):
    return f"<worksheet {SHEET_SPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def workbook_xml(names, properties=""):
    tabs = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(names, 1))
    return f'<workbook {SHEET_SPACE} xmlns:r="{RELATION}">{properties}<sheets>{tabs}</sheets></workbook>'.encode()


def relations(targets, mode=""):
    return (
        "<Relationships>"
        + "".join(f'<Relationship Id="r{i}" Type="{RELATION}/worksheet" Target="{t}"{mode}/>' for i, t in enumerate(targets, 1))
        + "</Relationships>"
    ).encode()


def workbook_parts(sheet=None, names=("survey",), targets=("worksheets/sheet1.xml",), **others):
    """The parts of a good workbook, each of which may be replaced: sheet, workbook, rels, strings, styles."""
    sheet_part = sheet if isinstance(sheet, Part) else Part("xl/worksheets/sheet1.xml", worksheet() if sheet is None else sheet)
    parts = [
        Part("xl/workbook.xml", others.get("workbook", workbook_xml(names))),
        Part("xl/_rels/workbook.xml.rels", others.get("rels", relations(targets))),
        sheet_part,
    ]
    for key, name in (("strings", "xl/sharedStrings.xml"), ("styles", "xl/styles.xml")):
        if key in others:
            value = others[key]
            parts.append(Part(name, **value) if isinstance(value, dict) else Part(name, value))
    return parts


def workbook(sheet=None, **others):
    return container(workbook_parts(sheet, **others))


def hostile_files(canary):
    sheet_begin, sheet_end = worksheet("§").split("§".encode())
    megabyte = b" " * (1 << 20)
    gigabyte = lambda begin, end: bomb(megabyte, 1024, begin, end)
    good = workbook()
    rows = worksheet("<row/>" * 200_000)
    packed_rows = deflated(rows)
    inner = good
    for level in range(5):
        inner = container([Part(f"level{level}.xlsx", inner)])
    files = {
        "zip-bomb-in-sheet": workbook(Part("xl/worksheets/sheet1.xml", packed=gigabyte(sheet_begin, sheet_end))),
        "zip-bomb-in-shared-strings": workbook(strings={"packed": gigabyte(b"<sst>", b"</sst>")}),
        "zip-bomb-in-styles": workbook(styles={"packed": gigabyte(b"<styleSheet>", b"</styleSheet>")}),
        "zip-bomb-in-relationships": container(
            [Part("xl/workbook.xml", workbook_xml(["survey"])), Part("xl/_rels/workbook.xml.rels", packed=gigabyte(b"<R>", b"</R>"))]),
        "zip-bomb-in-workbook-part": container([Part("xl/workbook.xml", packed=gigabyte(b"<workbook>", b"</workbook>"))]),
        "zip-bomb-in-package-relationships": container(
            [Part("_rels/.rels", packed=gigabyte(b"<Relationships>", b"</Relationships>")), *workbook_parts(b"<worksheet>")]),
        "zip-bomb-below-the-ratio": workbook(
            Part("xl/worksheets/sheet1.xml", packed=bomb(bytes(range(32, 60)) * 400, 9000, sheet_begin + b"<!--", b"-->" + sheet_end))),
        "zip-bomb-nested-containers": inner,
        "zip-bomb-container-as-sheet": workbook(Part("xl/worksheets/sheet1.xml", inner)),
        "zip-bomb-overlapping-entries": container(
            [Part("xl/workbook.xml", workbook_xml([f"s{i}" for i in range(240)])),
             Part("xl/_rels/workbook.xml.rels", relations([f"worksheets/s{i}.xml" for i in range(240)])),
             Part("xl/worksheets/s0.xml", rows, packed=packed_rows),
             *(Part(f"xl/worksheets/s{i}.xml", packed=packed_rows, same_place_as=2, crc=zlib.crc32(rows), size=len(rows)) for i in range(1, 240))]),
        "zip-size-claims-too-little": workbook(
            Part("xl/worksheets/sheet1.xml", size=10, packed=bomb(b"<row/>" * 10_000, 2_000, sheet_begin, sheet_end))),
        "zip-wrong-checksum": workbook(Part("xl/worksheets/sheet1.xml", worksheet(), crc=1)),
        "zip-encrypted-part": workbook(Part("xl/worksheets/sheet1.xml", worksheet(), flags=1)),
        "zip-unknown-packing": workbook(Part("xl/worksheets/sheet1.xml", worksheet(), method=99)),
        "zip-packed-bytes-are-noise": workbook(Part("xl/worksheets/sheet1.xml", worksheet(), packed=bytes(range(7, 255)) * 40)),
        "zip-sixty-thousand-parts-and-no-workbook": container([Part(f"p{i}", method=0) for i in range(65_000)]),
        "zip-truncated": good[: len(good) // 2],
        "zip-without-its-end": good[:-22],
        "zip-end-record-alone": b"PK\x05\x06" + bytes(18),
        "zip-directory-beyond-the-file": good[:-6] + b"\xff\xff\xff\x7f\x00\x00",
        "zip-first-bytes-alone": b"PK\x03\x04",
        "part-names-with-zero-bytes": container([Part("xl/workbook.xml\0.png", workbook_xml(["survey"]))]),
        "part-is-absolute-path": container([Part(canary, b"x"), Part("/etc/passwd", b"x")]),
        "main-part-missing": container([Part("xl/styles.xml", b"<styleSheet/>")]),
        "main-part-leads-outside": container(
            [Part("_rels/.rels", f'<Relationships><Relationship Type="x/officeDocument" Target="../../..{canary}"/></Relationships>'.encode()),
             *workbook_parts()]),
        "relationships-missing": container([Part("xl/workbook.xml", workbook_xml(["survey"]))]),
        "sheet-part-missing": container(workbook_parts()[:2]),
        "sheet-is-absolute-path": workbook(targets=(canary,)),
        "sheet-climbs-out-of-the-container": workbook(targets=("../../../../../../../.." + canary,)),
        "sheet-is-external": workbook(rels=relations(["file://" + canary], ' TargetMode="External"')),
        "sheet-is-the-workbook-itself": workbook(targets=("workbook.xml",)),
        "relationships-in-a-circle": container(
            [Part("_rels/.rels", b'<Relationships><Relationship Type="x/officeDocument" Target="_rels/.rels"/></Relationships>')]),
        "one-sheet-ten-thousand-times": workbook(
            workbook=workbook_xml([f"s{i}" for i in range(10_000)]), rels=relations(["worksheets/sheet1.xml"] * 10_000)),
        "no-workbook-but-a-document": container([Part("word/document.xml", b"<document/>")]),
    }
    loads = {
        "good-workbook": (good, "nothing is wrong with it: the others differ from it by their break alone"),
        "zip-size-claims-four-gigabytes": (
            workbook(Part("xl/worksheets/sheet1.xml", worksheet(), size=0xFFFFFFFE)), "what is unpacked counts, not what is claimed"),
        "zip-packed-size-beyond-the-file": (
            workbook(Part("xl/worksheets/sheet1.xml", worksheet(), packed_size=0x7FFFFFFF)), "packed bytes end by themselves"),
        "zip-parts-of-one-name": (container([*workbook_parts(), *workbook_parts(b"<worksheet>")]), "the first of a name is read"),
    }
    return [HostileFile(name + (".xlsm" if i % 7 == 3 else ".xlsx"), content) for i, (name, content) in enumerate(files.items())] + [
        HostileFile(name + ".xlsx", content, loads=why) for name, (content, why) in loads.items()]
