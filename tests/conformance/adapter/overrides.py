"""Fixtures and expectations that a base class leaves to the adapter. A class here has the name of the base class that it
completes; what is not here runs as it stands in the package."""

import pathlib
import re

import pytest

from dbt.tests.adapter.simple_seed import seeds
from dbt.tests.util import check_relations_equal, run_dbt


class BaseSimpleCopyUppercase:
    """The base names a server of its own; the database's name with capitals is what it is about."""

    @pytest.fixture(scope="class")
    def dbt_profile_target(self, connection):
        return {**connection, "dbname": "dbtMixedCase"}


class BaseSimpleSeedWithBOM:
    """The package does not bring its seed_bom.csv: the rows of the expected table behind a byte order mark."""

    @pytest.fixture(scope="class", autouse=True)
    def setUp(self, project):
        project.run_sql(seeds.seeds__expected_sql)
        path = pathlib.Path(str(project.project_root)) / "seeds" / "seed_bom.csv"
        path.write_text(seeds.seed__actual_csv, encoding="utf-8-sig")


class SqlUDFDefaultArgSupport:
    """PostgreSQL has default values of arguments."""

    expect_default_arg_support = True


def out_of_scope(reason):
    return [pytest.mark.skip(reason=f"out of scope: {reason}")]


class BaseEscapeSingleQuotesBackslash:
    """For databases that escape by a backslash; PostgreSQL doubles the quote (BaseEscapeSingleQuotesQuote)."""

    pytestmark = out_of_scope("backslash escapes belong to other databases; PostgreSQL doubles quotes")


def squeezed(path):
    """A compiled file without white space and digits: the schema's name holds the time."""
    return "".join(re.sub(r"\d+", "", pathlib.Path(path).read_text()).split())


class BaseEphemeralMulti:
    """The base reads target/run, whose first line names where dbt builds; what it selects stands in target/compiled."""

    def test_ephemeral_multi(self, project):
        run_dbt(["seed"])
        assert len(run_dbt(["run"])) == 3
        for model in ("dependent", "double_dependent", "super_dependent"):
            check_relations_equal(project.adapter, ["seed", model])
        schema = re.sub(r"\d+", "", project.test_schema)
        expected = f"""with __dbt__cte__base as (select * from {schema}.seed),
            __dbt__cte__base_copy as (select * from __dbt__cte__base)
            -- base_copy just pulls from base. Make sure the listed
            -- graph of CTEs all share the same dbt_cte__base cte
            select * from __dbt__cte__base where gender = 'Male' union all
            select * from __dbt__cte__base_copy where gender = 'Female'"""
        assert squeezed("target/compiled/test/models/double_dependent.sql") == "".join(expected.split())


class BaseEphemeralNested:
    """As above."""

    def test_ephemeral_nested(self, project):
        assert len(run_dbt(["run"])) == 2
        schema = re.sub(r"\d+", "", project.test_schema)
        expected = f"""with __dbt__cte__ephemeral_level_two as (select * from "dbt"."{schema}"."source_table"),
            __dbt__cte__ephemeral as (select * from __dbt__cte__ephemeral_level_two)
            select * from __dbt__cte__ephemeral"""
        assert squeezed("target/compiled/test/models/root_view.sql") == "".join(expected.split())
