"""Runs several dbt commands in one process, which saves the seconds that dbt takes to start: steps.py OUT STEPS_JSON.

STEPS_JSON is the name of a file with a list of lists of arguments. OUT gets a list of
`{"success": bool, "exception": text or null, "failed": [names of nodes that ended in an error]}`.
"""

import json
import sys

from dbt.cli.main import dbtRunner


def failed_nodes(result):
    results = getattr(result, "results", None) or []
    return [each.node.unique_id for each in results if str(each.status) in ("error", "fail", "runtime error")]


def ended(args):
    try:
        answer = dbtRunner().invoke(["--quiet", *args, "--log-level-file", "none"])
    except BaseException as error:  # some mistakes end the process
        return {"success": False, "exception": f"{type(error).__name__}: {error}", "failed": []}
    exception = answer.exception
    said = None if exception is None else f"{type(exception).__name__}: {exception}"
    return {"success": answer.success, "exception": said, "failed": failed_nodes(answer.result)}


with open(sys.argv[2], encoding="utf-8") as file:
    steps = json.load(file)
answers = [ended(args) for args in steps]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(answers, file)
