"""What a Python migration says, without layout, imports, and what a database never sees.

The tree is walked without recursion, so nesting costs nothing but time, and time is linear. Text
with errors (Python 2, half typed) has a tree too, and is compared by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guardrail.patterns import late

if TYPE_CHECKING:
    from tree_sitter import Node

LARGEST = 150_000
"""The longest text that is taken apart, in code points; longer ones by their lines."""

_MIGRATION_NAMES = frozenset({"operations", "dependencies", "run_before", "initial", "atomic"})
"""What a Django migration's class says to Django. `replaces` goes once a squash is applied."""

_NEVER_IN_A_DATABASE = frozenset(
    {
        "blank",
        "choices",
        "editable",
        "error_messages",
        "help_text",
        "limit_choices_to",
        "storage",
        "upload_to",
        "validators",
        "verbose_name",
        "verbose_name_plural",
    }
)
"""Arguments of Django's fields that change no schema."""

_CONTINUED = late(r"\\\r?\n")
_MOST_CONTINUED = 1000
"""The most continued lines in a text that is taken apart: the parser is quadratic in them."""

_IMPORTS = frozenset({"import_statement", "import_from_statement", "future_import_statement"})
_LAYOUT = frozenset({",", "(", ")", "comment", "line_continuation"})
_PLAIN_STRING = late(r"([rRuUbB]*)(\"\"\"|'''|\"|')([^\"'\\]*)\2\Z")


def python_meaning(text: str) -> str:
    """The text in a form that layout, comments and imports don't change."""
    if len(text) > LARGEST or len(_CONTINUED.findall(text)) > _MOST_CONTINUED:
        return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return " ".join(_said(text))


def _said(text: str) -> Iterator[str]:
    from guardrail.frontends.python.source.tree import folded, parse

    waiting: list[tuple[Node | None, bool]] = [(parse(folded(text)).root_node, False)]
    while waiting:
        node, in_migration = waiting.pop()
        if node is None:
            yield ")"
            continue
        own = text[node.start_byte : node.end_byte]
        if node.type in _LAYOUT or _says_nothing(node):
            continue
        if in_migration and _unseen(node, text):
            continue
        if node.type == "string" and (plain := _PLAIN_STRING.match(own)):
            yield f"{plain[1].lower().replace('u', '')}'{plain[3]}'"
        elif not node.children:
            yield own
        elif node.type == "parenthesized_expression":
            waiting += [(child, in_migration) for child in reversed(node.children)]
        else:
            inside = in_migration or _is_migration(node, text)
            yield f"({node.type}"
            waiting.append((None, False))
            waiting += [(child, inside) for child in reversed(node.children)]


def _says_nothing(node: Node) -> bool:
    """Whether a statement is an import, or a string alone."""
    if node.type in _IMPORTS:
        return True
    return (
        node.type == "expression_statement"
        and node.child_count == 1
        and node.children[0].type == "string"
    )


def _is_migration(node: Node, text: str) -> bool:
    name = node.child_by_field_name("name") if node.type == "class_definition" else None
    return name is not None and text[name.start_byte : name.end_byte] == "Migration"


def _unseen(node: Node, text: str) -> bool:
    """Whether a part of a Django migration never reaches the database."""
    if node.type == "keyword_argument":
        name = node.child_by_field_name("name")
        return name is not None and text[name.start_byte : name.end_byte] in _NEVER_IN_A_DATABASE
    if node.type != "expression_statement" or node.children[0].type != "assignment":
        return False
    target = node.children[0].child_by_field_name("left")
    return (
        target is not None
        and target.type == "identifier"
        and text[target.start_byte : target.end_byte] not in _MIGRATION_NAMES
    )
