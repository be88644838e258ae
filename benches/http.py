#!/usr/bin/env python3
"""Requests a second and CPU time a request: the generated service against the same one written by hand.

Needs cargo and wrk. Both are built with the same release profile, run at once on loopback and are asked in turn, in
rounds; what is printed are medians over the rounds of the ratio generated / handwritten, pair by pair.

    cargo build --release && python3 benches/http.py
"""

import os, shutil, statistics

from measure import HERE, ROOT, ROUNDS, TARGET, free_port, run, start, wrk

BODY = '{"name":"Rex","chip":"123456789012345","status":"available","weight_kg":12.5,"tags":["good","dog"]}'


def build():
    """Both binaries. The generated project gets handlers that remember nothing."""
    project = TARGET / "bench" / "generated"
    shutil.rmtree(project, ignore_errors=True)
    run(TARGET / "release" / "zephyrix", "-q", "generate", HERE / "schema.yaml", "-o", project, "--runtime", ROOT / "runtime")
    shutil.copy(HERE / "generated" / "handlers" / "pets.rs", project / "src" / "handlers" / "pets.rs")
    shutil.copy(ROOT / "Cargo.lock", project / "Cargo.lock")
    env = dict(os.environ, CARGO_TARGET_DIR=str(TARGET / "bench" / "target"))
    run("cargo", "build", "--release", "-q", cwd=project, env=env)
    run("cargo", "build", "--release", "-q", cwd=HERE / "handwritten", env=env)
    release = TARGET / "bench" / "target" / "release"
    return project, release / "bench", release / "handwritten"


def ask(port, server, post):
    if not post:
        return wrk(f"http://127.0.0.1:{port}/pet/7", server)
    script = f"wrk.method='POST' wrk.body='{BODY}' wrk.headers['content-type']='application/json'"
    return wrk(f"http://127.0.0.1:{port}/pets", server, script)


def compare(name, generated, handwritten, post):
    rates, costs, shown = [], [], []
    for _ in range(ROUNDS):
        ours, theirs = ask(*generated, post), ask(*handwritten, post)
        rates.append(ours[0] / theirs[0])
        costs.append(ours[1] / theirs[1])
        shown.append((*ours, *theirs))
    ours_rate, ours_cost, their_rate, their_cost = (statistics.median(it) for it in zip(*shown))
    print(f"{name:34} req/s {ours_rate:8.0f} : {their_rate:8.0f} = {statistics.median(rates):.3f}"
          f"   CPU us {ours_cost:6.2f} : {their_cost:6.2f} = {statistics.median(costs):.3f}", flush=True)


def main():
    project, ours, theirs = build()
    for name, access, how in [("bare routes, no access log", "false", "lean"), ("ids, access log, metrics, deadline", "true", "full")]:
        ports = free_port(), free_port()
        env = {"APP__SERVER__ADDR": f"127.0.0.1:{ports[0]}", "APP__LOG__ACCESS": access, "APP__LOG__FORMAT": "json"}
        servers = [start([ours], ports[0], env, project), start([theirs, f"127.0.0.1:{ports[1]}", how], ports[1], {}, project)]
        try:
            for post in (False, True):
                compare(f"{'POST' if post else 'GET'}: {name}", (ports[0], servers[0]), (ports[1], servers[1]), post)
        finally:
            for server in servers:
                server.terminate()
                server.wait()


main()
