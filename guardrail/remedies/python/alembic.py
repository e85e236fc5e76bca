"""Alembic's revisions: statements outside the transaction, and the revision that follows.

Sources: Alembic's documentation of `MigrationContext.autocommit_block` and of the operations'
`postgresql_concurrently` and `postgresql_not_valid`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re

from tree_sitter import Node

from guardrail.model import Edit, NewFile
from guardrail.patterns import late
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Place
from guardrail.remedies.project import Project
from guardrail.remedies.python.imports import merged, needed
from guardrail.remedies.python.tree import around, code, margin

BLOCK = "with op.get_context().autocommit_block():"

_REVISION = late(r"""^revision\s*(?::[^=\n]+)?=\s*["'](?P<id>\w+)["']""", re.M)
_DOWN = late(r"^down_revision\s*(?::[^=\n]+)?=\s*(?P<value>[^\n]+(?:\n[ \t)]+[^\n]*)*)", re.M)
_QUOTED = late(r"""["'](\w+)["']""")


def is_alembic(text: str) -> bool:
    """Whether the text is a revision of Alembic."""
    return "alembic" in text and _REVISION.search(text) is not None


def statement_of(place: Place, call: Node) -> Node | None:
    """The statement that is just this call on `op`, in `upgrade`."""
    statement = call.parent
    function = call.child_by_field_name("function")
    if statement is None or statement.type != "expression_statement" or function is None:
        return None
    if not code(place.text, function).startswith("op."):
        return None
    line = place.text.rfind("\n", 0, statement.start_byte) + 1
    return statement if not place.text[line : statement.start_byte].strip() else None


def in_block(place: Place, node: Node) -> bool:
    """Whether a statement stands in an autocommit block already."""
    outer = around(node, "with_statement")
    while outer is not None:
        body = outer.child_by_field_name("body")
        if (
            body is not None
            and "autocommit_block" in place.text[outer.start_byte : body.start_byte]
        ):
            return True
        outer = around(outer.parent, "with_statement") if outer.parent is not None else None
    return False


def own_block(place: Place, statement: Node) -> list[Edit] | None:
    """The statement in an autocommit block of its own, one step further in."""
    text = place.text
    if in_block(place, statement):
        return []
    if _spanning_string(statement):
        return None
    gap = margin(text, statement.start_byte)
    edits = [place.edit(statement.start_byte, statement.start_byte, f"{BLOCK}\n{gap}    ")]
    at = text.find("\n", statement.start_byte, statement.end_byte)
    while at >= 0:
        if text[at + 1 : at + 2] not in ("\n", "\r"):
            edits.append(place.edit(at + 1, at + 1, "    "))
        at = text.find("\n", at + 1, statement.end_byte)
    return edits


def _spanning_string(node: Node) -> bool:
    """Whether a string inside goes over several lines: it must not be moved in."""
    if node.type == "string":
        return node.start_point[0] != node.end_point[0]
    return any(_spanning_string(child) for child in node.children)


def following(place: Place, slug: str, up: list[str], down: list[str]) -> NewFile | None:
    """The revision after the last one, with these statements.

    `None` where the last one can't be told.
    """
    folder = posixpath.dirname(place.path)
    if place.project is None:
        return None
    project = place.project
    last = project.once(("alembic", folder), lambda: _last(project, folder))
    if last is None:
        return None
    made = hashlib.sha256(f"{last} {slug}".encode()).hexdigest()[:12]
    body = "\n".join(f"    {line}" for line in up)
    back = "\n".join(f"    {line}" for line in down or ["pass"])
    imports = "\n".join(merged([*needed(place.text, body + back), "from alembic import op"]))
    title = slug.replace("_", " ")
    text = (
        f'"""{title}\n\nRevision ID: {made}\nRevises: {last}\n\n"""\n\n{imports}\n\n'
        f'revision = "{made}"\ndown_revision = "{last}"\nbranch_labels = None\ndepends_on = None\n'
        f"\n\ndef upgrade():\n{body}\n\n\ndef downgrade():\n{back}\n"
    )
    path = posixpath.join(folder, f"{made}_{slug_of(slug)}.py")
    return None if place.project.exists(path) else NewFile(path, text)


def _last(project: Project, folder: str) -> str | None:
    """The one revision that no other follows."""
    known: set[str] = set()
    followed: set[str] = set()
    for path in project.below(folder):
        text = project.text(path) if path.endswith(".py") else None
        revision = _REVISION.search(text or "")
        if text is None or revision is None:
            continue
        known.add(revision["id"])
        down = _DOWN.search(text)
        followed |= set(_QUOTED.findall(down["value"])) if down else set()
    heads = known - followed
    return heads.pop() if len(heads) == 1 else None
