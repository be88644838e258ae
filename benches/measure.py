"""What the benchmarks share: servers on free ports, wrk, and the CPU time of a process."""

import os, pathlib, re, socket, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
SECONDS = os.environ.get("SECONDS_EACH", "2")


def run(*command, **options):
    subprocess.run([str(it) for it in command], check=True, **options)


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


def wrk(url, server, script=""):
    """Requests a second, and CPU microseconds a request."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        before = cpu(server)
        command = ["wrk", "-t1", "-c16", f"-d{SECONDS}s", *(["-s", file.name] if script else []), url]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        spent = cpu(server) - before
    if "Non-2xx" in out:
        sys.exit(out)
    total = int(re.search(r"(\d+) requests in", out)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), spent / total * 1e6
