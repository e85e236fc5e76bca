"""Databases on this machine, or beside it in a network of containers: nobody listens there."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.patterns import late

_HOME = r"(?:localhost|127\.0\.0\.1|\[?::1|/(?:var|run|tmp)/)"
_AT_HOME = late(
    rf"""\bhost(?:name)?["']?\s*[:=]\s*["'](?:{_HOME}|[a-z][a-z_]*["'])|@{_HOME}""", re.IGNORECASE
)
"""A database on this machine, or beside it in a network of containers: `host="db"`."""
_NAMED_AT_HOME = late(
    rf"(?:@|://|\b(?:host|server|address)\s*=\s*(?:tcp:)?)(?:{_HOME}|\(local\)"
    r"|(?!tcp:)[a-z][a-z_]*(?=[:/;,\s]))",
    re.IGNORECASE,
)
"""The same in a text: `@db:5432/shop`, `Server=localhost;`."""
_PLACE_OF_ONE = late(r"://|[?&;]|\b(?:host|dbname|user|server|driver)\s*=", re.IGNORECASE)
_TEMPLATE = late(r"(?<!\{)\{\w+\}")
"""A place in a text that nobody fills here: how the address of a database is written."""
_OF_DATABASES = frozenset((Loosens.ENCRYPTION, Loosens.CERTIFICATE))
_FAR = 400
_LONGEST = 8_000
_ABOVE = 4
_TOGETHER = frozenset(("pair", "dictionary", "call", "argument_list", "keyword_argument"))
"""What other settings of the same connection stand in."""


def text_around(reading: Reading, trail: list[Node]) -> Node | None:
    """The text that says where a database is, in which a setting stands; `None` for other texts."""
    module = reading.module
    node = next((one for one in trail[:4] if one.type == "string"), None)
    above = node.parent if node is not None else None
    if above is not None and above.type == "concatenated_string":
        node, above = above, above.parent
    if node is None or above is None or above.type == "expression_statement":
        return None
    code = module.code(node)[:_LONGEST]
    filled = above.type == "attribute" or code[:2].lower().rstrip("\"'") in ("f", "rf", "fr")
    if not filled and _TEMPLATE.search(code):
        return None
    told = _PLACE_OF_ONE.search(code) is not None and _NAMED_AT_HOME.search(code) is None
    return node if told else None


def at_home(reading: Reading, spot: Spot, node: Node) -> bool:
    """Whether it is a database on this machine, or beside it, that a setting is about."""
    if spot.what not in _OF_DATABASES:
        return False
    above: Node | None = node
    for _ in range(_ABOVE):
        if above is None or above.type not in _TOGETHER:
            break
        if _AT_HOME.search(reading.module.code(above)[:_FAR]):
            return True
        above = above.parent
    return False
