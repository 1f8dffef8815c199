"""Questionnaires as CSV and Markdown whose text is broken: quotes, encodings, endless cells, endless columns."""

from hostile_file import HostileFile, csv_form

GOOD = csv_form([("text", "a", "A")])


def hostile_files(canary):
    del canary
    refused = {
        "quote-never-closed.csv": GOOD.replace(b"A\n", b'"A\n') + b"x,y\n" * 500_000,
        "quotes-only.csv": b'"' * 8_000_001,
        "quotes-doubled-without-end.csv": b'survey,"' + b'""' * 4_000_000,
        "cell-of-thirty-megabytes.csv": GOOD + b'survey,"' + b"x" * 30_000_000 + b'"\n',
        "file-of-thirty-four-megabytes.csv": GOOD + b"x,y\n" * 8_500_000,
        "columns-a-million.csv": b"survey," + b"label," * 1_000_000 + b"\n",
        "separators-only.csv": b"," * 10_000_000,
        "line-ends-only.csv": b"\n" * 10_000_000,
        "carriage-returns-only.csv": b"\r" * 10_000_000,
        "spaces-only.csv": b" " * 10_000_000,
        "empty.csv": b"",
        "zero-bytes-only.csv": bytes(1_000_000),
        "zero-byte-in-a-name.csv": GOOD + b"survey,type,name\n,text,b\0c\n",
        "noise.csv": bytes((i * i * 31 + (i >> 3)) % 251 + 1 for i in range(200_000)),
        "picture-called-a-table.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 500,
        "utf16-of-half-characters.csv": b"\xff\xfe" + b"\x00\xd8" * 500_000,
        "byte-order-marks-only.csv": b"\xef\xbb\xbf" * 500_000,
        "sheets-a-hundred-thousand.csv": GOOD + b"".join(b"s%d,a\n,1\n" % i for i in range(100_000)),
        "headers-of-one-name-ten-thousand-times.csv": b"survey,type,name" + b",label" * 10_000 + b"\n,text,a" + b",A" * 10_000 + b"\n",
        "far-cells-in-many-rows.csv": GOOD + (b"," * 16_000 + b"x\n") * 600,
        "line-of-twenty-megabytes.csv": b"survey " * 3_000_000,
        "bars-only.md": b"|" * 10_000_000,
        "bars-in-pairs.md": b"|\n" * 4_000_000,
        "dashes-only.md": b"| --- " * 2_000_000,
        "backslashes-only.md": b"| survey | " + b"\\" * 5_000_000,
        "columns-twenty-thousand.md": b"| survey |" + b" label |" * 20_000 + b"\n| | text |\n",
        "tables-without-a-sheet.md": b"| | type | name |\n| | text | a |\n" * 100_000,
        "headings-only.md": b"# survey\n" * 500_000,
    }
    loads = {
        "good-table.csv": (GOOD, "nothing is wrong with it: the others differ from it by their break alone"),
        "good-table.md": (b"| survey |\n| | type | name | label |\n| | text | a | A |\n", "nothing is wrong with it: the others differ from it by their break alone"),
        "encodings-mixed-in-a-label.csv": (csv_form([("text", "a", "é\xff")]).replace("é".encode(), b"\xe9\xc3"), "read as an old spreadsheet program's, with a warning"),
        "utf16-of-odd-length.csv": (b"\xff\xfe" + GOOD.decode().encode("utf-16-le") + b"x", "half a character at the end is no character"),
    }
    return [HostileFile(name, content) for name, content in refused.items()] + [
        HostileFile(name, content, loads=why) for name, (content, why) in loads.items()]
