#!/usr/bin/env python3
"""Recall by injection: puts one trace of translation or damage at a time into clean text and asks the check for it.

    inject.py EXONYM CLEAN.jsonl.gz… [--rule R] [--class C] [--seed 1] [--sample 20] [--show 0] [--detect] [--apart] [--gate]

CLEAN: records with "lines": [...] (one document each) or single lines in "text" (25 in a row become one document), and "lang".
Each class of trace (`inject_classes.py`) names the places of a text where the trace would be a fault; `--sample` places a class and
file are drawn, each in a copy of its document of its own. A trace counts as found when a finding of its rule overlaps it. Places that
are reported in the clean text already are left out. Then the fixes of those findings are applied, each alone and together: did
the clean text come back, byte for byte? `also` counts other rules that speak of the same place. With `--gate` the exit status is 1 when a rule
finds less than 0.97 of its traces or a safe fix does not restore.
"""
import argparse, collections, gzip, json, os, random, re, subprocess, tempfile
from inject_classes import BASES, CLASSES

LANGUAGES = {"eng": "en", "deu": "de", "fra": "fr", "spa": "es", "ita": "it", "por": "pt", "pol": "pl", "ces": "cs", "rus": "ru",
             "ukr": "uk", "bul": "bg", "tur": "tr", "zho": "zh", "jpn": "ja", "ara": "ar", "kor": "ko"}
AT_ONCE = 1500


def documents(path, gap="\n"):
    """Texts of a file of clean text, with their language."""
    loose, language = [], None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            code = record.get("lang", "en").split("-")[0].split(".")[0]
            language = LANGUAGES.get(code, code)
            text = record.get("text")
            if text is None:
                yield language, gap.join(record["lines"]) + "\n"
            elif "\n" in text:
                yield language, text + "\n"
            else:
                loose.append(text)
                if len(loose) == 25:
                    yield language, gap.join(loose) + "\n"
                    loose = []
    if loose:
        yield language, gap.join(loose) + "\n"


def check(exonym, texts, language):
    """Findings of each text; the texts are checked in runs of AT_ONCE files."""
    found = [[] for _ in texts]
    for first in range(0, len(texts), AT_ONCE):
        with tempfile.TemporaryDirectory() as folder:
            for n, text in enumerate(texts[first:first + AT_ONCE]):
                with open(os.path.join(folder, f"{n:06}.txt"), "wb") as out:
                    out.write(text.encode())
            declared = ["--language", language] if language else []
            run = subprocess.run([exonym, "check", "--format", "jsonl", *declared, folder], stdout=subprocess.PIPE, check=False)
            if run.returncode not in (0, 1, 2):
                raise SystemExit(f"{exonym}: exit {run.returncode}")
            for line in run.stdout.decode().split("\n")[:-1]:
                finding = json.loads(line)
                found[first + int(os.path.basename(finding["path"])[:-4])].append(finding)
    return found


def draw(places, texts, sample, rng):
    """Up to `sample` places of a class, spread over the documents, several of one document only when all had their turn."""
    pools, turn = [], 0
    for n in rng.sample(range(len(texts)), len(texts)):
        found = list(places(texts[n]))
        if found:
            pools.append((n, rng.sample(found, min(sample, len(found)))))
        if len(pools) == sample:
            break
    chosen = []
    while len(chosen) < sample and pools:
        chosen += [(n, *found[turn]) for n, found in pools[:sample - len(chosen)]]
        turn += 1
        pools = [(n, found) for n, found in pools if len(found) > turn]
    return chosen


def applied(text, edits):
    raw = text.encode()
    for edit in sorted(edits, key=lambda e: -e["start"]):
        raw = raw[:edit["start"]] + edit["text"].encode() + raw[edit["end"]:]
    return raw.decode(errors="replace")


class Case:
    """One trace in one document."""

    def __init__(self, kind, base, place):
        self.kind, self.base = kind, base
        self.start, self.end, self.new = place
        self.text = base[:self.start] + self.new + base[self.end:]

    def bytes_of(self, injected):
        """The place in bytes, one character wider on both sides: in the text with the trace, or in the clean one."""
        text = self.text if injected else self.base
        end = self.start + len(self.new) if injected else self.end
        wide = max(0, self.start - 1), min(len(text), end + 1)
        return tuple(len(text[:n].encode()) for n in wide)

    def over(self, findings, injected):
        start, end = self.bytes_of(injected)
        return [f for f in findings if f["start"] < end and f["end"] > start]

    def is_restored(self, text):
        return text == self.base or self.kind.loose and text.replace("\n", " ") == self.base.replace("\n", " ")

    def shown(self):
        around = self.text[max(0, self.start - 50):self.start], self.text[self.start:self.start + len(self.new)], self.text[self.start + len(self.new):][:40]
        return "{}⟦{}⟧{}".format(*around).replace("\n", "⏎")


