"""One test class for each base class of dbt-tests-adapter that dbt-postgres instantiates. Files of the package are
untouched; overrides.py holds the fixtures that a class needs to fit PostgreSQL. The name of this module is short because
it is in the schema of each class, which BaseSameAliasDifferentDatabases puts twice into one name of at most 63 bytes."""

import importlib
import json
import os

import overrides

with open(os.path.join(os.path.dirname(__file__), "classes.json")) as listing:
    CLASSES = json.load(listing)

shard, shards = (int(each) for each in os.environ.get("JIGGY_SHARD", "0/1").split("/"))
modules = [each for index, each in enumerate(CLASSES.items()) if index % shards == shard]

for module_name, names in modules:
    module = importlib.import_module(f"dbt.tests.adapter.{module_name}")
    for name in names:
        base = getattr(module, name)
        more = getattr(overrides, name, None)
        bases = (more, base) if more is not None else (base,)
        title = f"Test{name}"
        globals()[title] = type(title, bases, {"__module__": __name__, "source_module": module_name})
