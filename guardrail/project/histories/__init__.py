"""Which files of a project are migrations of which tool, and in which order they run.

One module a tool; each knows its own order and cites where its documentation says so. The first
tool that claims a file has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.project.histories.model import FactsOf, History, MigrationStep, TextOf
from guardrail.settings import Settings

__all__ = ["FactsOf", "History", "MigrationStep", "TextOf", "find"]


def _unread(path: str) -> str | None:
    """No text at all: for callers that know names alone."""
    return None


def find(
    paths: Sequence[str],
    facts_of: FactsOf,
    settings: Settings,
    text_of: TextOf = _unread,
) -> list[History]:
    """The migration histories among the paths, in the order of their roots.

    `facts_of` is asked about Django's and Alembic's files, whose order is a graph; `text_of` about
    plans, journals and changelogs, about one file of a folder whose tool its names don't tell, and
    about migrations in which there was nothing to see: they have no facts and a place in the graph.
    Test code has no history, unless the policy names it as one.
    """
    from guardrail.project.histories.dumps import with_dumps
    from guardrail.project.histories.tools import TOOLS
    from guardrail.project.histories.tree import planted

    tree = planted(paths, facts_of, text_of, settings)
    found: list[History] = []
    for tool in TOOLS:
        histories = tool(tree)
        found += histories
        tree = tree.without(step.path for history in histories for step in history.steps)
    found = with_dumps(tree, found)
    return sorted(found, key=lambda history: (history.root, history.tool))
