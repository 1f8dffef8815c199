"""XForms that are hostile: entities, depth, numbers of nodes, circles, actions that call each other, predicates that explode."""

from hostile_file import HostileFile, xform

ITEMS = "<item><name>x</name><label>X</label></item>"


def select(nodeset, model="", extra=""):
    return xform("<a/><b/>", f'<instance id="l"><root>{ITEMS * 3}{extra}</root></instance>{model}',
                 f'<select1 ref="/data/a"><itemset nodeset="{nodeset}"><value ref="name"/><label ref="label"/></itemset></select1><input ref="/data/b"/>')


def calculated(count, expression):
    """Questions q0, q1… each calculated by `expression` of its number."""
    names = range(count)
    return xform("".join(f"<q{i}/>" for i in names) + "<a/>",
                 "".join(f'<bind nodeset="/data/q{i}" calculate="{expression(i)}"/>' for i in names))


def documents(canary):
    laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12)) + "]>"
    label = lambda words: xform(body=f'<input ref="/data/a"><label>{words}</label></input>')
    outside = lambda what: f"<!DOCTYPE x [{what}]>"
    return {
        "billion-laughs": laughs + label("&a11;"),
        "entity-of-a-megabyte-ten-thousand-times": outside(f"<!ENTITY a '{'x' * 1_000_000}'>") + label("&a;" * 10_000),
        "entity-that-is-itself": outside("<!ENTITY a '&b;'><!ENTITY b '&a;'>") + label("&a;"),
        "external-entity": outside(f"<!ENTITY a SYSTEM 'file://{canary}'>") + label("&a;"),
        "external-entity-by-public-name": outside(f"<!ENTITY a PUBLIC 'x' '{canary}'>") + label("&a;"),
        "external-document-type": f"<!DOCTYPE x SYSTEM 'file://{canary}'>" + label("A"),
        "parameter-entity": outside(f"<!ENTITY % p SYSTEM 'file://{canary}'> %p;") + label("A"),
        "parameter-entity-that-builds-entities": outside(f"<!ENTITY % a '<!ENTITY b SYSTEM \"file://{canary}\">'> %a;") + label("&b;"),
        "document-type-behind-a-megabyte-of-comments": "<!-- x -->" * 100_000 + outside(f"<!ENTITY a SYSTEM '{canary}'>") + label("&a;"),
        "document-type-never-closed": "<!DOCTYPE x [" * 100_000,
        "entity-that-nobody-declared": label("&nobody;").replace("</h:html>", ""),
        "elements-a-hundred-thousand-deep": "<a>" * 100_000 + "</a>" * 100_000,
        "elements-two-million-deep-and-open": "<a>" * 2_000_000,
        "elements-three-million": xform("<a/>" * 2_500_000),
        "elements-deep-in-the-instance": xform("".join(f"<g{i}>" for i in range(190)) + "<a/>" + "".join(f"</g{i}>" for i in reversed(range(190))) + "<b>" * 15 + "</b>" * 15),
        "controls-two-hundred-deep": xform(body="<group>" * 230 + '<input ref="/data/a"/>' + "</group>" * 230),
        "attributes-a-hundred-thousand-and-one-again": xform("<a " + " ".join(f'a{i}="1"' for i in range(100_000)) + ' a7="1"/>'),
        "attributes-of-one-name": xform("<a " + 'b="1" ' * 100_000 + "/>"),
        "namespaces-two-thousand-by-ten-thousand-elements": xform(
            "<g " + " ".join(f'xmlns:n{i}="u{i}"' for i in range(2_000)) + ">" + "<n0:a/>" * 10_000 + "</g>"),
        "prefix-that-nobody-declared": xform("<nobody:a/>"),
        "closed-crosswise": "<a><b></a></b>", "two-outermost-elements": "<a/><a/>", "no-element": "", "text-alone": "x" * 1_000_000,
        "less-than-signs-alone": "<" * 5_000_000,
        "processing-instructions-two-million-and-no-form": "<?x?>" * 2_000_000 + "<a/>",
        "comment-never-closed": "<a><!-- " + "-" * 5_000_000,
        "cdata-never-closed": "<a><![CDATA[" + "]" * 5_000_000,
        "character-references-beyond-unicode": label("&#x110000;&#0;&#xD800;") + "<x>",
        "html-and-no-form": "<html><body><p>Sign in to the network</p></body></html>",
    }


