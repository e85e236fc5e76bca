"""Aerich's migrations: the SQL that their directions return."""

from __future__ import annotations

from reading_python import items

from guardrail.model import Direction
from guardrail.stream import Embedded, Enter

CODE = """\
from tortoise import BaseDBAsyncClient

async def upgrade(db: BaseDBAsyncClient) -> str:
    return \"\"\"ALTER TABLE "user" DROP COLUMN "email";\"\"\"

async def downgrade(db: BaseDBAsyncClient) -> str:
    return \"\"\"ALTER TABLE "user" ADD "email" VARCHAR(50);\"\"\"
"""


def test_each_direction_runs_what_it_returns() -> None:
    found = items(CODE, "migrations/models/1_20260101_drop_email.py")
    entered = [item for item in found if isinstance(item, Enter)]
    assert [item.direction for item in entered] == [Direction.UP, Direction.DOWN]
    texts = [item.source.text for item in found if isinstance(item, Embedded)]
    assert texts[0].startswith("ALTER TABLE") and "ADD" in texts[1]
