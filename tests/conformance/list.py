"""Asks dbt many listings in one process: list.py OUT COMMON_JSON CASES_JSON. Writes a JSON list of lists of lines."""

import json
import sys

from dbt.cli.main import dbtRunner

out, common, cases = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
parsed = dbtRunner().invoke(["--quiet", "parse", *common])
if not parsed.success:
    raise SystemExit(f"dbt parse failed: {parsed.exception}")
quick = ["--no-write-json", "--log-level-file", "none"]
answers = []
for case in cases:
    answer = dbtRunner(manifest=parsed.result).invoke(["--quiet", "ls", *case, *common, *quick])
    if answer.exception is not None:
        raise SystemExit(f"dbt ls {' '.join(case)} failed: {answer.exception}")
    answers.append(list(answer.result or []))
with open(out, "w", encoding="utf-8") as file:
    json.dump(answers, file)
