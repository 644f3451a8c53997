"""Stands in for dbt's programmatic runner: every command of a test goes to jiggy's program, and what the test gets back
is rebuilt from the artifacts that jiggy wrote. Nothing of the work under test is done by dbt."""

import json
import os
import re
import subprocess
from types import SimpleNamespace

import agate
from dbt.artifacts.schemas.catalog import CatalogArtifact
from dbt.artifacts.schemas.freshness import FreshnessResult
from dbt.artifacts.schemas.manifest import WritableManifest
from dbt.artifacts.schemas.results import FreshnessStatus, NodeStatus, RunStatus, TestStatus
from dbt.artifacts.schemas.run import RunExecutionResult, RunResult
from dbt.cli.exceptions import DbtUsageException
from dbt.cli.main import dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt.exceptions import DbtProfileError, DbtProjectError, ParsingError
from dbt_common.exceptions import CompilationError, DbtDatabaseError, DbtRuntimeError

CLI = os.environ["JIGGY_CLI"]
NODE = os.environ.get("JIGGY_NODE", "node")

# What the last command printed; run_dbt_and_capture hands it to the test.
last_output = SimpleNamespace(text="")

VERBS = {
    *("build", "clean", "clone", "compile", "debug", "deps", "docs", "list", "ls", "parse", "retry", "run"),
    *("run-operation", "seed", "show", "snapshot", "source", "test"),
}
RUNS = {"run", "build", "test", "seed", "snapshot", "compile", "run-operation", "retry", "clone"}


class JiggyRunner:
    def __init__(self, manifest=None, callbacks=None):
        self.callbacks = callbacks or []

    def invoke(self, args, **kwargs):
        args = with_rows([*(str(each) for each in args), *flags_of(kwargs)])
        done = subprocess.run(
            [NODE, CLI, *args], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=600, env=environment()
        )
        last_output.text = done.stdout + done.stderr
        print(last_output.text)
        try:
            return answer(args, done)
        except FileNotFoundError as missing:
            return dbtRunnerResult(success=False, exception=DbtRuntimeError(f"{missing}\n{last_output.text}"))


def with_rows(args):
    """Rows of show as JSON, to make the table from."""
    return [*args, "--output", "json"] if "show" in args and "--output" not in args else args


def flags_of(kwargs):
    flags = []
    for name, value in kwargs.items():
        flag = "--" + name.replace("_", "-")
        if value is True:
            flags.append(flag)
        elif value not in (None, False):
            flags += [flag, *([str(each) for each in value] if isinstance(value, (list, tuple)) else [str(value)])]
    return flags


def environment():
    return {**os.environ, "NO_COLOR": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}


def answer(args, done):
    success = done.returncode == 0
    verb = next((each for each in args if each in VERBS), "run")
    if verb == "debug" and "(load/no-project)" not in done.stderr:
        return dbtRunnerResult(success=success, result=success)
    if done.returncode not in (0, 1):
        return dbtRunnerResult(success=False, exception=exception_of(done.stderr))
    if verb in ("ls", "list"):
        return dbtRunnerResult(success=success, result=[line for line in done.stdout.splitlines() if line])
    if verb == "parse":
        return dbtRunnerResult(success=success, result=manifest(args))
    if verb == "docs":
        catalog = CatalogArtifact.read_and_check_versions(target(args, "catalog.json"))
        return dbtRunnerResult(success=success, result=catalog)
    if verb == "source":
        return dbtRunnerResult(success=success, result=freshness(args))
    if verb == "show":
        return dbtRunnerResult(success=success, result=shown(args, done))
    if verb == "compile":
        return dbtRunnerResult(success=success, result=compiled(args))
    if verb in RUNS:
        made = results(args)
        return dbtRunnerResult(success=success, result=made, exception=hook_exception(made))
    return dbtRunnerResult(success=success)


# The beginning of a message's code -> what dbt raises in its place.
RAISES = [
    (r"(usage/|load/no-project)", DbtUsageException),
    (r"(profile|connect)/", DbtProfileError),
    (r"(project|load)/", DbtProjectError),
    (r"(yaml|properties|parse|graph|macro|test|seed|source)/", ParsingError),
    (r"(template|model|snapshot|contract|plan)/", CompilationError),
    (r"sql/", DbtDatabaseError),
]


def exception_of(stderr):
    code = re.search(r"^error: .*\(([a-z]+/[\w-]+)\)$", stderr, re.MULTILINE)
    for pattern, kind in RAISES:
        if code and re.match(pattern, code.group(1)):
            return kind(stderr)
    return DbtRuntimeError(stderr)


def target(args, name):
    folder = option(args, "--target-path") or os.environ.get("DBT_TARGET_PATH") or "target"
    return os.path.join(option(args, "--project-dir") or os.getcwd(), folder, name)


def option(args, name):
    return args[args.index(name) + 1] if name in args else None


def manifest(args):
    return Manifest.from_writable_manifest(WritableManifest.read_and_check_versions(target(args, "manifest.json")))


def results(args):
    with open(target(args, "run_results.json")) as file:
        written = json.load(file)
    nodes = manifest(args)
    made = [run_result(each, nodes) for each in written["results"]]
    return RunExecutionResult(results=made, elapsed_time=written["elapsed_time"], args=written["args"])


def hook_exception(made):
    """A hook before the run that cannot be rendered ends dbt with an exception."""
    for each in made.results:
        if each.status == RunStatus.Error and "-on-run-start-" in each.node.unique_id:
            return DbtDatabaseError(each.message)
    return None


def compiled(args):
    """The manifest knows what was compiled."""
    nodes = [each for each in manifest(args).nodes.values() if getattr(each, "compiled", False)]
    made = [SimpleNamespace(node=each, status=RunStatus.Success, unique_id=each.unique_id) for each in nodes]
    return RunExecutionResult(results=made, elapsed_time=0, args={})


def run_result(written, nodes):
    node = node_of(nodes, written["unique_id"])
    if written.get("compiled_code") is not None and node is not None and hasattr(node, "compiled_code"):
        node.compiled_code = written["compiled_code"]
        node.compiled = True
    return RunResult(
        status=status_of(written["status"]),
        timing=[],
        thread_id=written["thread_id"],
        execution_time=written["execution_time"],
        adapter_response=written["adapter_response"],
        message=written["message"],
        failures=written["failures"],
        node=node,
    )


def status_of(text):
    for kind in (RunStatus, TestStatus, FreshnessStatus, NodeStatus):
        for status in kind:
            if status.value == text:
                return status
    raise ValueError(f"run_results.json has the status {text!r}")


def node_of(nodes, unique_id):
    for kind in ("nodes", "unit_tests", "sources", "exposures", "saved_queries", "functions", "macros"):
        found = getattr(nodes, kind).get(unique_id)
        if found is not None:
            return found
    return SimpleNamespace(unique_id=unique_id, name=unique_id.split(".")[-1])


def freshness(args):
    with open(option(args, "--output") or option(args, "-o") or target(args, "sources.json")) as file:
        written = json.load(file)
    rows = [SimpleNamespace(**{**each, "status": status_of(each["status"])}) for each in written["results"]]
    return FreshnessResult(results=rows, elapsed_time=written["elapsed_time"], metadata=None)


def shown(args, done):
    try:
        rows = json.loads(done.stdout)["show"]
    except ValueError:
        rows = []
    table = agate.Table.from_object(rows) if rows else agate.Table([])
    first = SimpleNamespace(status=RunStatus.Success, agate_table=table, message=done.stdout, node=None)
    return SimpleNamespace(results=[first], args={})
