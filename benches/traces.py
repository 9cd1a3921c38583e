#!/usr/bin/env python3
"""Which rules speak of machines, and which of people as well: rates in outputs of systems and in human references.

    traces.py EXONYM NEWSTEST.jsonl.gz… [--output benches/TRACES.md] [--date YYYY-MM-DD] [--rules a,b]

NEWSTEST: records {"year", "doc", "seg", "references": {name: text}, "systems": {name: text}}, in files named after their pair
(newstest_ruen: Russian into English). The segments of one document by one system become one text, a line each; where no document
is known, 25 segments do. Every text is checked, one run a system; the table gives findings per 1,000 segments: the mean over systems, the
worst system, the mean over references, and the ratio of the means. A rule that fires more on references than on systems finds no trace.
"""
import argparse, collections, datetime, gzip, json, os, subprocess, tempfile

TRACES = """boilerplate broken-line date-format dialogue-dash doubled-word encoding-damage invisible-character markup-residue number-format
punctuation-spacing quote-spacing quote-style repeated-text time-format wrong-case""".split()


def texts_of(path):
    """{(kind, name): {document: {segment: text}}}; a kind is "systems" or "references", a name that of a system and its year."""
    texts = collections.defaultdict(lambda: collections.defaultdict(dict))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            document = row["doc"] if row["doc"] is not None else f"line-{int(row['seg']) // 25:05}"
            for kind in ("systems", "references"):
                for name, text in row[kind].items():
                    if text:
                        texts[kind, f"{name} {row['year']}"][str(document)][int(row["seg"])] = " ".join(text.split("\n"))
    return texts


def findings_of(exonym, documents, language):
    """Findings of one system by (rule, severity), and the number of segments."""
    counts, segments = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for n, name in enumerate(sorted(documents)):
            lines = [documents[name][seg] for seg in sorted(documents[name])]
            segments += len(lines)
            with open(os.path.join(folder, f"{n:05}.txt"), "w", encoding="utf-8") as out:
                out.write("\n".join(lines) + "\n")
        command = [exonym, "check", "--format", "jsonl", "--language", language, folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
            for line in run.stdout:
                finding = json.loads(line)
                counts[finding["pattern"] or finding["rule"], finding["severity"]] += 1
    if run.returncode not in (0, 1, 2):
        raise SystemExit(f"{' '.join(command)}: exit {run.returncode}")
    return counts, segments


def rates(exonym, path, language):
    """{kind: [(name, {key: per 1,000 segments})]}, and sizes."""
    made, sizes = collections.defaultdict(list), collections.Counter()
    for (kind, name), documents in sorted(texts_of(path).items()):
        counts, segments = findings_of(exonym, documents, language)
        made[kind].append((name, {key: n * 1000 / segments for key, n in counts.items()}))
        sizes[kind] += segments
    return made, sizes


def table(pair, made, sizes, rules):
    mean = lambda rows, key: sum(row.get(key, 0) for _, row in rows) / max(1, len(rows))
    keys = sorted({key for rows in made.values() for _, row in rows for key in row if not rules or key[0] in rules or "/" in key[0]})
    yield f"## {pair[:2]} → {pair[2:]}"
    yield ""
    yield f"{len(made['systems'])} systems ({sizes['systems']:,} segments), {len(made['references'])} references ({sizes['references']:,})."
    yield ""
    yield "| rule | severity | systems | worst system | references | ratio |"
    yield "|---|---|---|---|---|---|"
    for key in keys:
        systems, references = mean(made["systems"], key), mean(made["references"], key)
        worst = max(made["systems"], key=lambda row: (row[1].get(key, 0), row[0]))
        name = f"{worst[1][key]:.2f} {worst[0]}" if worst[1].get(key) else ""
        ratio = f"{systems / references:.1f}" if references else ("only systems" if systems else "")
        yield f"| {key[0]} | {key[1]} | {systems:.2f} | {name} | {references:.2f} | {ratio} |"
    yield ""


def main():
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("exonym"), cli.add_argument("newstest", nargs="+"), cli.add_argument("--output")
    cli.add_argument("--date", default=datetime.date.today().isoformat())
    cli.add_argument("--rules", default=",".join(TRACES), help="comma separated; empty: all rules")
    args = cli.parse_args()
    rules = {rule for rule in args.rules.split(",") if rule}
    pairs = [os.path.basename(path).split(".")[0].split("_")[-1] for path in args.newstest]
    lines = ["# Traces in systems and in people", "", "Findings per 1,000 segments of the WMT news tests: mean over the systems, the worst one, mean over the human references, and", "the ratio of the means. A rule that speaks of references as often as of systems finds habits and not traces. One text is one document by", "one system; where no document is known, 25 segments. `boilerplate`, `broken-line`, `quote-style` and the infos of `markup-residue` speak of how", "a text came to the desk, and are found in both; lines with a stroke (`ru-en/recall-that`) are patterns.", "",
             f"`benches/traces.py target/release/exonym {' '.join(f'newstest_{p}.jsonl.gz' for p in pairs)} --output benches/TRACES.md`, {args.date}.", ""]
    for path, pair in zip(args.newstest, pairs):
        part = list(table(pair, *rates(args.exonym, path, pair[2:]), rules))
        print("\n".join(part), flush=True)
        lines += part
    if args.output:
        with open(args.output, "w", encoding="utf-8") as out:
            out.write("\n".join(lines).rstrip("\n") + "\n")


if __name__ == "__main__":
    main()
