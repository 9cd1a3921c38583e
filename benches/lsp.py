#!/usr/bin/env python3
"""How long an editor waits: from a keystroke to the diagnostics of that version.

    lsp.py EXONYM [TEXT…] [--size 6000 150000] [--rounds 200] [--debounce 50]

The texts (default: fixtures/wire) are joined and repeated, with numbered paragraphs, to each size. The server is started once a size;
every round types one letter at a random place. The wait of the server for a pause in typing is taken off.
"""
import argparse, glob, json, os, random, statistics, subprocess, time


class Client:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        self.send({"id": 1, "method": "initialize", "params": {"processId": os.getpid(), "capabilities": capabilities}})
        self.receive()
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return self.process.stdout.read(length)

    def published(self, version):
        """Reads until the diagnostics of that version are there; decoding is not the server's time."""
        mark = b'"version":%d' % version
        while True:
            body = self.receive()
            if b"publishDiagnostics" in body and mark in body:
                return time.perf_counter(), body

    def leave(self):
        self.send({"id": 2, "method": "shutdown"})
        self.receive()
        self.notify("exit", None)
        return self.process.wait()


def text_of(paths, size):
    paragraphs = [p for path in paths for p in open(path, encoding="utf-8").read().split("\n\n") if p.strip()]
    parts, length, n = [], 0, 0
    while length < size:
        part = f"{n}. {paragraphs[n % len(paragraphs)].strip()}\n\n"
        parts.append(part)
        length += len(part.encode())
        n += 1
    return "".join(parts)


def measure(args, size):
    text = text_of(args.texts, size)
    lines = text.split("\n")
    client, uri = Client(args.program), "untitled:bench.txt"
    start = time.perf_counter()
    document = {"uri": uri, "languageId": "plaintext", "version": 0, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": document})
    opened, body = client.published(0)
    count = len(json.loads(body)["params"]["diagnostics"])
    rng, waits = random.Random(1), []
    for version in range(1, args.rounds + 1):
        line = rng.randrange(len(lines))
        at = {"line": line, "character": rng.randrange(len(lines[line]) + 1) if lines[line].isascii() else 0}
        change = {"range": {"start": at, "end": at}, "text": "e"}
        start_change = time.perf_counter()
        client.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]})
        waits.append((client.published(version)[0] - start_change) * 1000 - args.debounce)
    assert client.leave() == 0
    waits.sort()
    p99 = waits[min(len(waits) - 1, int(len(waits) * 0.99))]
    print(f"| {len(text.encode())} | {count} | {(opened - start) * 1000:.1f} ms | {statistics.median(waits):.1f} ms | {p99:.1f} ms |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("texts", nargs="*", default=sorted(glob.glob("fixtures/wire/*.txt")))
    parser.add_argument("--size", type=int, nargs="+", default=[6000, 150000])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--debounce", type=float, default=50)
    args = parser.parse_args()
    print("| bytes | findings | opened | typed, median | typed, p99 |\n|---|---|---|---|---|")
    for size in args.size:
        measure(args, size)


if __name__ == "__main__":
    main()
