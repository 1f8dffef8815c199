"""Files beside a form (`form run --media`): tables, XML and GeoJSON that never end, go deep or are none."""

import json

from hostile_file import HostileFile, xform


def form_that_reads(name):
    return xform(
        "<a/><v/><n/>",
        f'<instance id="places" src="jr://file/{name}"/><bind nodeset="/data/n" calculate="pulldata(\'places\', \'label\', \'name\', /data/a)"/>',
        '<input ref="/data/a"/><select1 ref="/data/v"><itemset nodeset="instance(\'places\')/root/item[name = /data/a]"><value ref="name"/><label ref="label"/></itemset></select1>')


def collection(features):
    return '{"type":"FeatureCollection","features":[' + features + "]}"


def feature(geometry, properties='{"name":"x"}'):
    return f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'


def hostile_files(canary):
    refused = {
        "data-quote-never-closed.csv": b'name,label\n"x,y\n' + b"x,y\n" * 500_000,
        "data-cell-of-thirty-megabytes.csv": b"name,label\nx," + b"y" * 30_000_000 + b"\n",
        "data-zero-bytes.csv": bytes(5_000_000),
        "data-separators-only.csv": b"a" + b"," * 5_000_000 + b"\n" + b"1,2\n" * 100,
        "data-columns-a-hundred-thousand-by-rows.csv": b",".join(b"c%d" % i for i in range(100_000)) + b"\n" + b"1\n" * 1_000,
        "data-entity-bomb.xml": b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><root><item><name>&b;</name></item></root>",
        "data-external-entity.xml": f"<!DOCTYPE r [<!ENTITY a SYSTEM 'file://{canary}'>]><root><item><name>&a;</name></item></root>".encode(),
        "data-elements-five-million.xml": b"<root>" + b"<item/>" * 5_000_000 + b"</root>",
        "data-elements-a-million-deep.xml": b"<item>" * 1_000_000,
        "data-that-is-no-xml.xml": b"name,label\nx,X\n",
        "data-that-is-no-json.geojson": b"name,label\nx,X\n",
        "data-json-a-million-deep.geojson": b"[" * 1_000_000,
        "data-json-objects-a-million-deep.geojson": b'{"features":' * 1_000_000,
        "data-coordinates-a-hundred-thousand-deep.geojson": collection(feature('{"type":"Polygon","coordinates":' + "[" * 100_000 + "]" * 100_000 + "}")).encode(),
        "data-feature-that-is-no-feature.geojson": collection("1," * 1_000_000 + "1").encode(),
        "data-positions-of-text.geojson": collection(feature('{"type":"Point","coordinates":["x","y"]}')).encode(),
        "data-geometry-that-nobody-knows.geojson": collection(feature('{"type":"GeometryCollection","geometries":[]}')).encode(),
        "data-json-never-closed.geojson": collection(feature("null") + ",").encode()[:-1],
        "data-json-bytes-that-are-no-utf8.geojson": collection(feature('{"type":"§"}')).encode().replace("§".encode(), b"\xff\xfe"),
        "data-json-number-beyond-any.geojson": collection(feature('{"type":"Point","coordinates":[1e999,-1e999]}')).encode(),
        "data-json-text-never-closed.geojson": collection(feature("null", "{\"name\": \"" + "x" * 10_000_000)).encode(),
    }
    loads = {
        "data-rows-three-hundred-thousand.csv": (b"name,label\n" + b"".join(b"n%d,L\n" % i for i in range(300_000)), "many rows"),
        "data-header-of-one-name.csv": (b"name" + b",name" * 5_000 + b"\n" + b"x\n" * 100, "columns of one name are all kept"),
        "data-noise.csv": (bytes((i * i * 31 + (i >> 3)) % 251 + (1 if i % 97 else 10) & 0xFD or 1 for i in range(300_000)), "letters that are none become “�”"),
        "data-features-a-hundred-thousand.geojson": (collection(",".join([feature('{"type":"Point","coordinates":[69,41]}')] * 100_000)).encode(), "many places"),
        "data-line-of-three-hundred-thousand-positions.geojson": (
            collection(feature('{"type":"LineString","coordinates":[' + ",".join(["[69.1,41.2]"] * 300_000) + "]}")).encode(), "a long line"),
        "data-byte-order-mark-alone.csv": (b"\xef\xbb\xbf", "a table without rows"),
    }
    return [HostileFile(name, content, form=form_that_reads(name)) for name, content in refused.items()] + [
        HostileFile(name, content, loads=why, form=form_that_reads(name), steps=[{"op": "answer", "ref": "/data/a", "value": "x"}])
        for name, (content, why) in loads.items()]
