"""Puts jiggy in dbt's place before any test module is read, and says where PostgreSQL is."""

import os

import pytest

if "JIGGY_CLI" in os.environ:  # else real dbt does the work: the check that the overrides are right
    import dbt.cli.main
    from jiggy_runner import JiggyRunner, last_output

    dbt.cli.main.dbtRunner = JiggyRunner

    import dbt.tests.util as util

    util.dbtRunner = JiggyRunner

    def run_and_capture(args=None, expect_pass=True):
        result = util.run_dbt(args, expect_pass=expect_pass)
        return result, last_output.text

    util.run_dbt_and_capture = run_and_capture

pytest_plugins = ["dbt.tests.fixtures.project"]


@pytest.fixture(scope="session")
def connection():
    return {
        "type": "postgres",
        "threads": 4,
        "host": os.environ["JIGGY_CONFORMANCE_HOST"],
        "port": int(os.environ["JIGGY_CONFORMANCE_PORT"]),
        "user": os.environ["JIGGY_CONFORMANCE_USER"],
        "pass": os.environ["JIGGY_CONFORMANCE_PASSWORD"],
        "dbname": os.environ["JIGGY_CONFORMANCE_DBNAME"],
    }


@pytest.fixture(scope="class")
def dbt_profile_target(connection):
    return connection


def pytest_runtest_logreport(report):
    """A line for each method as it ends, for whoever watches a long run."""
    if "JIGGY_PROGRESS" in os.environ and (report.when == "call" or report.outcome != "passed"):
        with open(os.environ["JIGGY_PROGRESS"], "a") as file:
            file.write(f"{report.outcome} {report.nodeid.split('::', 1)[1]}\n")
