"""What was fetched from a store of secrets, followed back from where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tree_sitter import Node

from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.knowledge.python.secret_stores import (
    ABOUT,
    ADDRESSES,
    AROUND,
    GIVEN_BESIDE,
    GIVING,
    IF_TRUE,
    KEEPING,
    OF_OWNERS,
    SHOWN_WHOLE,
    STORES,
    TYPED,
    UNWRAPPING,
    WHOLE_ADDRESS,
)
from guardrail.knowledge.python.telling import HARMLESS
from guardrail.patterns import late
from guardrail.screen import hands_secrets

_DEEPEST = 12
_CUT = late(r"[1-9]:|0?:-\d|0?:(?P<shown>\d{2,4})|0?:(?::-?1)?")
_NEARLY_ALL = 16
"""All but a few letters of a secret are shown by `token[4:]`, by `token[:-4]` and `token[:20]`."""
_PLACE = "0123456789-"
"""What a place in a list is made of."""
_FOLLOWED = (BindingKind.ASSIGNED, BindingKind.LOOPED, BindingKind.OPENED)


@lru_cache(maxsize=4)
def may_fetch(text: str) -> bool:
    """Whether a call may stand in a text that gives a secret."""
    # Remembered: it is asked for each value of a text that is followed.
    return hands_secrets(text) or any(word in text for word in GIVEN_BESIDE)


def fetched_secret(
    reading: Reading, node: Node, steps: tuple[str, ...] = (), depth: int = 0
) -> bool:
    """Whether an expression is, or shows, a secret that a store has given.

    `steps` are the attributes and keys that were asked for behind it.
    """
    if depth > _DEEPEST:
        return False
    node = unwrapped(node)
    if node.type == "identifier":
        return _named(reading, node, steps, depth)
    if node.type in ("attribute", "subscript"):
        owner = node.child_by_field_name("object") or node.child_by_field_name("value")
        step = node.child_by_field_name("attribute") or node.child_by_field_name("subscript")
        if owner is None or step is None:
            return False
        if step.type == "slice" and cuts_short(reading.module, step):
            return False
        named = node.type == "attribute"
        told = reading.module.name(step) if named else reading.known(step)
        if named and _kept(reading, node, steps, depth):
            return True
        return fetched_secret(reading, owner, (*steps, told), depth + 1)
    if node.type == "boolean_operator":
        # `secret.data or {}`
        sides = reading.module.children(node)[0]
        return any(fetched_secret(reading, one, steps, depth + 1) for one in sides)
    return node.type == "call" and _called(reading, node, steps, depth)


def cuts_short(module: Module, cut: Node) -> bool:
    """Whether a slice leaves but a few letters of a text: `secret[:4]`, `secret[-4:]`."""
    found = _CUT.fullmatch("".join(module.code(cut).split()))
    return found is None or int(found["shown"] or _NEARLY_ALL) < _NEARLY_ALL


def _named(reading: Reading, node: Node, steps: tuple[str, ...], depth: int) -> bool:
    if HARMLESS.search(reading.module.name(node)):
        return False
    clause = clause_around(reading.module, node)
    if clause is not None:
        over = clause.child_by_field_name("right")
        return over is not None and fetched_secret(reading, over, steps, depth + 1)
    reaching = reading.builder.flow.reaching(node)[:3]
    if steps and any(one.kind is BindingKind.PARAMETER for one in reaching):
        return _handed(reading, node, reaching, steps, depth)
    return any(
        one.value is not None
        and one.kind in _FOLLOWED
        and not (one.kind is BindingKind.LOOPED and one.index == 0)
        and fetched_secret(reading, one.value, steps, depth + 1)
        for one in reaching
    )


def _kept(reading: Reading, node: Node, steps: tuple[str, ...], depth: int) -> bool:
    """Whether an attribute of the class around holds what a store has given: `self._data`."""
    if HARMLESS.search(reading.module.name(node)):
        return False
    return any(
        one.value is not None
        and one.kind is BindingKind.ASSIGNED
        and fetched_secret(reading, one.value, steps, depth + 1)
        for one in reading.builder.flow.attributes(node)[:3]
    )


def _handed(
    reading: Reading, node: Node, reaching: Sequence[Binding], steps: tuple[str, ...], depth: int
) -> bool:
    """Whether a function is handed a secret with what is around it: `secret: KeyVaultSecret`."""
    typed = (one.annotation for one in reaching if one.annotation is not None)
    names = {one.rpartition(".")[2] for each in typed for one in [reading.module.code(each)]}
    if any(not TYPED[one].isdisjoint(steps) for one in names & TYPED.keys()):
        return True
    given = passed_to(reading, node)
    return any(fetched_secret(reading, one, steps, depth + 1) for one in given)


def _called(reading: Reading, node: Node, steps: tuple[str, ...], depth: int) -> bool:
    call = reading.call(node)
    if call.name in GIVING or call.last in UNWRAPPING:
        return True
    if call.name in ADDRESSES:
        return not WHOLE_ADDRESS.isdisjoint(steps)
    if call.last in WHOLE_ADDRESS:
        owner = call.function.child_by_field_name("object")
        return owner is not None and fetched_secret(reading, owner, (call.last,), depth + 1)
    wanted = STORES.get(call.last)
    if wanted is not None and call.last in OF_OWNERS:
        named = reading.module.code(call.function).rpartition(".")[0]
        wanted = wanted if named.endswith(OF_OWNERS[call.last]) else None
    if wanted is not None:
        asked = IF_TRUE.get(call.last)
        shown = asked is None or reading.truth(call.keywords.get(asked)) is True
        whole = call.last in SHOWN_WHOLE and all(
            one in AROUND or not one.strip("0123456789-") for one in steps
        )
        kept = [one for one in steps if one in ABOUT]
        return shown and not kept and (whole or not wanted.isdisjoint(steps))
    owner = call.function.child_by_field_name("object")
    if call.last in KEEPING:
        if call.last == "get" and call.positional and owner is not None:
            asked = reading.known(call.positional[0])
            return fetched_secret(reading, owner, (*steps, asked), depth + 1)
        given = [*call.positional, *([owner] if owner is not None else [])]
        return any(fetched_secret(reading, one, steps, depth + 1) for one in given)
    own = reading.scopes.function(call.name)
    if own is None or HARMLESS.search(call.name) or HARMLESS.search(body_of(reading.module, own)):
        return False
    results = results_of(reading.module, own)[:3]
    if any(fetched_secret(reading, one, steps, depth + 2) for one in results):
        return True
    return any(one.type.endswith("comprehension") for one in results) and any(
        fetched_secret(reading, one, steps, depth + 1) for one in call.positional[:3]
    )
