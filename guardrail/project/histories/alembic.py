"""Alembic: revisions that name the one before them (`down_revision`), merged and branched.

A revision runs after all that its `down_revision` and `depends_on` name. Several heads are told;
branches of one folder run one after the other.
Sources: https://alembic.sqlalchemy.org/en/latest/tutorial.html,
https://alembic.sqlalchemy.org/en/latest/branches.html
"""

from __future__ import annotations

import re
from collections import defaultdict

from guardrail.patterns import late
from guardrail.project.histories.graph import Node, planned
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join
from guardrail.stream import Enter

_REVISION = late(r"^revision\b[^=\n]*=\s*[\"']([^\"'\n]+)", re.MULTILINE)
_BEFORE = late(
    r"^(?:down_revision|depends_on)\b[^=\n]*=\s*(\([^)]*\)|\[[^\]]*\]|[^\n]*)", re.MULTILINE
)
_NAME = late(r"[\"']([^\"'\n]+)[\"']")


def histories(tree: Tree) -> list[History]:
    """One history for each environment."""
    groups: dict[str, list[str]] = defaultdict(list)
    for folder, names in tree.folders.items():
        root = _root(tree, folder)
        if root is not None:
            groups[root] += [
                join(folder, name)
                for name in names
                if name.endswith(".py") and name not in ("__init__.py", "env.py")
            ]
    found = [_history(tree, root, sorted(paths)) for root, paths in sorted(groups.items())]
    return [history for history in found if history.steps]


def _root(tree: Tree, folder: str) -> str | None:
    """The folder of revisions that a folder belongs to, `None` for any other folder."""
    parts = folder.split("/")
    if "versions" in parts:
        return "/".join(parts[: parts.index("versions") + 1])
    if "script.py.mako" in tree.names(folder.rpartition("/")[0]):
        return folder
    return None


def _history(tree: Tree, root: str, paths: list[str]) -> History:
    nodes: dict[str, Node] = {}
    trouble: list[str] = []
    for path in paths:
        node = _node(tree, path, trouble)
        if node is not None and node.name in nodes:
            trouble.append(f"from {path} on: revision {node.name} is there twice")
        elif node is not None:
            nodes[node.name] = node
    for node in nodes.values():
        lost = [one for one in node.after if one not in nodes]
        if lost:
            trouble.append(f"from {node.path} on: {lost[0]}, which it follows, isn't there")
    plan = planned(nodes)
    trouble += plan.trouble
    if len(plan.heads) > 1:
        names = ", ".join(node.name for node in plan.heads[:3])
        trouble.append(f"from {plan.heads[0].path} on: there are several heads ({names})")
    steps = tuple(MigrationStep(node.path, node.name) for node in plan.order)
    return History("alembic", root, steps, tuple(trouble))


def _node(tree: Tree, path: str, trouble: list[str]) -> Node | None:
    facts = tree.facts_of(path)
    for fact in facts or ():
        if isinstance(fact, Enter) and fact.framework == "alembic" and fact.revision:
            return Node(path, fact.revision, list(fact.after))
    text = tree.text_of(path)
    if text is None:
        if facts is None:
            trouble.append(f"from {path} on: it can't be read")
        return None
    own = _REVISION.search(text)
    if own is None:
        return None
    after = [name for found in _BEFORE.finditer(text) for name in _NAME.findall(found[1])]
    return Node(path, own[1], after)
