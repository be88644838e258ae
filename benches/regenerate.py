#!/usr/bin/env python3
"""What it takes to regenerate a large project: at first, unchanged, and after an edit of one operation.

Whole processes of a release build, in turn, in rounds; the document is `DOCUMENT`, by default GitHub's of the corpus.

    cargo build --release && python3 benches/regenerate.py
"""

import os, pathlib, resource, shutil, statistics, subprocess, tempfile, time

from measure import ROOT, ROUNDS, TARGET

CORPUS = pathlib.Path(os.environ.get("ZEPHYRIX_CORPUS", ROOT / "../shared/corpus"))
DOCUMENT = pathlib.Path(os.environ.get("DOCUMENT", CORPUS / "openapi/huge/github/api.github.com.json"))
ZEPHYRIX = TARGET / "release" / "zephyrix"
CACHE = TARGET / "bench" / "cache"
OPERATION = '"operationId": "activity/get-feeds",'
EDITS = {
    "one operation": (OPERATION, OPERATION + ' "deprecated": true,'),
    "one description": ('"summary": "Get feeds"', '"summary": "Get all feeds"'),
}


def run(folder, *arguments):
    """Wall and CPU milliseconds of one command in a folder."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [ZEPHYRIX, "-q", "-C", folder, *arguments]
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"XDG_CACHE_HOME": str(CACHE)})
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ended.returncode == 0, (command, ended.returncode)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1e3, cpu * 1e3


def stamps(project):
    files = (it for it in project.rglob("*") if it.is_file() and ".zephyrix/" not in it.as_posix())
    return {str(it.relative_to(project)): it.stat().st_mtime_ns for it in files}


def once(place, changed):
    """One round: what each command took."""
    project, document = place / "project", place / "api.json"
    shutil.rmtree(project, ignore_errors=True)
    shutil.copyfile(DOCUMENT, document)
    took = {"first": run(place, "generate", document, "-o", project, "--runtime", "registry")}
    took["unchanged"] = run(project, "generate")
    took["unchanged, --check"] = run(project, "generate", "--check")
    for name, (old, new) in EDITS.items():
        text = DOCUMENT.read_text()
        assert text.count(old) == 1, (old, text.count(old))
        before = stamps(project)
        document.write_text(text.replace(old, new))
        took[name] = run(project, "generate")
        after = stamps(project)
        changed[name] = sorted(it for it in before.keys() | after.keys() if before.get(it) != after.get(it))
        document.write_text(text)
        run(project, "generate")
    return took


def main():
    changed = {}
    with tempfile.TemporaryDirectory() as place:
        rounds = [once(pathlib.Path(place), changed) for _ in range(ROUNDS)]
    full = [it["first"] for it in rounds]
    for name in rounds[0]:
        wall, cpu = (statistics.median(it[name][which] for it in rounds) for which in (0, 1))
        ratio = statistics.median(it[name][1] / whole[1] for it, whole in zip(rounds, full))
        print(f"{name:20} wall {wall:8.0f} ms   CPU {cpu:8.0f} ms = {ratio:.3f} of the first")
    for name, files in changed.items():
        print(f"{name}: {len(files)} files are written: {', '.join(files)}")


main()
