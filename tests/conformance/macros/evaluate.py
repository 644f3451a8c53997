"""Evaluates expressions in dbt's base context, with a table as `run_query` gives it.

Reads {"expressions": [...]} from standard input, writes a list of {"text": ...} or {"error": message}. What an expression
prints to the terminal stands before its text.
"""

import datetime
import decimal
import io
import itertools
import json
import sys

# Before agate is imported, which keeps the standard output that it finds.
answers, sys.stdout = sys.stdout, io.StringIO()

from dbt.clients.jinja import get_rendered  # noqa: E402
from dbt.context.base import generate_base_context  # noqa: E402
from dbt_common.clients import agate_helper  # noqa: E402

COLUMNS = ["id", "name", "amount", "day", "at", "ok", "nothing", "Big", "ratio"]
ROWS = [
    [1, "ann", decimal.Decimal("1.50"), datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31, 12, 30), True, None, 12345678901234567890, 0.5],
    [2, "bob", None, None, None, False, None, None, 1.0],
    [3, "it's", decimal.Decimal("-20.00"), datetime.date(1999, 12, 31), datetime.datetime(1999, 12, 31, 23, 59, 59, 250000), None, None, 5, None],
    [3, "ann", decimal.Decimal("100"), datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31), True, None, 5, 2.25],
]


def table():
    return agate_helper.table_from_data_flat([dict(zip(COLUMNS, row)) for row in ROWS], COLUMNS)


def outcome(expression):
    context = generate_base_context({})
    # Without dbt's wrappers, which only warn that itertools goes away.
    context["modules"]["itertools"] = {name: getattr(itertools, name) for name in context["modules"]["itertools"]}
    context.update({"t": table(), "empty": agate_helper.empty_table()})
    text = expression if "{{" in expression or "{%" in expression else "{{ " + expression + " }}"
    try:
        sys.stdout.seek(0)
        sys.stdout.truncate()
        rendered = get_rendered(text, context)
        return {"text": sys.stdout.getvalue() + rendered}
    except Exception as error:  # noqa: BLE001: every failure is an answer
        return {"error": str(error)}


json.dump([outcome(each) for each in json.load(sys.stdin)["expressions"]], answers)
