"""Settings that hold nothing where the environment, or another module, doesn't fill them.

What the module that uses a setting refuses to go on with when it is empty never is.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.left_unset import left_unset
from guardrail.frontends.python.values.settings_elsewhere import setting_elsewhere

_WITHIN = r"\s+(?:not\s+)?in\b"


def unset_by_default(reading: Reading, node: Node) -> str:
    """The setting whose absence makes an expression empty, "" where nothing is known of that."""
    name = left_unset(reading.builder, node) or _made_empty_elsewhere(reading, node)
    return name if name and not _refused(reading, node) else ""


def _made_empty_elsewhere(reading: Reading, node: Node) -> str:
    """The same of a setting of another module."""
    if node.type not in ("identifier", "attribute"):
        return ""
    name = reading.names.imported(node) or setting_elsewhere(reading, node)
    if not name:
        return ""
    reading.texts(node)
    reading.builder.note(name)
    given = reading.source.given
    return reading.module.name(node) if given is not None and name in given.empty else ""


def _refused(reading: Reading, node: Node) -> bool:
    """Whether the module looks at what an expression holds, wherever it does."""
    if node.type not in ("identifier", "attribute"):
        return False
    if refused_when_empty(reading, node):
        return True
    code = re.escape(reading.module.code(node).strip())
    before = r"(?:not\s+|if\s+|assert\s+|while\s+)"
    asked = rf"\b{before}{code}\b(?!\s*[.(\[]|{_WITHIN})|\b{code}\s+(?:is|or)\b"
    return re.search(asked, reading.module.plain) is not None
