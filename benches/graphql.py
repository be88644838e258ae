#!/usr/bin/env python3
"""Requests a second and CPU time a request: the generated GraphQL service against the same one written by hand on async-graphql.

Needs cargo, curl and h2load (nghttp2). Both are built with the same release profile, run at once on loopback and are asked in turn,
in rounds; what is printed are medians over the rounds of the ratio generated / handwritten, pair by pair. Both have the same data
(`graphql/data.rs`, made up as it is asked for) and answer the same bytes, which is checked. The access log is off, since the
other has none; ids, limits, metrics and deadlines of the generated service are on.

    cargo build --release && python3 benches/graphql.py
"""

import json, os, re, shutil, subprocess, sys

from measure import HERE, ROOT, TARGET, both, h2load, in_turn, run

QUERY = """query Orders($first: Int!) {
  orders(first: $first) { id note total customer { id name city } lines { id quantity product { id name price inStock } } }
}"""

HEADS = ["--h1", "-H", "content-type: application/json"]

# Of each: how many orders, and how many requests a round.
CASES = [("1", 1, 30000), ("20", 20, 6000), ("100", 100, 1500)]


def build():
    project = TARGET / "bench" / "generated-graphql"
    shutil.rmtree(project, ignore_errors=True)
    made = [TARGET / "release" / "zephyrix", "-q", "generate", HERE / "graphql" / "shop.graphql", "-o", project]
    run(*made, "--runtime", ROOT / "runtime")
    source = project / "src"
    for name in ["query", "order", "line"]:
        shutil.copy(HERE / "graphql" / "generated" / f"{name}.rs", source / "handlers" / f"{name}.rs")
    shutil.copy(HERE / "graphql" / "data.rs", source / "data.rs")
    for name in ["customer", "product"]:
        (source / "handlers" / f"{name}.rs").unlink(missing_ok=True)
    library = source / "lib.rs"
    library.write_text(library.read_text() + "mod data;\n")
    shutil.copy(ROOT / "Cargo.lock", project / "Cargo.lock")
    env = dict(os.environ, CARGO_TARGET_DIR=str(TARGET / "bench" / "target"))
    run("cargo", "build", "--release", "-q", cwd=project, env=env)
    run("cargo", "build", "--release", "-q", cwd=HERE / "graphql" / "handwritten", env=env)
    release = TARGET / "bench" / "target" / "release"
    name = re.search(r'^name = "(.*)"', (project / "Cargo.toml").read_text(), re.M)[1]
    return project, release / name, release / "handwritten-graphql"


def body(first):
    return json.dumps({"query": QUERY, "variables": {"first": first}}).encode()


def answer(port, first):
    command = ["curl", "-sS", "-H", "content-type: application/json", "--data-binary", "@-", f"http://127.0.0.1:{port}/graphql"]
    return json.loads(subprocess.run(command, input=body(first), check=True, capture_output=True).stdout)


def main():
    with both(*build()) as pair:
        for name, first, requests in CASES:
            one, other = (answer(port, first) for port, _ in pair)
            if one != other:
                sys.exit(f"they answer differently:\n{json.dumps(one)[:600]}\n{json.dumps(other)[:600]}")
            ask = lambda it: h2load(f"http://127.0.0.1:{it[0]}/graphql", it[1], body(first), requests, *HEADS)
            in_turn(f"{name:>4} orders", ask, *pair)


main()
