"""Diesel: `migrations/2024-01-01-120000_text/up.sql` with a `down.sql` beside it.

The version is what stands before the underscore, without its hyphens, compared as a text. Hasura
has the same folders.
Source: https://docs.diesel.rs/2.2.x/diesel_migrations/struct.FileBasedMigrations.html
"""

from __future__ import annotations

from guardrail.project.histories.directories import in_folders
from guardrail.project.histories.model import History
from guardrail.project.histories.tree import Tree


def histories(tree: Tree) -> list[History]:
    """One history for each folder of migrations."""
    return in_folders(tree, "diesel", "up.sql", _version)


def _version(name: str) -> str:
    return name.partition("_")[0].replace("-", "")
