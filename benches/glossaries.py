#!/usr/bin/env python3
"""Writes a glossary of invented names and terms, for measuring: people in native spelling, terms, designations, patterns.

    benches/glossaries.py 100000 >many.yaml
    benches/glossaries.py 1000 --patterns >patterns.yaml

Names are made from syllables; the same number always gives the same file. Of ten entries five are people with a Russian name, three
are terms of two words, one is a place and one a designation.
"""
import argparse, itertools, random, sys

LATIN = "ba ko ri ten lu mar shi vo den ga pol zu fer nik ost va lem tor sa gri".split()
CYRILLIC = "ба ко ри тен лу мар ши во ден га пол зу фер ник ост ва лем тор са гри".split()
FAMILY = [("ov", "ов"), ("in", "ин"), ("enko", "енко"), ("sky", "ский"), ("ev", "ев"), ("uk", "ук")]
GIVEN = [("Oleg", "Олег"), ("Denis", "Денис"), ("Igor", "Игорь"), ("Sergei", "Сергей"), ("Nina", "Нина"), ("Yuri", "Юрий"), ("Ilya", "Илья")]
VERBS = "carried took brought gave made held drew put turned set".split()


def word(n, syllables, least=3):
    """The nth word: distinct for distinct n."""
    out = []
    while n or len(out) < least:
        n, at = divmod(n, len(syllables))
        out.append(syllables[at])
    return "".join(reversed(out))


def entries(count, rng):
    for n in range(count):
        kind = n % 10
        latin, cyrillic = word(n, LATIN), word(n, CYRILLIC)
        if kind < 5:
            (given, native), (end, native_end) = rng.choice(GIVEN), rng.choice(FAMILY)
            yield f"{given} {latin.capitalize()}{end}: {native} {cyrillic.capitalize()}{native_end}"
        elif kind < 8:
            yield f"{latin} {rng.choice(LATIN)}{rng.choice(LATIN)}: {{ kind: term }}"
        elif kind == 8:
            yield f"{latin.capitalize()}sk: {{ kind: place, native: {cyrillic.capitalize()}ск }}"
        else:
            yield f"{rng.randrange(1, 100)}{latin[:2].upper()}{n}: {{ kind: designation }}"


def patterns(count, rng):
    yield "source: ru\ntarget: en\npatterns:"
    for n in range(count):
        yield f"""  - id: pattern-{n}
    pattern: "{rng.choice(VERBS)} [a|the] {word(n, LATIN)} * {word(rng.randrange(8000), LATIN)}"
    cause: "an invented phrase, word for word"
    rule: calque
    bad: ["They {rng.choice(VERBS)} it."]"""


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument("count", type=int)
    cli.add_argument("--patterns", action="store_true")
    args = cli.parse_args()
    lines = (patterns if args.patterns else entries)(args.count, random.Random(args.count))
    for chunk in iter(lambda: list(itertools.islice(lines, 10_000)), []):
        sys.stdout.write("\n".join(chunk) + "\n")


main()
