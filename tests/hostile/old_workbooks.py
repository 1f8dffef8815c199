"""Workbooks of the .xls kind ([MS-CFB] around [MS-XLS]) with sectors in circles, lying sizes and records that do not end."""

import struct

from hostile_file import HostileFile

SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
NAME = "Workbook"


def entry(name, kind, start, size):
    text = name.encode("utf-16-le", "surrogatepass") + b"\0\0"
    return (text[:64].ljust(64, b"\0") + struct.pack("<HBB", min(len(text), 64), kind, 1) + struct.pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
            + bytes(36) + struct.pack("<IQ", start, size))


def compound(stream, name=NAME, fat=None, size=None, start=None, header=None, directory_start=None, root=None, difat=None):
    """A container with one stream; each link can be set wrong. Sectors: the table, the directory, then the stream's."""
    stream = stream.ljust(4096, b"\0")  # Below that it would be a small stream, in sectors of another kind.
    sectors = (len(stream) + SECTOR - 1) // SECTOR
    table_sectors = (sectors + 2) // 126 + 1
    first = table_sectors + 1
    links = [FAT_SECTOR] * table_sectors + [END] + [first + i + 1 for i in range(sectors - 1)] + [END]
    for at, link in (fat or {}).items():
        links[table_sectors if at == "directory" else at + first] = link
    links += [FREE] * (table_sectors * 128 - len(links))
    places = difat if difat is not None else list(range(min(table_sectors, 109)))
    begin = bytearray(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10) + struct.pack(
        "<IIIIIIII", table_sectors, table_sectors if directory_start is None else directory_start, 0, 4096, END, 0, END, 0))
    begin += struct.pack(f"<{len(places)}I", *places) + struct.pack("<I", FREE) * (109 - len(places))
    for at, value in (header or {}).items():
        begin[at : at + len(value)] = value
    directory = (root or entry("Root Entry", 5, END, 0)) + entry(name, 2, first if start is None else start, len(stream) if size is None else size)
    return bytes(begin) + struct.pack(f"<{len(links)}I", *links) + directory.ljust(SECTOR, b"\0") + stream.ljust(sectors * SECTOR, b"\0")


def record(kind, content=b"", size=None):
    return struct.pack("<HH", kind, len(content) if size is None else size) + content


BOF_GLOBALS, BOF_SHEET, EOF = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)), record(0x0A)


def label(row, column, text):
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1"))


SURVEY = b"".join(label(r, c, text) for r, row in enumerate((("type", "name", "label"), ("text", "a", "A"))) for c, text in enumerate(row))


def tab(position, name="survey"):
    return record(0x85, struct.pack("<IBBBB", position, 0, 0, len(name), 0) + name.encode("latin-1"))


def stream(sheet=SURVEY, globals_=b"", tabs=1, position=None, end=EOF):
    """The workbook stream: globals, and one sheet that every tab points to."""
    length = len(BOF_GLOBALS) + len(globals_) + sum(len(tab(0, f"s{i}" if i else "survey")) for i in range(tabs)) + len(EOF)
    place = length if position is None else position
    return BOF_GLOBALS + globals_ + b"".join(tab(place, f"s{i}" if i else "survey") for i in range(tabs)) + EOF + BOF_SHEET + sheet + end


def strings(count, items):
    return record(0xFC, struct.pack("<II", count, count) + items[:8000])


