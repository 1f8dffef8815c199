#!/usr/bin/env python3
"""Fails where a text the program says lacks a translation, or nobody says it.

The program names its texts by keys, `"household.save"_text`, found here by that spelling; what they say stands in
assets/languages/<code>.txt. English, French and Arabic are whole: every key that is used, every plural class the language
has, every {value} of the English text. Other languages may lack keys (English answers), but may not have keys of their own.
`check-texts.py --self-test` plants one break of each rule in memory and fails unless each is found.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WHOLE = {"en": {"one", "other"}, "fr": {"one", "many", "other"}, "ar": {"zero", "one", "two", "few", "many", "other"}}
KEY = re.compile(r'"([a-z0-9._]+)"_text')
VALUE = re.compile(r"\{(\w+)\}")


def read_language(text):
    """Key to {plural class or "": text}."""
    texts = {}
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#") or "=" not in line:
            continue
        name, said = (part.strip() for part in line.split("=", 1))
        plural = re.fullmatch(r"(.+)\[(\w+)\]", name)
        key, which = (plural.group(1), plural.group(2)) if plural else (name, "")
        texts.setdefault(key, {})[which] = said
    return texts


def values_of(forms):
    return {value for said in forms.values() for value in VALUE.findall(said)}


def problems_in(languages, used):
    """`used`: key to the first file that names it."""
    english = languages.get("en", {})
    for key, place in sorted(used.items()):
        for code in WHOLE:
            if key not in languages.get(code, {}):
                yield f"{place}: \"{key}\" is missing in assets/languages/{code}.txt"
    for key in sorted(english):
        if key not in used:
            yield f"assets/languages/en.txt: nobody says \"{key}\""
    for code, texts in sorted(languages.items()):
        place = f"assets/languages/{code}.txt"
        for key, forms in sorted(texts.items()):
            if key not in english:
                yield f"{place}: \"{key}\" is no key of en.txt"
                continue
            is_counted = set(english[key]) != {""}
            if is_counted != (set(forms) != {""}):
                yield f"{place}: \"{key}\" has plural classes in one language and none in another"
            elif is_counted and code in WHOLE and set(forms) != WHOLE[code]:
                yield f"{place}: \"{key}\" needs exactly the plural classes {', '.join(sorted(WHOLE[code]))}"
            unlike = values_of(forms) ^ values_of(english[key])
            if unlike:
                yield f"{place}: \"{key}\" and its English text differ in {', '.join(sorted(unlike))}"


def read_tree():
    languages = {path.stem: read_language(path.read_text(encoding="utf-8"))
                 for path in sorted((ROOT / "assets" / "languages").glob("*.txt"))}
    used = {}
    for path in sorted((ROOT / "app").rglob("*")):
        if path.suffix not in (".h", ".cpp"):
            continue
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        for key in KEY.findall(code):
            used.setdefault(key, path.relative_to(ROOT))
    return languages, used


def self_test():
    whole = {"en": "a = Hello {name}\nn[one] = x\nn[other] = {count} x", "fr": "a = Bonjour {name}\nn[one] = x\nn[many] = {count} x\nn[other] = {count} x",
             "ar": "a = {name}\n" + "\n".join(f"n[{c}] = {{count}} x" for c in WHOLE["ar"])}
    used = {"a": "a.cpp", "n": "a.cpp"}
    breaks = {
        "missing": ({**whole, "fr": whole["fr"].replace("a = Bonjour {name}\n", "")}, used),
        "unused": (whole, {"a": "a.cpp"}),
        "unknown": ({**whole, "es": "b = x"}, used),
        "plural class": ({**whole, "ar": whole["ar"].replace("n[two]", "n[too]")}, used),
        "value": ({**whole, "fr": whole["fr"].replace("{name}", "{nom}")}, used),
        "plural and plain": ({**whole, "fr": "a = Bonjour {name}\nn = {count} x"}, used),
    }
    read = {name: ({code: read_language(text) for code, text in texts.items()}, keys) for name, (texts, keys) in breaks.items()}
    missed = [name for name, (texts, keys) in read.items() if not list(problems_in(texts, keys))]
    clean = list(problems_in({code: read_language(text) for code, text in whole.items()}, used))
    print("self-test:", "every planted break was found" if not missed and not clean else f"missed {missed}, false {clean}")
    return 1 if missed or clean else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    found = list(problems_in(*read_tree()))
    for problem in found:
        print(problem)
    return 1 if found else 0


sys.exit(main())
