#!/usr/bin/env python3
"""One article of 6 KB, checked by a process that starts cold: exonym against typos, one after the other in each round.

    sudo benches/cold.py [--exonym target/release/exonym] [--typos typos] [--rounds 40] [--text FILE]

Each program is copied to a folder of its own that is mounted read-only, with an empty HOME on it and no cache to write to. With root
rights the pages of programs and text are dropped from memory before every start (`cold`); then the same again without dropping
(`warm`). Without them only the warm rows are measured. The text is made from the fixtures unless one is given.
"""
import argparse, os, pathlib, random, resource, shutil, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
NAMES = ["clean/en.txt", "wire/agency.txt", "wire/berlin.txt", "wire/kyiv.txt"]


def made_text(size):
    sentences = " ".join((ROOT / "fixtures" / n).read_text(encoding="utf-8") for n in NAMES).split(". ")
    rng, out = random.Random(1), []
    while sum(map(len, out)) < size:
        out.append(rng.choice(sentences) + (".\n\n" if rng.random() < 0.2 else ". "))
    return "".join(out)


def drop_pages():
    os.sync()
    try:
        pathlib.Path("/proc/sys/vm/drop_caches").write_text("3")
        return True
    except OSError:
        return False


def once(command, folder):
    environment = {"HOME": f"{folder}/home", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 2) or b"cannot" in done.stderr:
        sys.exit(f"{command}: {done.returncode} {done.stderr.decode()}")
    return wall * 1000, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def measure(commands, folder, rounds, cold):
    """Wall and CPU milliseconds of every command."""
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            if cold:
                drop_pages()
                # The measuring itself needs pages too; `true` brings in what any start needs.
                subprocess.run(["true"], check=True)
            times[name].append(once(command, folder))
    return times


def shown(times):
    middle = {}
    for name, all_times in times.items():
        wall, cpu = zip(*all_times)
        p95 = lambda values: sorted(values)[int(len(values) * 0.95)]
        middle[name] = statistics.median(wall), statistics.median(cpu)
        print(f"  {name:8} wall {middle[name][0]:7.1f} ms (p95 {p95(wall):7.1f})   cpu {middle[name][1]:6.1f} ms (p95 {p95(cpu):6.1f})")
    if "typos" in middle:
        wall, cpu = (middle["exonym"][n] / middle["typos"][n] for n in (0, 1))
        print(f"  exonym to typos: wall {wall:.2f}, cpu {cpu:.2f}")


def main():
    cli = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cli.add_argument("--exonym", default=str(ROOT / "target/release/exonym"))
    cli.add_argument("--typos", default=shutil.which("typos") or "")
    cli.add_argument("--rounds", type=int, default=40)
    cli.add_argument("--text")
    args = cli.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="exonym-cold-"))
    text = pathlib.Path(args.text).read_text(encoding="utf-8") if args.text else made_text(6400)
    (folder / "home").mkdir()
    (folder / "article.txt").write_text(text, encoding="utf-8")
    commands = {"exonym": ["./exonym", "check", "--language", "en", "--format", "jsonl", "article.txt"]}
    shutil.copy(args.exonym, folder / "exonym")
    if args.typos:
        shutil.copy(args.typos, folder / "typos")
        commands["typos"] = ["./typos", "--format", "brief", "article.txt"]
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "--bind", folder, folder], check=False).returncode == 0
    try:
        if mounted:
            subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        print(f"{len(text.encode())} bytes, {args.rounds} rounds, {'read-only' if mounted else 'NOT read-only (needs root)'}")
        if drop_pages():
            print("cold: pages dropped before every start")
            shown(measure(commands, folder, args.rounds, True))
        print("warm: pages in memory")
        shown(measure(commands, folder, args.rounds, False))
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=False)
        shutil.rmtree(folder, ignore_errors=True)


main()
