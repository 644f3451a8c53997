"""Fixtures and expectations that a base class leaves to the adapter. A class here has the name of the base class that it
completes; what is not here runs as it stands in the package."""

import pathlib
import re

import pytest

from dbt.tests.adapter.dbt_show import fixtures
from dbt.tests.adapter.grants import test_seed_grants as seed_grants
from dbt.tests.adapter.simple_seed import seeds
from dbt.tests.util import check_relations_equal, run_dbt, write_file


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


class BaseSeedSpecificFormats:
    """The base makes the folder itself."""

    @pytest.fixture(scope="class")
    def test_data_dir(self, tmp_path_factory):
        return tmp_path_factory.mktemp("formats") / "data"


class SeedReadersStay:
    """dbt drops a seed with everything that reads it when it refreshes it fully. Here what reads it stays and reads the new
    seed; all else is as the base has it."""

    def _check_relation_end_state(self, run_result, project, exists):
        super()._check_relation_end_state(run_result=run_result, project=project, exists=True)


class BaseBasicSeedTests(SeedReadersStay):
    pass


class BaseSeedConfigFullRefreshOn(SeedReadersStay):
    pass


class BaseShowLimit:
    """The base looks for the limit in the compiled SQL. Here the query stays as it is written and a cursor gives the rows."""

    @pytest.mark.parametrize("args,expected", [([], 5), (["--limit", 3], 3), (["--limit", -1], 7)])
    def test_limit(self, project, args, expected):
        run_dbt(["build"])
        results = run_dbt(["show", "--inline", fixtures.models__second_ephemeral_model, *args])
        assert len(results.results[0].agate_table) == expected


class BaseShowDoesNotHandleDoubleLimit:
    """dbt puts its limit behind the query's own, which is an error. With a cursor it is none."""

    def test_double_limit_throws_syntax_error(self, project):
        results = run_dbt(["show", "--limit", "1", "--inline", "select 1 as one limit 1"])
        assert len(results.results[0].agate_table) == 1


class BaseSeedGrants:
    """dbt fills a seed that is there again and leaves its grants. Here it is built anew, so grants are always sent, and
    revoke never is. What somebody may do afterwards is the same, and is what this looks at."""

    def test_seed_grants(self, project, get_test_users):
        def after(command, expected, text=None):
            if text is not None:
                write_file(self.interpolate_name_overrides(text), project.project_root, "seeds", "schema.yml")
            assert len(run_dbt(command)) == 1
            self.assert_expected_grants_match_actual(project, "my_seed", expected)

        first, second = ({"select": [user]} for user in get_test_users[:2])
        after(["seed"], first)
        after(["seed"], first)
        after(["seed"], second, seed_grants.user2_schema_base_yml)
        after(["seed", "--full-refresh"], second)
        after(["seed"], second, seed_grants.ignore_grants_yml)
        after(["seed"], {}, seed_grants.zero_grants_yml)
        after(["seed"], {})


DBT_CACHE = out_of_scope("it looks into the cache that dbt's adapter keeps in its own process")


class BaseCachingLowercaseModel:
    pytestmark = DBT_CACHE


class BaseCachingUppercaseModel:
    pytestmark = DBT_CACHE


class BaseCachingSelectedSchemaOnly:
    pytestmark = DBT_CACHE


class BaseNoPopulateCache:
    pytestmark = DBT_CACHE
