#!/usr/bin/env python3
"""Requests a second and CPU time a request: the generated GraphQL service against the same one written by hand on async-graphql.

Needs cargo, curl and h2load (nghttp2). Both are built with the same release profile, run at once on loopback and are asked in turn,
in rounds; what is printed are medians over the rounds of the ratio generated / handwritten, pair by pair. Both have the same data
(`graphql/data.rs`, made up as it is asked for) and answer the same bytes, which is checked. The access log is off, since the
other has none; ids, limits, metrics and deadlines of the generated service are on.

    cargo build --release && python3 benches/graphql.py
"""

import json, os, re, shutil, statistics, subprocess, sys, tempfile

from measure import HERE, ROOT, ROUNDS, TARGET, cpu, free_port, run, start

QUERY = """query Orders($first: Int!) {
  orders(first: $first) { id note total customer { id name city } lines { id quantity product { id name price inStock } } }
}"""

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


def ask(port, server, first, requests):
    """Requests a second, and CPU microseconds a request."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(body(first))
        file.flush()
        before = cpu(server)
        command = ["h2load", "--h1", "-t1", "-c8", f"-n{requests}", "-d", file.name, "-H", "content-type: application/json"]
        url = f"http://127.0.0.1:{port}/graphql"
        out = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
        spent = cpu(server) - before
    if not re.search(rf"status codes: {requests} 2xx", out):
        sys.exit(out)
    return float(re.search(r"([\d.]+) req/s", out)[1]), spent / requests * 1e6


def main():
    project, ours, theirs = build()
    ports = free_port(), free_port()
    env = {"APP__SERVER__ADDR": f"127.0.0.1:{ports[0]}", "APP__LOG__ACCESS": "false", "APP__LOG__FORMAT": "json"}
    servers = [start([ours], ports[0], env, project), start([theirs, f"127.0.0.1:{ports[1]}"], ports[1], {}, project)]
    try:
        for name, first, requests in CASES:
            one, other = (answer(port, first) for port in ports)
            if one != other:
                sys.exit(f"they answer differently:\n{json.dumps(one)[:600]}\n{json.dumps(other)[:600]}")
            rates, costs, shown = [], [], []
            for at in range(ROUNDS):
                # Who is asked first changes: what was done just before matters.
                both = list(zip(ports, servers))
                asked = [ask(port, server, first, requests) for port, server in (both if at % 2 else both[::-1])]
                one, other = asked if at % 2 else asked[::-1]
                rates.append(one[0] / other[0])
                costs.append(one[1] / other[1])
                shown.append((*one, *other))
            rate, cost, their_rate, their_cost = (statistics.median(it) for it in zip(*shown))
            print(f"{name:>4} orders  requests/s {rate:8.0f} : {their_rate:8.0f} = {statistics.median(rates):.3f}"
                  f"   CPU us {cost:8.2f} : {their_cost:8.2f} = {statistics.median(costs):.3f}", flush=True)
    finally:
        for server in servers:
            server.terminate()
            server.wait()


main()
