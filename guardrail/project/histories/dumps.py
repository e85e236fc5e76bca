"""Dumps of a whole schema: where a history starts that can't be followed to its beginning.

Rails and Ecto write `structure.sql` from migrations in Ruby and Elixir, which aren't read: the dump
stands for all of those that it lists. A `schema.sql` beside SQL migrations is where they start, or
what comes out of them: that tell the tables that both make.
Sources: https://guides.rubyonrails.org/active_record_migrations.html#types-of-schema-dumps,
https://hexdocs.pm/ecto_sql/Mix.Tasks.Ecto.Dump.html
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join

_DUMP = late(r"(?:\w+_)?(?:structure|schema)\.sql\Z", re.IGNORECASE)
_VERSION = late(r"\b\d{14}\b|'(\d{3,14})'")
_STEP = late(r"(?P<version>\d{3,})_\w+\.(?:rb|exs)\Z")
_MAKES = late(
    r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)?(\w+)",
    re.IGNORECASE,
)
_LOOKED_AT = 3
_NOT_SQL = frozenset({"django", "alembic", "rails", "ecto"})


def histories(tree: Tree) -> list[History]:
    """The dumps of Rails and Ecto, each a history of one step."""
    found = []
    for folder, names in tree.folders.items():
        for tool, below in (("rails", "migrate"), ("ecto", "migrations")):
            unread = [one for one in map(_STEP.match, tree.names(join(folder, below))) if one]
            dumps = sorted(name for name in names if name.endswith("structure.sql"))
            likely = unread or (tool == "rails" and folder.rpartition("/")[2] == "db")
            if not dumps or not likely:
                continue
            for name in dumps:
                path = join(folder, name)
                found.append(_dump(tree, tool, path, join(folder, below), unread))
            break
    return found


def _dump(tree: Tree, tool: str, path: str, below: str, unread: list[re.Match[str]]) -> History:
    listed = {found[1] or found[0] for found in _VERSION.finditer(tree.text_of(path) or "")}
    newer = sorted(one[0] for one in unread if one["version"] not in listed)
    step = MigrationStep(path, path.rpartition("/")[2].removesuffix(".sql"))
    trouble = [f"from {join(below, one)} on: it isn't SQL and not in the dump" for one in newer[:1]]
    return History(tool, path.rpartition("/")[0], (step,), tuple(trouble) if listed else ())


def with_dumps(tree: Tree, found: list[History]) -> list[History]:
    """The histories with the dumps that they start from, and dumps that are a history alone."""
    histories = list(found)
    for folder, names in sorted(tree.folders.items()):
        for name in sorted(filter(_DUMP.match, names)):
            path = join(folder, name)
            beside = [
                index
                for index, history in enumerate(histories)
                if history.root == folder or history.root.startswith(f"{folder}/" if folder else "")
            ]
            if any(histories[index].tool in _NOT_SQL for index in beside):
                continue
            made = _made(tree.text_of(path) or "")
            if not made:
                continue
            step = MigrationStep(path, name.removesuffix(".sql"))
            if not beside:
                histories.append(History("dump", folder, (step,)))
            elif len(beside) == 1 and not made & _first_made(tree, histories[beside[0]]):
                only = histories[beside[0]]
                histories[beside[0]] = replace(only, steps=(step, *only.steps))
    return histories


def _made(text: str) -> set[str]:
    return {found[1].lower() for found in _MAKES.finditer(text)}


def _first_made(tree: Tree, history: History) -> set[str]:
    made: set[str] = set()
    for step in history.steps[:_LOOKED_AT]:
        made |= _made(tree.text_of(step.path) or "")
    return made
