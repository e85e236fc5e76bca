"""Prisma: `migrations/20240101120000_text/migration.sql`, in the order of the folders' names.

Drizzle's newer layout is the same with a `snapshot.json` in each folder.
Sources: https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories,
https://orm.drizzle.team/docs/drizzle-kit-generate
"""

from __future__ import annotations

from guardrail.project.histories.directories import in_folders
from guardrail.project.histories.model import History
from guardrail.project.histories.tree import Tree


def histories(tree: Tree) -> list[History]:
    """One history for each folder of migrations."""
    drizzle = in_folders(tree, "drizzle", "migration.sql", str, beside="snapshot.json")
    left = tree.without(step.path for history in drizzle for step in history.steps)
    return drizzle + in_folders(left, "prisma", "migration.sql", str)
