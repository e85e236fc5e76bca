"""The tools, in the order in which they are asked: those whose signs are surest come first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from guardrail.project.histories import (
    alembic,
    atlas,
    dbmate,
    diesel,
    django,
    drizzle,
    dumps,
    flyway,
    golang_migrate,
    goose,
    liquibase,
    node_pg_migrate,
    numbered,
    pop,
    prisma,
    sqitch,
    sql_migrate,
    sqlx,
    supabase,
)
from guardrail.project.histories.model import History
from guardrail.project.histories.naming import histories_of
from guardrail.project.histories.tree import Tree

Tool = Callable[[Tree], list[History]]

BY_NAME = (
    sqlx.NAMING,
    golang_migrate.NAMING,
    supabase.NAMING,
    goose.NAMING,
    dbmate.NAMING,
    sql_migrate.NAMING,
    node_pg_migrate.NAMING,
)
"""Tools whose migrations are told by their names, and by a word in the first of them."""

TOOLS: tuple[Tool, ...] = (
    django.histories,
    alembic.histories,
    liquibase.histories,
    sqitch.histories,
    drizzle.histories,
    atlas.histories,
    prisma.histories,
    diesel.histories,
    flyway.histories,
    pop.histories,
    *(partial(histories_of, naming) for naming in BY_NAME),
    dumps.histories,
    numbered.histories,
)
