#!/usr/bin/env python3
"""A plugin of zephyrix: a table of all operations, and a diagram of what is kept.

It reads one JSON document from standard input and writes one to standard output; whatever it has to say goes to standard error.
Nothing but Python's own library is needed. `zephyrix.toml`:

    [[plugin]]
    name = "report"
    command = ["python3", "plugins/report.py"]
    options = { folder = "docs", require_docs = true }
"""

import csv
import io
import json
import sys

PROTOCOL = 1


def operations(ir):
    """Every operation as a row of CSV: what it is, where, who may ask for it, and what it may answer."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["operation", "method", "path", "tag", "security", "answers", "what"])
    for it in ir["operations"]:
        proofs = [" + ".join(demand["scheme"] for demand in all_of) or "optional" for all_of in it["security"]]
        rows.writerow([
            it["name"],
            it["http"]["method"],
            it["http"]["path"],
            it["tag"],
            " or ".join(proofs) or "open",
            " ".join(outcome["status"] for outcome in it["outcomes"]),
            it["docs"]["line"],
        ])
    return out.getvalue()


def entities(ir):
    """Every entity and relation as a Mermaid diagram."""
    lines = ["# Entities", "", "```mermaid", "erDiagram"]
    for it in ir["entities"]:
        lines.append(f"    {it['name']} {{")
        for column in it["columns"]:
            kind = column["scalar"] or column["kind"]
            lines.append(f"        {kind} {column['name']}{' PK' if column['key'] else ''}")
        lines.append("    }")
        for relation in it["relations"]:
            many = "}o--o{" if relation["through"] else "||--o{" if relation["many"] else "}o--||"
            lines.append(f"    {it['name']} {many} {relation['to']} : {relation['name']}")
    return "\n".join([*lines, "```", ""])


def undescribed(ir):
    """A warning for each operation that nobody has described."""
    for it in ir["operations"]:
        if not it["docs"]["line"]:
            yield {
                "severity": "warning",
                "message": f"operation `{it['name']}` has no description",
                "help": "say in a `summary` what it does",
                **(it["place"] or {}),
            }


def main():
    question = json.load(sys.stdin)
    if question["protocol"] != PROTOCOL or question["ir"]["zephyrix"]["ir"] != 1:
        sys.exit(f"speaks protocol {PROTOCOL} about models of version 1")
    ir, options = question["ir"], question["options"]
    folder = options.get("folder", "docs")
    files = [{"path": f"{folder}/operations.csv", "text": operations(ir)}]
    if ir["entities"]:
        files.append({"path": f"{folder}/entities.md", "text": entities(ir)})
    findings = list(undescribed(ir)) if options.get("require_docs") else []
    json.dump({"protocol": PROTOCOL, "files": files, "diagnostics": findings}, sys.stdout)


if __name__ == "__main__":
    main()