def structures():
    many = range(30_000)
    bind = lambda rest, name="a": f'<bind nodeset="/data/{name}" {rest}/>'
    return {
        "binds-to-one-node": xform(model=bind('calculate="1 +"') * 30_000),
        "binds-whose-types-nobody-knows": xform("<a/><a/>", "".join(bind(f'type="t{i}"') for i in many)),
        "controls-of-missing-nodes": xform(body="".join(f'<input ref="/data/b{i}"/>' for i in many)),
        "control-without-a-node": xform(body="<input/>" * 30_000),
        "nodes-of-one-name": xform("<a/>" * 30_000),
        "identifiers-of-instances-doubled": xform(model='<instance id="l"><root/></instance>' * 20_000),
        "instance-without-an-identifier": xform(model="<instance><root/></instance>" * 20_000),
        "itemset-of-missing-instances": xform(body="".join(f'<select1 ref="/data/a"><itemset nodeset="instance(\'l{i}\')/root/item"><value ref="n"/><label ref="l"/></itemset></select1>' for i in many)),
        "itemset-that-reads-itself": xform(model=bind('relevant="/data/a = 1"'), body='<select1 ref="/data/a"><itemset nodeset="/data/a[/data/a]"><value ref="."/><label ref="."/></itemset></select1>'),
        "select-without-choices": xform(body='<select1 ref="/data/a"/>' * 20_000),
        "repeat-without-a-node": xform(body="<repeat/>" * 20_000),
        "translations-of-one-language-twice": xform(before="<itext>" + '<translation lang="en"><text id="a"><value>x</value></text></translation>' * 20_000 + "</itext>"),
        "texts-of-one-identifier": xform(before='<itext><translation lang="en">' + '<text id="a"><value>x</value></text>' * 100_000 + "</translation></itext>"),
        "text-that-outputs-broken-expressions": xform(before='<itext><translation lang="en"><text id="a"><value>' + '<output value="1 +"/>' * 20_000 + "</value></text></translation></itext>"),
        "actions-on-missing-nodes": xform(model="".join(f'<setvalue event="odk-instance-first-load" ref="/data/b{i}" value="1"/>' for i in many)),
        "actions-with-broken-expressions": xform(model='<setvalue event="odk-instance-first-load" ref="/data/a" value="("/>' * 20_000),
        "no-instance": xform().replace("<instance>", "<x>").replace("</instance>", "</x>"),
        "calculations-in-a-circle-of-a-hundred-thousand": calculated(100_000, lambda i: f"/data/q{(i + 1) % 100_000} + 1"),
        "calculation-of-itself": calculated(1, lambda i: "/data/q0 + 1"),
        "expression-deeper-than-any": calculated(1, lambda i: "(" * 50_000 + "1" + ")" * 50_000),
        "expression-of-brackets": calculated(200, lambda i: "a[" * 300 + "1" + "]" * 300),
    }


