"""Asks dbt which differences between two manifests make a node new or modified, and how.

record_state.py PROJECT OUT: changes one value at a time in the manifest of PROJECT (a copy; dbt writes into it), lets dbt
compare, and writes `tests/support/dbt-state.json`, which the unit tests of the comparison read. Values that dbt cannot
read are left out. Takes some minutes.
"""

import copy
import json
import os
import sys
import tempfile
from pathlib import Path

from dbt.cli.main import dbtRunner
from dbt.contracts.state import PreviousState
from dbt.graph.selector_methods import StateSelectorMethod

SECTIONS = ["nodes", "sources", "exposures", "metrics", "semantic_models", "saved_queries", "unit_tests", "functions"]
KINDS = ["new", "old", "modified", "unmodified"] + [
    f"modified.{each}"
    for each in ["body", "configs", "persisted_descriptions", "relation", "macros", "contract"]
]
SKIPPED = ["created_at", "unique_id", "resource_type", "depends_on", "root_path"]
SUBJECTS = [
    "model.everything.customer_totals",
    "model.everything.orders.v2",
    "model.everything.inc",
    "model.everything.eph",
    "model.everything.stg_orders",
    "snapshot.everything.snap",
    "analysis.everything.look",
    "test.everything.no_negative",
    "test.everything.relationships_stg_orders_customer_id__id__ref_stg_customers_.c4293d696a",
    "seed.everything.customers",
    "operation.everything.everything-on-run-start-0",
    "source.everything.shop.orders",
    "exposure.everything.dash",
    "metric.everything.revenue",
    "semantic_model.everything.sales",
    "saved_query.everything.revenue_by_day",
    "unit_test.everything.customer_totals.totals",
    "function.everything.is_ok",
]
MODEL, TEST, SOURCE = SUBJECTS[0], SUBJECTS[7], SUBJECTS[11]
CONFIG_KEYS = """enabled alias schema database tags meta group static_analysis materialized incremental_strategy batch_size
lookback begin persist_docs post-hook pre-hook quoting column_types full_refresh unique_key on_schema_change
on_configuration_change grants packages docs contract event_time concurrent_batches access freshness on_error indexes
sql_header unlogged own_key""".split()
TEST_KEYS = "where limit alias schema database tags meta group enabled fail_calc store_failures_as warn_if error_if own_key".split()
WHERE = {"where_filters": [{"where_sql_template": "a"}]}
CHOSEN = [
    *[(MODEL, ["unrendered_config", key], "other") for key in CONFIG_KEYS],
    *[(TEST, ["unrendered_config", key], "other") for key in TEST_KEYS],
    *[(SOURCE, ["unrendered_config", key], "other") for key in ["enabled", "schema", "database", "quoting", "own_key"]],
    (SOURCE, ["external"], {"location": "x"}),
    (MODEL, ["access"], "private"),
    (MODEL, ["deprecation_date"], "2031-01-01T00:00:00+00:00"),
    (MODEL, ["contract"], {"enforced": True, "alias_types": True, "checksum": "abc"}),
    (SUBJECTS[1], ["contract"], {"enforced": False, "alias_types": True, "checksum": None}),
    (SUBJECTS[1], ["contract", "checksum"], "abc"),
    ("exposure.everything.dash", ["type"], "notebook"),
    ("exposure.everything.dash", ["maturity"], "low"),
    ("exposure.everything.dash", ["depends_on", "nodes"], []),
    ("metric.everything.revenue", ["type"], "derived"),
    ("metric.everything.revenue", ["filter"], WHERE),
    ("saved_query.everything.revenue_by_day", ["query_params", "where"], WHERE),
    ("saved_query.everything.revenue_by_day", ["query_params", "limit"], 3),
    ("saved_query.everything.revenue_by_day", ["exports", 0, "config", "alias"], "other"),
    ("saved_query.everything.revenue_by_day", ["config", "cache"], {"enabled": True}),
    ("semantic_model.everything.sales", ["measures", 0, "expr"], "other"),
    ("function.everything.is_ok", ["unrendered_config", "volatility"], "stable"),
    ("macro.everything.zero", ["macro_sql"], "other"),
    ("macro.everything.positive", ["macro_sql"], "other"),
    ("macro.everything.positive", ["description"], "other"),
    ("macro.everything.positive", ["arguments"], []),
]


