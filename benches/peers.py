#!/usr/bin/env python3
"""CPU time of exonym against typos in one run: one cold article, 400 articles, one large file.

    benches/peers.py [--exonym target/release/exonym] [--typos typos] [--rounds 9]

Texts are made from the fixtures. Needs `pip install typos` (or `cargo install typos-cli`) for the comparison.
"""
import argparse, os, pathlib, random, resource, shutil, statistics, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def measure(command, rounds):
    """Median wall and CPU milliseconds, commands run one after the other."""
    wall, cpu = [], []
    for _ in range(rounds):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall.append(time.perf_counter() - start)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(wall) * 1000, statistics.median(cpu) * 1000


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument("--exonym", default=str(ROOT / "target/release/exonym"))
    cli.add_argument("--typos", default="typos"), cli.add_argument("--rounds", type=int, default=9)
    args = cli.parse_args()
    names = ["clean/en.txt", "wire/agency.txt", "wire/berlin.txt", "wire/kyiv.txt"]
    sentences = " ".join((ROOT / "fixtures" / n).read_text(encoding="utf-8") for n in names).split(". ")
    rng = random.Random(1)

    def text(size):
        out, length = [], 0
        while length < size:
            out.append(rng.choice(sentences) + (".\n\n" if rng.random() < 0.2 else ". "))
            length += len(out[-1].encode())
        return "".join(out)

    with tempfile.TemporaryDirectory() as folder:
        many = pathlib.Path(folder, "many")
        many.mkdir()
        for n in range(400):
            (many / f"{n:03}.txt").write_text(text(6400), encoding="utf-8")
        large = pathlib.Path(folder, "large.txt")
        large.write_text(text(20_000_000), encoding="utf-8")
        rows = [("one article of 6 KB, cold", many / "000.txt", args.rounds), ("400 articles, 2.6 MB", many, args.rounds), ("one file, 20 MB", large, 3)]
        print(f"{'':28} {'exonym wall':>12} {'cpu':>8}   {'typos wall':>12} {'cpu':>8}   cpu ratio")
        for name, path, rounds in rows:
            ours = measure([args.exonym, "check", "--language", "en", "--format", "jsonl", str(path)], rounds)
            theirs = measure([args.typos, "--format", "brief", str(path)], rounds) if shutil.which(args.typos) or os.path.exists(args.typos) else (0, 0)
            ratio = f"{ours[1] / theirs[1]:.2f}" if theirs[1] else "typos is not installed"
            print(f"{name:28} {ours[0]:9.1f} ms {ours[1]:5.1f} ms   {theirs[0]:9.1f} ms {theirs[1]:5.1f} ms   {ratio}")


main()
