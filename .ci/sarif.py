"""Checks the machine reports of many runs with parsers that are not ours. Called by `.ci/sarif`."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

import jsonschema

PROGRAM, ROOT = os.environ["EXONYM"], pathlib.Path(os.environ["ROOT"])
SCHEMA = json.loads(pathlib.Path(os.environ["SCHEMA"]).read_text(encoding="utf-8"))
VALIDATOR = jsonschema.validators.validator_for(SCHEMA)(
    SCHEMA, format_checker=jsonschema.FormatChecker()
)
FORMATS = ["concise", "sarif", "gitlab", "rdjson", "junit", "checkstyle"]
STRANGE = ["plain.txt", "with space.txt", "день #1, 100%.txt", "a:b?c&d='e'.txt", "[x]{y}~!@$.txt"]


def texts(folder):
    """Folders of texts by name: ordinary, strangely named, clean, hidden, suppressed, hostile, big."""
    wire = sorted((ROOT / "fixtures/wire").glob("*.txt"))
    sets = {name: folder / name for name in ["wire", "strange", "clean", "marked", "hostile", "big"]}
    for path in sets.values():
        path.mkdir(parents=True)
    for path in wire:
        shutil.copy(path, sets["wire"])
    for name in STRANGE:
        shutil.copy(ROOT / "fixtures/wire/berlin.txt", sets["strange"] / name)
    for path in (ROOT / "fixtures/clean").glob("*.txt"):
        shutil.copy(path, sets["clean"])
    marked = "<!-- exonym: ignore-next -- the spelling of the house -->\nMinister Sergej Rjabkow spoke.\n\nSergej Rjabkow left.\n"
    (sets["marked"] / "a.md").write_text(marked, encoding="utf-8")
    hostile = "Sergej Rjabkow \x00\x01\x1b[31m \u202e \ufffe \u2028 ]]> <&\"' said.\n9М729\x0b\r\n, ”said\x85\n"
    (sets["hostile"] / "a.txt").write_text(hostile, encoding="utf-8", newline="")
    (sets["hostile"] / "cp1251.txt").write_bytes("Замминистра Рябков и 9M729 в США.\n".encode("cp1251") * 9)
    (sets["hostile"] / "utf16.txt").write_text("Sergej Rjabkow 𝒳 spoke.\n", encoding="utf-16")
    (sets["hostile"] / "bad.txt").write_bytes(b"Sergej Rjabkow \xff\xfe spoke \xd0.\n")
    (sets["big"] / "a.txt").write_text("Then Sergej Rjabkow spoke of the 9М729 . " * 1000, encoding="utf-8")
    return sets


def run(folder):
    """All reports of one run, by format."""
    files = {form: folder.parent / f"{folder.name}.{form}" for form in FORMATS}
    targets = [f"--report={form}={path}" for form, path in files.items()]
    done = subprocess.run([PROGRAM, "check", *targets, "."], cwd=folder, capture_output=True)
    assert done.returncode in (0, 1, 2), (folder, done.returncode, done.stderr)
    return {form: path.read_text(encoding="utf-8") for form, path in files.items()}


def check_sarif(folder, text):
    log = json.loads(text)
    errors = sorted(VALIDATOR.iter_errors(log), key=lambda error: str(error.path))
    for error in errors[:5]:
        print(f"{folder.name}: {list(error.absolute_path)}: {error.message[:300]}")
    assert not errors, f"{len(errors)} errors against the schema"
    (only,) = log["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in only["results"]})
    for rule in rules:
        for key in ("shortDescription", "fullDescription"):
            assert 0 < len(rule[key]["text"]) <= 1024, rule["id"]
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"] and result["partialFingerprints"]["exonym/v1"]
        check_places(folder, result)
    return only["results"]


def check_places(folder, result):
    """Lines and columns lead to the very characters, counted as this language counts them."""
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    path = folder / urllib.parse.unquote(physical["artifactLocation"]["uri"])
    assert path.is_file(), path
    if folder.name == "hostile":
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    for region in filter(None, [physical["region"], physical.get("contextRegion")]):
        assert all(region[key] > 0 for key in ("startLine", "startColumn", "endLine", "endColumn"))
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            found = line[region["startColumn"] - 1 : region["endColumn"] - 1]
            assert found == region["snippet"]["text"], (path, found, region)


def main():
    counts = {}
    for name, folder in texts(pathlib.Path(sys.argv[1])).items():
        reports = run(folder)
        results = check_sarif(folder, reports["sarif"])
        counts[name] = (len(results), sum(bool(result["suppressions"]) for result in results))
        for form in ("junit", "checkstyle"):
            xml.etree.ElementTree.fromstring(reports[form].encode("utf-8"))
        shown = sum(not result["suppressions"] for result in results)
        fingerprints = [record["fingerprint"] for record in json.loads(reports["gitlab"])]
        assert len(fingerprints) == len(set(fingerprints)) == shown, (name, len(fingerprints), shown)
        assert len(json.loads(reports["rdjson"])["diagnostics"]) == shown
        lines = [line for line in reports["concise"].split("\n") if line]
        assert len(lines) == shown, (name, len(lines), shown)
    print(f"findings and suppressed ones by set: {counts}")
    assert counts["clean"] == (0, 0) and counts["big"][0] >= 2_000 and counts["strange"][0] >= 5
    assert counts["marked"][1] >= 1, "no suppression was seen"


main()
