#!/usr/bin/env python3
"""Requests a second and CPU time a request: the generated service against the same one written by hand.

Needs cargo and wrk. Both are built with the same release profile, run at once on loopback and are asked in turn, in
rounds; what is printed are medians over the rounds of the ratio generated / handwritten, pair by pair.

    cargo build --release && python3 benches/http.py
"""

import os, pathlib, re, shutil, socket, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
SECONDS = os.environ.get("SECONDS_EACH", "2")
BODY = '{"name":"Rex","chip":"123456789012345","status":"available","weight_kg":12.5,"tags":["good","dog"]}'


def run(*command, **options):
    subprocess.run([str(it) for it in command], check=True, **options)


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


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def start(command, port, env, cwd):
    log = open(os.devnull, "w")
    server = subprocess.Popen(command, env={**os.environ, **env}, cwd=cwd, stdout=log, stderr=log)
    for _ in range(100):
        with socket.socket() as it:
            if it.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.05)
    sys.exit(f"{command[0]} does not listen")


def cpu(server):
    """User and system time of a process so far, in seconds."""
    fields = pathlib.Path(f"/proc/{server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(port, server, post):
    """Requests a second, and CPU microseconds a request."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        path = "/pet/7"
        if post:
            path = "/pets"
            script.write(f"wrk.method='POST' wrk.body='{BODY}' wrk.headers['content-type']='application/json'")
            script.flush()
        before = cpu(server)
        command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", *(["-s", script.name] if post else []), f"http://127.0.0.1:{port}{path}"]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        spent = cpu(server) - before
    if "Non-2xx" in out:
        sys.exit(out)
    total = int(re.search(r"(\d+) requests in", out)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), spent / total * 1e6


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
