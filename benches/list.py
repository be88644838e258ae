#!/usr/bin/env python3
"""Requests a second of a list with a filter: a service made of `items.sql` against a peer over the same PostgreSQL.

Needs cargo, wrk, psql, node, and `npm install --ignore-scripts` in `benches/peer`; the database is to be empty. Both
servers have ten connections, run at once on loopback and are asked in turn, in rounds.

    cargo build --release && DATABASE_URL=postgres://… python3 benches/list.py
"""

import os, pathlib, shutil, statistics, subprocess

from measure import HERE, ROOT, ROUNDS, TARGET, free_port, run, start, wrk

URL = os.environ["DATABASE_URL"]
ROWS = """INSERT INTO item (kind, title, price, in_stock)
    SELECT 'kind' || n % 1000, 'Item number ' || n, n % 10000 / 100.0, n % 3 > 0 FROM generate_series(1, 100000) n;
    ANALYZE item"""


def build():
    """The service. `SERVICE=FILE` names one that is built already."""
    if "SERVICE" in os.environ:
        return pathlib.Path(os.environ["SERVICE"])
    project = TARGET / "bench" / "list"
    shutil.rmtree(project, ignore_errors=True)
    command = [TARGET / "release" / "zephyrix", "-q", "generate", HERE / "items.sql", "-o", project]
    run(*command, "--no-client", "--runtime", ROOT / "runtime")
    shutil.copy(ROOT / "Cargo.lock", project / "Cargo.lock")
    target = TARGET / "bench" / "target"
    run("cargo", "build", "--release", "-q", cwd=project, env=dict(os.environ, CARGO_TARGET_DIR=str(target)))
    return target / "release" / "list"


def main():
    service = build()
    ports = free_port(), free_port()
    settings = {"SERVER__ADDR": f"127.0.0.1:{ports[0]}", "DATABASE__URL": URL}
    env = {f"APP__{name}": value for name, value in settings.items()} | {"APP__LOG__ACCESS": "false"}
    subprocess.run([service, "migrate", "up"], check=True, env=os.environ | env)
    run("psql", "-q", URL, "-c", ROWS)
    ours = start([service], ports[0], env, "/")
    theirs = start(["node", "server.mjs", str(ports[1]), URL], ports[1], {}, HERE / "peer")
    try:
        for limit in (10, 100):
            asked = [
                (f"http://127.0.0.1:{ports[0]}/item?kind=kind7&limit={limit}", ours),
                (f"http://127.0.0.1:{ports[1]}/item/?where.kind.eq=kind7&orderby.itemId=asc&limit={limit}", theirs),
            ]
            rounds = [[wrk(*it) for it in asked] for _ in range(ROUNDS)]
            rate, cost = ([[it[which] for it in one] for one in rounds] for which in (0, 1))
            for what, all in (("req/s", rate), ("server's CPU us", cost)):
                us, them = (statistics.median(it) for it in zip(*all))
                ratio = statistics.median(us / them for us, them in all)
                print(f"{limit:4} rows  {what:15} {us:9.1f} : {them:9.1f} = {ratio:.2f}", flush=True)
    finally:
        for server in (ours, theirs):
            server.terminate()
            server.wait()


main()