def cases_of(path, args):
    by_language = collections.defaultdict(list)
    for language, text in documents(path, "\n\n" if args.apart else "\n"):
        by_language[language].append(text)
    for language, texts in sorted(by_language.items()):
        bases = {name: [prepare(text, language) for text in texts] for name, prepare in BASES.items()}
        cases = []
        for kind in CLASSES:
            if kind.suits(language) and args.rule in (None, kind.rule) and (args.kind or "") in kind.name:
                sure = random.Random(f"{args.seed} {os.path.basename(path)} {kind.rule} {kind.name}")
                for n, *place in draw(lambda text: kind.places(text, language, sure), bases[kind.base], args.sample, sure):
                    cases.append(Case(kind, bases[kind.base][n], place))
        yield language, cases


class Score:
    def __init__(self):
        self.injected = self.found = 0
        self.fixes = collections.Counter()
        self.missed = collections.Counter()
        self.also, self.examples, self.severities = collections.Counter(), [], collections.Counter()


def judge(case, before, after, language, score, show):
    rule = case.kind.rule
    old = [f for f in before if f["rule"] == rule]
    if case.kind.once and old or case.over(old, False):
        return
    score.injected += 1
    here = case.over(after, True)
    clean = collections.Counter((f["rule"], f["text"]) for f in before)
    ours = [f for f in here if f["rule"] == rule]
    for other in sorted({f["rule"] for f in here if f["rule"] != rule and not clean[f["rule"], f["text"]]}):
        score.also[other] += 1
    if not ours:
        score.missed[language] += 1
        if show > len(score.examples):
            score.examples.append(f"missed  {language}: {case.shown()}")
        return
    score.found += 1
    score.severities[ours[0]["severity"]] += 1
    kinds = {(f["fix"] or {"applicability": "none"})["applicability"] for f in ours}
    for kind in sorted(kinds & {"safe", "unsafe"}):
        fixes = [f["fix"]["edits"] for f in ours if f["fix"] and f["fix"]["applicability"] == kind]
        score.fixes[kind] += 1
        # Two marks can be two findings: the fixes count together as well.
        if any(case.is_restored(applied(case.text, edits)) for edits in fixes + [sum(fixes, [])]):
            score.fixes[kind, "restores"] += 1
        elif show > len(score.examples):
            result = " ".join(repr(e["text"]) for edits in fixes for e in edits)
            score.examples.append(f"{kind} fix gives {result}  {language}: {case.shown()}  was {case.base[case.start:case.end]!r}")


def print_table(scores, show):
    """By rule and class; gives the rules that fail the gate."""
    failing = []
    totals = collections.defaultdict(lambda: [0, 0, 0, 0])
    print(f"{'rule':20} {'class':34} {'injected':>8} {'found':>6} {'recall':>7}  {'safe':>9} {'unsafe':>9}  severity, missed in, also reported by")
    for (rule, name), score in scores.items():
        if not score.injected:
            continue
        fixes = ["{}/{}".format(score.fixes[k, "restores"], score.fixes[k]) if score.fixes[k] else "" for k in ("safe", "unsafe")]
        notes = ["/".join(sorted(score.severities))]
        notes += ["missed: " + " ".join(f"{l}×{n}" for l, n in sorted(score.missed.items()))] if score.missed else []
        notes += ["also: " + " ".join(f"{r}×{n}" for r, n in sorted(score.also.items()))] if score.also else []
        print(f"{rule:20} {name:34} {score.injected:8} {score.found:6} {score.found / score.injected:7.3f}  {fixes[0]:>9} {fixes[1]:>9}  {'; '.join(notes)}")
        for example in score.examples:
            print(f"      {example}")
        for n, value in enumerate((score.injected, score.found, score.fixes["safe"], score.fixes["safe", "restores"])):
            totals[rule][n] += value
    print()
    for rule, (injected, found, safe, restores) in sorted(totals.items()):
        restored = f"{restores / safe:.3f} of {safe} safe fixes restore" if safe else "no safe fix"
        print(f"{rule:20} recall {found / injected:.3f} of {injected}, {restored}")
        if found / injected < 0.97 or restores < safe:
            failing.append(rule)
    return failing


def main():
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("exonym"), cli.add_argument("clean", nargs="+"), cli.add_argument("--rule"), cli.add_argument("--class", dest="kind")
    cli.add_argument("--seed", type=int, default=1), cli.add_argument("--sample", type=int, default=20, help="places a class and file")
    cli.add_argument("--show", type=int, default=0, help="missed or badly restored examples a class")
    cli.add_argument("--detect", action="store_true", help="do not declare the language")
    cli.add_argument("--apart", action="store_true", help="an empty line between the lines of a document")
    cli.add_argument("--gate", action="store_true")
    args = cli.parse_args()
    scores = {(kind.rule, kind.name): Score() for kind in CLASSES}
    for path in args.clean:
        for language, cases in cases_of(path, args):
            bases = sorted({case.base for case in cases})
            declared = None if args.detect else language
            before = dict(zip(bases, check(args.exonym, bases, declared)))
            after = check(args.exonym, [case.text for case in cases], declared)
            for case, findings in zip(cases, after):
                judge(case, before[case.base], findings, language, scores[case.kind.rule, case.kind.name], args.show)
    failing = print_table(scores, args.show)
    if args.gate and failing:
        raise SystemExit("under the gate: " + ", ".join(failing))


if __name__ == "__main__":
    main()