def hostile_files(canary):
    del canary
    good = stream()
    string = lambda text: struct.pack("<HB", len(text), 0) + text
    far_name = SURVEY + label(2, 0, "text") + record(0xFD, struct.pack("<HHHI", 2, 1, 0, 0xFFFFFFFF))
    type_cell = label(2, 0, "text")
    refused = {
        "cfb-header-alone": compound(good)[:512],
        "cfb-truncated": compound(good)[:1200],
        "cfb-sector-size-of-two-to-the-sixty-fourth": compound(good, header={30: b"\x40\0"}),
        "cfb-sector-size-of-one-byte": compound(good, header={30: b"\0\0"}),
        "cfb-sector-list-in-a-circle": compound(bytes(8192), fat={3: 3}),
        "cfb-directory-in-a-circle": compound(good, name="Nothing", fat={"directory": 1}),
        "cfb-directory-beyond-the-end": compound(good, directory_start=0x00FFFFFF),
        "cfb-directory-is-the-table": compound(good, directory_start=0),
        "cfb-stream-begins-beyond-the-end": compound(good, start=0x7FFFFFF0),
        "cfb-stream-begins-at-a-special-number": compound(good, start=0xFFFFFFFB),
        "cfb-stream-chain-leads-beyond-the-end": compound(BOF_GLOBALS + bytes(8000), fat={0: 0x00ABCDEF}),
        "cfb-stream-size-of-sixteen-exabytes": compound(bytes(4096), size=0xFFFFFFFFFFFFFFFF),
        "cfb-small-stream-in-a-circle": compound(good, size=100, header={60: struct.pack("<I", 0), 64: struct.pack("<I", 9)}, root=entry("Root Entry", 5, 2, 4096)),
        "cfb-small-stream-without-a-table": compound(good, size=100),
        "cfb-table-claims-four-billion-sectors": compound(good, header={44: b"\xff\xff\xff\xff"}, difat=[0x0FFFFFFF] * 109),
        "cfb-table-is-one-sector-a-hundred-times": compound(bytes(4096), difat=[0] * 109),
        "cfb-no-workbook-stream": compound(good, name="EncryptedPackage"),
        "cfb-name-of-half-a-character": compound(good, name="\ud800\ud800"),
        "xls-stream-of-zeros": compound(bytes(100_000)),
        "xls-stream-of-ones": compound(b"\xff" * 100_000),
        "xls-with-a-password": compound(stream(globals_=record(0x2F, bytes(6)))),
        "xls-record-longer-than-the-stream": compound(BOF_GLOBALS + record(0x85, b"", 0xFFFF)),
        "xls-without-sheets": compound(BOF_GLOBALS + EOF),
        "xls-sheet-beyond-the-stream": compound(stream(position=0xFFFFFFF0)),
        "xls-sheet-inside-the-globals": compound(stream(position=3)),
        "xls-sheet-is-the-globals": compound(stream(position=0)),
        "xls-ten-thousand-tabs-on-one-sheet": compound(stream(tabs=10_000)),
        "xls-two-hundred-tabs-on-a-full-sheet": compound(stream(sheet=record(0xBD, struct.pack("<HH", 5, 0) + bytes(6 * 1000) + struct.pack("<H", 999)) * 400, tabs=200)),
        "xls-string-number-beyond-the-list": compound(stream(far_name, strings(1, string(b"text")))),
        "xls-string-list-claims-four-billion": compound(stream(far_name, strings(0xFFFFFFFF, string(b"text")))),
        "xls-string-longer-than-its-record": compound(stream(far_name, strings(2, string(b"text") + struct.pack("<HB", 0xFFFF, 1) + b"ab"))),
        "xls-string-with-four-billion-phonetic-bytes": compound(stream(far_name, strings(2, string(b"text") + struct.pack("<HBI", 1, 4, 0xFFFFFFFF) + b"a"))),
        "xls-strings-of-nothing-in-a-million-continuations": compound(stream(far_name, strings(9, b"") + record(0x3C) * 1_000_000)),
        "xls-strings-three-million-and-empty": compound(stream(far_name, strings(9, b"") + record(0x3C, bytes(8000)) * 1_200)),
        "xls-cells-beyond-the-columns": compound(stream(SURVEY + label(2, 0xFFFF, "x"))),
        "xls-numbers-in-a-flood": compound(stream(SURVEY + b"".join(record(0xBD, struct.pack("<HH", r, 0) + bytes(6 * 255) + struct.pack("<H", 254)) for r in range(2, 7000)))),
        "xls-far-corner-of-every-row": compound(stream(SURVEY + b"".join(label(r, 16000, "x") for r in range(2, 5000)))),
        "xls-date-too-large-as-name": compound(stream(SURVEY + type_cell + record(0x203, struct.pack("<HHHd", 2, 1, 1, 1e308)),
                                                      record(0xE0, bytes(20)) + record(0xE0, struct.pack("<HH", 0, 14) + bytes(16)))),
        "xls-not-a-number-as-name": compound(stream(SURVEY + type_cell + record(0x203, struct.pack("<HHHQ", 2, 1, 0, 0x7FF8000000000001)))),
        "xls-formula-text-without-a-formula": compound(stream(record(0x207, string(b"text")) * 1000)),
        "xls-beginnings-a-hundred-thousand-deep": compound(stream(BOF_SHEET * 100_000)),
        "xls-of-the-year-1995-with-noise": compound(stream().replace(struct.pack("<H", 0x600), struct.pack("<H", 0x500))[:-30] + bytes(range(256)) * 40),
    }
    loads = {
        "cfb-table-list-in-a-circle": (
            compound(good, header={68: struct.pack("<I", 2), 72: struct.pack("<I", 0xFFFFFF)}, difat=[0xFFFFFFFF]), "the list ends, and names the table before"),
        "good-old-workbook": (compound(good), "nothing is wrong with it: the others differ from it by their break alone"),
        "xls-sheet-never-ends": (compound(stream(end=b"")), "the records that are there are read"),
        "xls-formats-a-hundred-thousand": (compound(stream(globals_=record(0x41E, struct.pack("<H", 200) + string(b"[" * 200)) * 20_000)), "the last format of a number stands"),
    }
    return [HostileFile(f"{name}.xls", content) for name, content in refused.items()] + [
        HostileFile(f"{name}.xls", content, loads=why) for name, (content, why) in loads.items()]
