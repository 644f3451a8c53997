"""Renders the models of a dbt project one by one, in real dbt's context, whatever happens to the others.

usage: render.py ANSWERS COMMON   COMMON: dbt's options for the project, as JSON
Writes {"rendered": {model: text}, "errors": {model: message}, "macros": [[package, name, [argument, ...]], ...]}.
"""

import json
import sys

from dbt.adapters.factory import get_adapter
from dbt.cli.main import dbtRunner
from dbt.clients.jinja import get_rendered
from dbt.config.runtime import RuntimeConfig
from dbt.context.providers import generate_runtime_model_context
from dbt.flags import get_flags


def main(answers, common):
    parsed = dbtRunner().invoke(["--quiet", "parse", *common])
    if not parsed.success:
        raise SystemExit(f"dbt cannot parse the project: {parsed.exception}")
    manifest = parsed.result
    config = RuntimeConfig.from_args(get_flags())
    adapter = get_adapter(config)
    adapter.set_macro_resolver(manifest)
    rendered, errors = {}, {}
    with adapter.connection_named("cases"):
        for node in manifest.nodes.values():
            try:
                context = generate_runtime_model_context(node, config, manifest)
                rendered[node.name] = get_rendered(node.raw_code, context, node)
            except Exception as error:  # noqa: BLE001: every failure is an answer
                errors[node.name] = str(error)
    macros = [
        [macro.package_name, macro.name, [argument.name for argument in macro.arguments]]
        for macro in manifest.macros.values()
    ]
    with open(answers, "w", encoding="utf-8") as file:
        json.dump({"rendered": rendered, "errors": errors, "macros": macros}, file)


main(sys.argv[1], json.loads(sys.argv[2]))
