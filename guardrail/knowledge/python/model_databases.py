"""Databases as the frameworks for language models hold them: SQL run by `SQLDatabase`.

Source: the reference of langchain-community 0.4 (`SQLDatabase.run`, `run_no_throw`) and of
llama-index-core 0.14 (`SQLDatabase.run_sql`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_DATABASE = "sql database of a model"
_BESIDE = ("SQLDatabase",)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "langchain_community.utilities.SQLDatabase",
            "langchain_community.utilities.SQLDatabase.from_uri",
            "langchain_community.utilities.sql_database.SQLDatabase",
            "langchain_community.utilities.sql_database.SQLDatabase.from_uri",
            "langchain.sql_database.SQLDatabase.from_uri",
            "langchain.utilities.SQLDatabase.from_uri",
            "llama_index.core.SQLDatabase",
            "llama_index.core.SQLDatabase.from_uri",
            "llama_index.core.utilities.sql_wrapper.SQLDatabase",
        ),
        kind=_DATABASE,
        unproved="the packages are heavy, and aren't installed for tests",
    ),
)

ROWS: tuple[Row, ...] = (
    RunsText(
        names=(".run", ".run_no_throw", ".run_sql"),
        language="sql",
        text=Argument(0, "command"),
        receivers=(_DATABASE,),
        beside=_BESIDE,
        example=(
            "from langchain_community.utilities import SQLDatabase\n"
            "SQLDatabase.from_uri('postgresql://db.acme.io/shop').run('DELETE FROM users')"
        ),
    ),
)