def large(canary):
    bind = lambda rest, name="a": f'<bind nodeset="/data/{name}" {rest}/>'
    set_value = lambda ref, value: f'<setvalue event="xforms-value-changed" ref="/data/{ref}" value="{value}"/>'
    wrong = lambda name: f'<?xml version="1.0" encoding="{name}"?>'
    return {
        "good-form": (xform(), "nothing is wrong with it: the others differ from it by their break alone"),
        "encoding-declared-wrong": (wrong("UTF-7") + xform(), "the bytes are UTF-8, whatever they say"),
        "calculations-in-a-chain-of-twenty-thousand": (calculated(20_000, lambda i: f"/data/q{i + 1} + 1" if i < 19_999 else "1"), "a chain is no circle"),
        "instance-of-a-hundred-thousand-items": (select("instance('l')/root/item[name = /data/b]", extra="".join(
            f"<item><name>n{i}</name><label>L</label></item>" for i in range(100_000))), "many choices"),
        "instance-outside-the-media-folder": (
            xform(model=f'<instance id="l" src="file://{canary}"/><instance id="m" src="jr://file/../../../../..{canary}"/>'
                        f'<instance id="n" src="jr://file-csv/..\\..\\{canary}"/><bind nodeset="/data/a" calculate="count(instance(\'l\')//*) + count(instance(\'m\')//*)"/>'),
            "only names in the media folder are looked for"),
        "predicates-in-predicates": (select("instance('l')/root/item[//*[//*[//*[//*[//*]]]]]", extra=ITEMS * 300), "each evaluation ends at its own limit"),
        "relevants-that-search-everything": (
            xform("".join(f"<q{i}/>" for i in range(200)) + "<a/>", "".join(bind(f'relevant="count(//*[. = //*]) &gt; {i}"', f"q{i}") for i in range(200))),
            "each evaluation ends at its own limit"),
        "actions-that-call-each-other": (
            xform("<a/><b/><c/>", "", '<input ref="/data/a">' + set_value("b", "concat(/data/a, 'x')") + "</input>"
                  '<input ref="/data/b">' + set_value("c", "concat(/data/b, 'x')") + "</input>"
                  '<input ref="/data/c">' + set_value("a", "concat(/data/c, 'x')") + "</input>"), "actions stop after so many rounds"),
        "actions-that-double-a-text": (
            xform("<a/><b/>", "", '<input ref="/data/a">' + set_value("b", "concat(/data/a, /data/a)") + "</input>"
                  '<input ref="/data/b">' + set_value("a", "concat(/data/b, /data/b)") + "</input>"), "texts stop at a limit"),
        "counts-of-a-thousand-million-five-deep": (
            xform("".join(f'<r{i} jr:template="">' for i in range(5)) + "<a/>" + "".join(f"</r{i}>" for i in reversed(range(5))), "",
                  "".join(f'<repeat nodeset="{"".join(f"/r{j}" for j in range(i + 1)).join(["/data", ""])}" jr:count="1000000000">' for i in range(5))
                  + f'<input ref="/data/r0/r1/r2/r3/r4/a"/>' + "</repeat>" * 5), "rows stop at a limit"),
        "outputs-twenty-thousand-in-one-label": (xform(body='<input ref="/data/a"><label>' + '<output value="/data/a"/>' * 20_000 + "</label></input>"), "a long label"),
        "labels-that-translate-each-other": (
            xform(before='<itext><translation lang="en">' + "".join(f'<text id="t{i}"><value>' + f'<output value="jr:itext(\'t{i + 1}\')"/>' * 10 + "</value></text>" for i in range(12))
                  + '<text id="t12"><value>x</value></text></translation></itext>', body='<input ref="/data/a"><label ref="jr:itext(\'t0\')"/></input>'),
            "a text inside a text inside a text ends somewhere"),
        "label-that-translates-itself": (
            xform(before='<itext><translation lang="en"><text id="t"><value><output value="jr:itext(\'t\')"/><output value="jr:itext(\'t\')"/></value></text></translation></itext>',
                  body='<input ref="/data/a"><label ref="jr:itext(\'t\')"/></input>'), "a text inside itself ends somewhere"),
        "texts-two-hundred-thousand": (
            xform(before='<itext><translation lang="en">' + "".join(f'<text id="t{i}"><value>x</value></text>' for i in range(200_000)) + "</translation></itext>"), "many texts"),
        "languages-two-thousand": (
            xform(before="<itext>" + "".join(f'<translation lang="l{i}"><text id="t"><value>x</value></text></translation>' for i in range(2_000)) + "</itext>"), "many languages"),
        "random-order-of-a-hundred-thousand-items": (
            select("randomize(instance('l')/root/item, 7)", extra="".join(f"<item><name>n{i}</name><label>L</label></item>" for i in range(100_000))), "many choices"),
        "namespace-of-xforms-declared-away": (xform().replace("http://www.w3.org/2002/xforms", "urn:elsewhere"), "elements count by their names, as in other programs"),
        "namespaces-exchanged": (
            xform().replace("http://www.w3.org/2002/xforms", "§").replace("http://www.w3.org/1999/xhtml", "http://www.w3.org/2002/xforms").replace("§", "http://www.w3.org/1999/xhtml"),
            "elements count by their names, as in other programs"),
        "binds-to-missing-nodes": (xform(model="".join(bind('type="int"', f"b{i}") for i in range(30_000))), "each is told with a warning"),
        "form-without-an-identifier": (xform().replace(' id="f"', ""), "the root's name stands in, with a warning"),
        "circle-through-predicates": (calculated(50, lambda i: f"/data/*[name() = 'q{(i + 1) % 50}'] + 1"), "what a wildcard finds is not followed, so no circle is seen and none is run"),
    }


def hostile_files(canary):
    files = [HostileFile(f"{name}.xml", text.encode()) for name, text in {**documents(canary), **structures()}.items()]
    files += [HostileFile(f"{name}.xml", text.encode(), loads=why, steps=[{"op": "answer", "ref": "/data/a", "value": "x"}, {"op": "validate"}])
              for name, (text, why) in large(canary).items()]
    encoded = {
        "bytes-that-are-no-utf8": xform().encode().replace(b">t<", b">\xc3\x28\xff<"),
        "utf16-without-a-mark": xform().encode("utf-16-le"),
        "utf16-of-half-characters-and-no-form": b"\xff\xfe" + ("<a>" + "\ud800\udbff" * 1000 + "</a>").encode("utf-16-le", "surrogatepass"),
        "utf32": xform().encode("utf-32"),
        "zero-bytes-inside": xform().encode().replace(b"<a/>", b"<a\0/>"),
        "zero-bytes-alone": bytes(10_000_000),
        "noise": bytes((i * i * 31 + (i >> 3)) % 256 for i in range(1_000_000)),
        "seventy-megabytes": xform("<a>" + "x" * 70_000_000 + "</a>").encode(),
        "container-called-xml": b"PK\x03\x04" + bytes(1000),
    }
    return files + [HostileFile(f"{name}.xml", content) for name, content in encoded.items()]
