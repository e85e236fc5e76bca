"""Whether somebody asked for a check to be off: `if insecure:`, on a developer's machine."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.guarding.way_there import Condition
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.switches import stands_at
from guardrail.model import EnvironmentKind
from guardrail.patterns import late
from guardrail.project.asked_environment import asked_environment

_ASKED_FOR = late(
    r"insecure|skip|self_?signed|unsafe|debug|trust"
    r"|(?<![^\W_])(?:local(?:host|ly)?|dev|devel|developer|development|tests?|testing|ci)(?![^\W_])",
    re.IGNORECASE,
)
"""What a switch says by which somebody wants it: a `device` or a `locale` is none."""
_CHECKED = late(r"verif", re.I)
_DENIED = late(r"not\b|[^\n]*(?:!=|\bnot in\b|\bis (?:not|False)\b)")
_FAR = 400


def asks_for(reading: Reading, condition: Condition) -> bool:
    """Whether a condition holds only where somebody wants it, or on a developer's machine."""
    text = reading.module.code(condition.code)[:_FAR]
    asked = asked_environment(text)
    if asked is not None:
        return (asked[0] is EnvironmentKind.PRODUCTION) is (asked[1] is not condition.holds)
    if _holds_by_default(reading, condition):
        return False
    if _only_if_given(reading, condition):
        return True
    wanted = condition.holds is not bool(_DENIED.match(text))
    words = _ASKED_FOR if wanted else _CHECKED
    return words.search(text) is not None


def _holds_by_default(reading: Reading, condition: Condition) -> bool:
    """Whether nobody has to ask: `def context(verify=False)`, where it is `if not verify:`."""
    node, holds = unwrapped(condition.code), condition.holds
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        node, holds = (unwrapped(inner) if inner is not None else node), not holds
    if node.type == "attribute":
        # A field of a class: `verify: bool = False`.
        return any(
            one.value is not None and _stands(reading, one.value) is holds
            for one in reading.builder.flow.attributes(node)
        )
    if node.type != "identifier":
        return False
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].value is None or reaching[0].index is not None:
        return False
    if reaching[0].kind is BindingKind.PARAMETER:
        return reading.truth(reaching[0].value) is holds
    assigned = reaching[0].kind is BindingKind.ASSIGNED
    return assigned and _stands(reading, reaching[0].value) is holds


def _only_if_given(reading: Reading, condition: Condition) -> bool:
    """Whether nobody here asks: `if not strict:` of `def context(strict=True)`, as it is called."""
    node, holds = unwrapped(condition.code), condition.holds
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        node, holds = (unwrapped(inner) if inner is not None else node), not holds
    reaching = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    function = function_around(reading.module, node)
    if len(reaching) != 1 or function is None or reaching[0].value is None:
        return False
    default = reading.truth(reaching[0].value)
    if reaching[0].kind is not BindingKind.PARAMETER or default is None or default is holds:
        return False
    calls = calls_of_function(reading, function, class_around(function))
    given = [
        given_to(reading.module, function, one).get(reading.module.name(node)) for one in calls
    ]
    return bool(calls) and all(
        one is not None and one.value is not None and reading.truth(one.value) is default
        for one in given
    )


def _stands(reading: Reading, value: Node) -> bool | None:
    """Whether a value is true where nobody sets it, `None` where that isn't told."""
    truth = reading.truth(value)
    return stands_at(reading, value) if truth is None else truth
