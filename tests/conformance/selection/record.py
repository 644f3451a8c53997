"""Asks dbt again for what the tests of this folder compare with: record.py listings|definitions [OUT].

`listings` rewrites recorded.json: what `dbt ls` says on a copy of ../projects/selection for each command line of cases.json.
`definitions` rewrites definitions.json: what dbt makes of each selectors.yml in it. Each takes some minutes. With OUT
the answers go there instead.
"""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["DBT_SEND_ANONYMOUS_USAGE_STATS"] = "false"

from dbt.cli.main import dbtRunner  # noqa: E402

HERE = Path(__file__).resolve().parent
QUIET = ["--quiet", "ls"]
PROJECT = "name: t\nprofile: t\nversion: '1.0.0'\nvars: {v: n}\n"
PROFILE = "t: {target: dev, outputs: {dev: {type: postgres, host: h, user: u, password: p, port: 5432, dbname: d, schema: s}}}\n"
MODELS = {"m": "select 1 as id\n", "n": "select * from {{ ref('m') }}\n", "o": "select * from {{ ref('n') }}\n"}


def write(path, records):
    path.write_text("[\n" + ",\n".join(json.dumps(each) for each in records) + "\n]\n", encoding="utf-8")


def listing(manifest, args, common):
    nothing = []

    def listen(event):
        if event.info.name == "NoNodesForSelectionCriteria":
            nothing.append(event.data.spec_raw)

    runner = dbtRunner(manifest=manifest, callbacks=[listen])
    answer = runner.invoke([*QUIET, *args, *common, "--no-write-json", "--log-level-file", "none"])
    if answer.exception is not None:
        return {"args": args, "error": True}
    return {"args": args, "lines": list(answer.result or []), "nothing": nothing}


def listings(out):
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        shutil.copytree(HERE.parent / "projects" / "selection", project)
        common = ["--project-dir", str(project), "--profiles-dir", str(project)]
        parsed = dbtRunner().invoke(["--quiet", "parse", *common])
        if not parsed.success:
            raise SystemExit(str(parsed.exception))
        cases = json.loads((HERE / "cases.json").read_text())
        write(out or HERE / "recorded.json", [listing(parsed.result, args, common) for args in cases])


def definition(record, project):
    (project / "selectors.yml").write_text(record["yaml"])
    common = ["--project-dir", str(project), "--profiles-dir", str(project), "--no-partial-parse"]

    def listed(*args):
        answer = dbtRunner().invoke([*QUIET, *args, *common, "--log-level-file", "none"])
        return "error" if answer.exception is not None else list(answer.result or [])

    found = {"name": record["name"], "yaml": record["yaml"], "plain": listed()}
    if found["plain"] == "error":
        return {**found, "named": "error"}
    manifest = json.loads((project / "target" / "manifest.json").read_text())
    return {**found, "named": listed("--selector", "a"), "manifest": manifest["selectors"]}


def definitions(out):
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        files = {"dbt_project.yml": PROJECT, "profiles.yml": PROFILE}
        files.update({f"models/{name}.sql": text for name, text in MODELS.items()})
        for path, text in files.items():
            (project / path).parent.mkdir(exist_ok=True)
            (project / path).write_text(text)
        records = json.loads((HERE / "definitions.json").read_text())
        write(out or HERE / "definitions.json", [definition(each, project) for each in records])


{"listings": listings, "definitions": definitions}[sys.argv[1]](Path(sys.argv[2]) if len(sys.argv) > 2 else None)
