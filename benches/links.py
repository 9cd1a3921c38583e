#!/usr/bin/env python3
"""Draws mentions from translated news for a person to read, and scores the verdicts.

    links.py draw EXONYM SEGMENTS.jsonl.gz [--seed 1] [--people 100] [--others 100] > to-read.tsv
    links.py score VERDICTS.tsv

SEGMENTS: records {"year", "doc", "seg", "systems": {name: translation}}. The segments of one document by one system become one text.
`draw` prints one mention a line: record, first and last byte, entry, kind, how it was linked, and, for reading only, the words around.
The verdicts that are kept have the same columns without the words, and `right`, `wrong` or `open` in their place: anybody who has
the texts can judge again.
"""
import argparse, collections, gzip, json, random, subprocess, sys


def records(path):
    texts = collections.defaultdict(dict)
    with gzip.open(path, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            for system, text in row["systems"].items():
                if row["doc"] is not None:
                    texts[f"{row['year']}:{row['doc']}:{system}"][row["seg"]] = text
    for key in sorted(texts):
        segments = texts[key]
        yield {"id": key, "lang": "en", "text": "\n".join(segments[n] for n in sorted(segments, key=lambda s: int(s)))}


def mentions(exonym, path):
    batch = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records(path))
    run = subprocess.run([exonym, "normalize", "--format", "jsonl", "-"], input=batch.encode(), stdout=subprocess.PIPE, check=True)
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        text = record["text"].encode()
        for m in record["mentions"]:
            if m["entry"]:
                around = text[max(0, m["start"] - 120):m["start"]], text[m["start"]:m["end"]], text[m["end"]:m["end"] + 120]
                yield record["id"], m, "»".join(part.decode(errors="ignore").replace("\n", " / ").replace("\t", " ") for part in around[:1]) + "«" + around[1].decode() + "»" + around[2].decode(errors="ignore").replace("\n", " / ").replace("\t", " ")


def draw(args):
    rng = random.Random(args.seed)
    people, others = collections.defaultdict(list), collections.defaultdict(list)
    for row in mentions(args.exonym, args.segments):
        (people if row[1]["kind"] == "person" else others)[row[1]["entry"]].append(row)
    for groups, count in ((people, args.people), (others, args.others)):
        # An entry is drawn at most six times: Russia stands in every line.
        pool = [row for entry in sorted(groups) for row in rng.sample(groups[entry], min(6, len(groups[entry])))]
        for record, m, words in rng.sample(pool, min(count, len(pool))):
            print(record, m["start"], m["end"], m["entry"], m["kind"], m["linked_by"], words, sep="\t")


def score(args):
    counts = collections.defaultdict(collections.Counter)
    with open(args.verdicts) as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            *_, kind, linked_by, verdict = line.rstrip("\n").split("\t")
            for group in ("all", "person" if kind == "person" else "other", f"linked by {linked_by}"):
                counts[group][verdict] += 1
    for group, verdicts in sorted(counts.items()):
        judged = verdicts["right"] + verdicts["wrong"]
        print(f"{group:24} {verdicts['right']:4} right {verdicts['wrong']:3} wrong {verdicts['open']:3} open  precision {verdicts['right'] / max(judged, 1):.3f}")


def main():
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = cli.add_subparsers(required=True)
    one = commands.add_parser("draw")
    one.add_argument("exonym"), one.add_argument("segments"), one.add_argument("--seed", type=int, default=1)
    one.add_argument("--people", type=int, default=100), one.add_argument("--others", type=int, default=100)
    one.set_defaults(run=draw)
    two = commands.add_parser("score")
    two.add_argument("verdicts")
    two.set_defaults(run=score)
    args = cli.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