def find(manifest, unique_id):
    for section in SECTIONS + ["macros"]:
        if unique_id in manifest[section]:
            return manifest[section][unique_id]
    raise KeyError(unique_id)


def called(manifest, macros):
    """These macros and all that they call."""
    found = set()
    waiting = list(macros)
    while waiting:
        macro = waiting.pop()
        if macro in found or macro not in manifest["macros"]:
            continue
        found.add(macro)
        waiting += manifest["macros"][macro]["depends_on"]["macros"]
    return found


def leaves(value, path=()):
    yield path
    if isinstance(value, dict) and len(path) < 3:
        for key, each in value.items():
            yield from leaves(each, (*path, key))


def other(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    if isinstance(value, list):
        return value[1:] if value else ["x"]
    if isinstance(value, dict):
        return dict(list(value.items())[1:]) if value else {"x": "y"}
    return "x"


def changed(before, changes):
    manifest = copy.deepcopy(before)
    for unique_id, path, value in changes:
        place = find(manifest, unique_id)
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
    return manifest


def compare(manifest, written):
    """kind -> ids"""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "manifest.json").write_text(json.dumps(written))
        state = PreviousState(Path(folder), Path(folder), Path(os.getcwd()))
    included = {unique_id for section in SECTIONS for unique_id in getattr(manifest, section)}
    found = {}
    for kind in KINDS:
        name, *arguments = kind.split(".")
        found[kind] = set(StateSelectorMethod(manifest, state, arguments).search(included, kind))
    return found


def try_changes(manifest, before, changes):
    """One case for each change; together as long as dbt can read them, each by itself otherwise."""
    try:
        found = compare(manifest, changed(before, changes))
    except BaseException:  # dbt ends the process for some of what it cannot read
        return [] if len(changes) == 1 else [c for each in changes for c in try_changes(manifest, before, [each])]
    return [
        {"id": unique_id, "path": path, "value": value, "in": kinds_of(found, before, unique_id)}
        for unique_id, path, value in changes
    ]


def kinds_of(found, before, unique_id):
    """Of a macro: of the nodes below it."""
    if not unique_id.startswith("macro."):
        return [kind for kind in KINDS if unique_id in found[kind]]
    return {kind: sorted(found[kind] & set(SUBJECTS)) for kind in KINDS if kind.startswith("modified")}


def main(project, out):
    os.chdir(project)
    parsed = dbtRunner().invoke(["--quiet", "--no-partial-parse", "parse", "--profiles-dir", "."])
    assert parsed.success, parsed.exception
    before = json.loads(Path("target/manifest.json").read_text())
    kept = [m for m in before["macros"] if m.startswith("macro.everything.")]
    below = called(before, [m for s in SUBJECTS for m in (find(before, s).get("depends_on") or {}).get("macros", [])])
    before["macros"] = {m: before["macros"][m] for m in {*kept, *below}}
    rounds = {s: changes_of(find(before, s)) for s in SUBJECTS}
    cases = []
    for index in range(max(map(len, rounds.values()))):
        changes = [each[index] for each in rounds.values() if index < len(each)]
        cases += try_changes(parsed.result, before, changes)
    for change in CHOSEN:
        cases += try_changes(parsed.result, before, [change])
    for unique_id in [*SUBJECTS, "macro.everything.zero"]:
        written = copy.deepcopy(before)
        for section in SECTIONS + ["macros"]:
            written[section].pop(unique_id, None)
        found = compare(parsed.result, written)
        cases.append({"id": unique_id, "path": [], "in": kinds_of(found, before, unique_id)})
    nodes = {s: find(before, s) for s in SUBJECTS}
    macros = {m: before["macros"][m] for m in kept}
    lines = ",\n".join(json.dumps(case) for case in cases)
    text = f'{{"nodes": {json.dumps(nodes)},\n"macros": {json.dumps(macros)},\n"cases": [\n{lines}\n]}}\n'
    Path(out).write_text(text.replace(str(Path(project).resolve()), "/project"))


def changes_of(node):
    paths = [path for path in leaves(node) if path and path[0] not in SKIPPED]
    return [(node["unique_id"], list(path), other(value_at(node, path))) for path in paths]


def value_at(value, path):
    for key in path:
        value = value[key]
    return value


main(sys.argv[1], sys.argv[2])
