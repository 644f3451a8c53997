"""Checks artifacts against the schemas that dbt-core's own classes give: validate.py FILE...

Prints one line for each file and ends with 1 when one is not valid.
"""

import json
import sys

from dbt.artifacts.schemas.catalog import CatalogArtifact
from dbt.artifacts.schemas.freshness import FreshnessExecutionResultArtifact
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.run import RunResultsArtifact
from jsonschema import Draft202012Validator

CLASSES = {
    "manifest": WritableManifest,
    "run-results": RunResultsArtifact,
    "catalog": CatalogArtifact,
    "sources": FreshnessExecutionResultArtifact,
}


def problems(path):
    with open(path, encoding="utf-8") as file:
        artifact = json.load(file)
    name = artifact["metadata"]["dbt_schema_version"].split("/")[-2]
    validator = Draft202012Validator(CLASSES[name].json_schema())
    return [f"{'.'.join(map(str, each.path))}: {each.message[:300]}" for each in validator.iter_errors(artifact)]


failed = False
for path in sys.argv[1:]:
    found = problems(path)
    failed = failed or bool(found)
    print(f"{path}: {'valid' if not found else '; '.join(found[:5])}")
sys.exit(1 if failed else 0)
