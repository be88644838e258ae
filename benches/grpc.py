#!/usr/bin/env python3
"""Calls a second and CPU time a call: the generated gRPC service against the same one written by hand on tonic.

Needs cargo and h2load (nghttp2). Both are built with the same release profile, run at once on loopback and are asked in turn,
in rounds; what is printed are medians over the rounds of the ratio generated / handwritten, pair by pair. The access log is
off, since tonic has none; ids, limits, metrics and deadlines of the generated service are on, and both ask silent clients by
pings of HTTP/2 whether they are there.

    cargo build --release && python3 benches/grpc.py
"""

import os, shutil

from measure import HERE, ROOT, TARGET, both, h2load, in_turn, run

LINE = "A thing that somebody may want, in a box of its own"


def varint(it):
    out = bytearray()
    while it > 0x7F:
        out.append(it & 0x7F | 0x80)
        it >>= 7
    return bytes(out + bytes([it]))


def number(field, value):
    return varint(field << 3) + varint(value)


def piece(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def order():
    """About 10 kB."""
    lines = b"".join(
        piece(3, piece(1, f"sku-{at:08}") + piece(2, LINE) + number(3, at + 1) + number(4, 1999) + piece(5, "new") + piece(5, "blue"))
        for at in range(110)
    )
    customer = piece(2, piece(1, "Ada Lovelace") + piece(2, "ada@example.org") + number(3, 1))
    return piece(1, "order-1") + customer + lines + piece(4, piece(1, "region") + piece(2, "eu")) + number(5, 199900)


HEADS = ["-m16", "-H", "content-type: application/grpc", "-H", "te: trailers"]

# Of each: the method, the message, and how many calls a round.
CASES = [
    ("Echo", piece(1, "hello") + number(2, 7), 60000),
    ("Place", order(), 20000),
    ("Watch", number(1, 100), 400),
]


def build():
    project = TARGET / "bench" / "generated-grpc"
    shutil.rmtree(project, ignore_errors=True)
    made = [TARGET / "release" / "zephyrix", "-q", "generate", HERE / "grpc" / "bench.proto", "-o", project]
    run(*made, "--runtime", ROOT / "runtime")
    shutil.copy(HERE / "grpc" / "generated" / "bench.rs", project / "src" / "handlers" / "bench.rs")
    shutil.copy(ROOT / "Cargo.lock", project / "Cargo.lock")
    env = dict(os.environ, CARGO_TARGET_DIR=str(TARGET / "bench" / "target"))
    run("cargo", "build", "--release", "-q", cwd=project, env=env)
    run("cargo", "build", "--release", "-q", cwd=HERE / "grpc" / "handwritten", env=env)
    release = TARGET / "bench" / "target" / "release"
    return project, release / "bench", release / "handwritten-grpc"


def main():
    with both(*build()) as pair:
        for method, message, calls in CASES:
            framed = b"\0" + len(message).to_bytes(4, "big") + message
            ask = lambda it: h2load(f"http://127.0.0.1:{it[0]}/bench.v1.Bench/{method}", it[1], framed, calls, *HEADS)
            in_turn(f"{method:6} {len(message):6} bytes", ask, *pair)


main()
