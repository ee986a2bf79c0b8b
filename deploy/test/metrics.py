#!/usr/bin/env python3
"""Asks a real Prometheus what deploy/test/metrics.sh wants to know. metrics.py URL query EXPR | health | expressions ROOT; or an endpoint: URL scrape"""
import json
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

ours = re.compile(r"\b(?:baton|jvm|process)_[a-z0-9_]+")


def ask(url, path, **parameters):
    where = f"{url}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    try:
        with urllib.request.urlopen(where, timeout=20) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as refused:
        sys.exit(f"{where}: {refused.read().decode()}")


def query(url, expression):
    """The values of all series that an expression gives, separated by spaces."""
    print(" ".join(series["value"][1] for series in ask(url, "query", query=expression)["result"]))


def health(url):
    """How all rules fared when they were evaluated last."""
    print(*sorted({rule["health"] for group in ask(url, "rules")["groups"] for rule in group["rules"]}))


def scrape(url):
    """What Prometheus would get, as text."""
    with urllib.request.urlopen(f"{url}/metrics", timeout=20) as answer:
        print(answer.read().decode(), end="")


def expressions(url, root):
    """All that rules and dashboard ask is answered, and of metrics that there are; runbook entries exist."""
    there = set(ask(url, "label/__name__/values"))
    rules = [rule for group in ask(url, "rules")["groups"] for rule in group["rules"]]
    asked = [(rule["name"], rule["query"]) for rule in rules]
    dashboard = json.loads((root / "deploy/grafana/baton-dashboard.json").read_text())
    panels = [panel for panel in dashboard["panels"] if panel["type"] != "row"]
    for panel in panels:
        if not panel["description"] or not panel["fieldConfig"]["defaults"]["unit"]:
            sys.exit(f"panel {panel['title']} has no description or no unit")
        for target in panel["targets"]:
            text = re.sub(r"\$(channel|job)\b", ".*", target["expr"]).replace("$__rate_interval", "1m")
            asked.append((panel["title"], text))
    for variable in dashboard["templating"]["list"]:
        if variable["type"] == "query":
            asked.append((variable["name"], re.search(r"label_values\((\w+)", variable["definition"])[1]))
    for where, text in asked:
        names = set(ours.findall(text))
        if not names:
            sys.exit(f"{where}: no metric in {text}")
        if names - there:
            sys.exit(f"{where}: no such metric in the scrape: {' '.join(sorted(names - there))}")
        ask(url, "query", query=text)
    page = (root / "docs/operations.md").read_text()
    metrics = (root / "docs/metrics.md").read_text()
    entries = {re.sub(r"[^a-z0-9 -]", "", line.lower()).strip().replace(" ", "-")
               for line in re.findall(r"^#+ (.*)$", page, re.M)}
    for rule in rules:
        file, _, entry = rule["annotations"]["runbook_url"].partition("#")
        if file != "docs/operations.md" or entry not in entries:
            sys.exit(f"rule {rule['name']}: no such entry in the runbook: {rule['annotations']['runbook_url']}")
    told = set(re.findall(r"`(baton_[a-z_]+)`", metrics))
    served = {re.sub(r"_(bucket|sum|count)$", "", name) for name in there if name.startswith("baton_")}
    if told != served:
        sys.exit(f"docs/metrics.md and the scrape differ in: {' '.join(sorted(told ^ served))}")
    print(f"{len(rules)} rules, {len(panels)} panels, {len(served)} metrics of Baton")


if sys.argv[2] == "query":
    query(sys.argv[1], sys.argv[3])
elif sys.argv[2] == "health":
    health(sys.argv[1])
elif sys.argv[2] == "scrape":
    scrape(sys.argv[1])
else:
    expressions(sys.argv[1], pathlib.Path(sys.argv[3]))
