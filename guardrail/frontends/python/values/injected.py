"""Parameters that a web framework fills in by calling a function: `term: str = Depends(term)`.

Source: FastAPI's documentation, "Dependencies" and "Query Parameters" (`Annotated` too); Litestar's
`Provide` names its functions elsewhere.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_KEY = "injected"
_INJECTED = late(r"\b(?:Depends|Security)\(\s*(?:dependency\s*=\s*)?([^\W\d]\w*)\s*[,)]")
_ASKED = late(r"\b(?:Query|Body|Form|Header|Cookie|Path|File)\(")


def injected_by(reading: Reading, binding: Binding) -> Node | None:
    """The module's own function whose result a parameter is, `None` where it isn't one's."""
    if "Depends(" not in reading.module.text and "Security(" not in reading.module.text:
        return None
    for node in (binding.value, binding.annotation):
        found = _INJECTED.search(reading.module.code(node)) if node is not None else None
        if found is not None:
            return reading.scopes.function(found[1])
    return None


def is_injected(reading: Reading, binding: Binding) -> bool:
    """Whether a function or a class is called for what a parameter is, the module's own or not."""
    return (
        binding.value is not None
        and re.match(r"(?:\w+\.)?(?:Depends|Security)\(", reading.module.code(binding.value)[:40])
        is not None
    )


def fills_in(reading: Reading, name: str) -> bool:
    """Whether a function is called for parameters of others, with what a request says."""
    facts = reading.module.facts
    if _KEY not in facts:
        beside = "fastapi" in reading.names.packages
        found = _INJECTED.finditer(reading.module.plain) if beside else ()
        facts[_KEY] = frozenset(match[1] for match in found)
    held: frozenset[str] = facts[_KEY]
    return name in held


def is_declared_asked(reading: Reading, declared: str, default: str) -> bool:
    """Whether a parameter is declared to be a part of the request: `q: str = Query(...)`."""
    if "fastapi" not in reading.names.packages:
        return False
    return _ASKED.match(default) is not None or _ASKED.search(declared) is not None
