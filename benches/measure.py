"""What the benchmarks share: servers on free ports, wrk, h2load, the CPU time of a process, and two services asked in turn."""

import contextlib, os, pathlib, re, socket, statistics, subprocess, sys, tempfile, time

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


def h2load(url, server, body, times, *options):
    """Requests a second, and CPU microseconds a request, of a body that is sent so many times by 8 connections."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(body)
        file.flush()
        before = cpu(server)
        command = ["h2load", "-t1", "-c8", f"-n{times}", "-d", file.name, *options, url]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        spent = cpu(server) - before
    if not re.search(rf"status codes: {times} 2xx", out):
        sys.exit(out)
    return float(re.search(r"([\d.]+) req/s", out)[1]), spent / times * 1e6


@contextlib.contextmanager
def both(project, ours, theirs):
    """A generated service, in its project, and one by hand that is told where to listen: of each its port and process."""
    ports = free_port(), free_port()
    env = {"APP__SERVER__ADDR": f"127.0.0.1:{ports[0]}", "APP__LOG__ACCESS": "false", "APP__LOG__FORMAT": "json"}
    servers = [start([ours], ports[0], env, project), start([theirs, f"127.0.0.1:{ports[1]}"], ports[1], {}, project)]
    try:
        yield list(zip(ports, servers))
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def in_turn(label, ask, one, other):
    """Prints the medians of rounds in which both are asked: what each does, and the ratio pair by pair."""
    rates, costs, shown = [], [], []
    for at in range(ROUNDS):
        # Who is asked first changes: what was done just before matters.
        asked = [ask(it) for it in ([one, other] if at % 2 else [other, one])]
        ours, theirs = asked if at % 2 else asked[::-1]
        rates.append(ours[0] / theirs[0])
        costs.append(ours[1] / theirs[1])
        shown.append((*ours, *theirs))
    rate, cost, their_rate, their_cost = (statistics.median(it) for it in zip(*shown))
    print(f"{label}  a second {rate:8.0f} : {their_rate:8.0f} = {statistics.median(rates):.3f}"
          f"   CPU us {cost:8.2f} : {their_cost:8.2f} = {statistics.median(costs):.3f}", flush=True)
