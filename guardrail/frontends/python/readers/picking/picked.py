"""Whether what a call takes away was picked out among others, or made by the program itself.

`for one in servers.list(): one.delete()` takes everything there is, whatever it is. Where a tag, a
label, a name or an age picks what goes, or the newest are kept, somebody has said what may go. A
condition on a state ("running") picks nothing: it is everything that can be taken. Neither does one
that leaves a few out (`if not name.startswith("_")`).
"""

from __future__ import annotations

import re

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.guarding.choices import chosen_by
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.picking.absence import where_absent
from guardrail.frontends.python.readers.picking.arguments import narrowed_by
from guardrail.frontends.python.readers.picking.chosen import given_whole
from guardrail.frontends.python.readers.picking.conditions import picked_by_conditions
from guardrail.frontends.python.readers.picking.copied_by_helpers import (
    copied_by_helper,
    done_by_default,
)
from guardrail.frontends.python.readers.picking.newest import by_place
from guardrail.frontends.python.readers.picking.origins import MADE, PickingOrigins
from guardrail.frontends.python.readers.picking.queries import AGE, LABEL
from guardrail.frontends.python.readers.picking.trail import met_on_the_way
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.picking import COPYING, NEVERTHELESS, words_of
from guardrail.patterns import late

NEWEST = "newest"
_FARTHEST = 10_000
"""So many characters before a call are looked at: what is done farther away counts for nothing."""
_LONGEST = 600
_FEW = 8
_MADE = (
    r"\b(?:((?:create|run|launch|provision|copy|take|start|restore)_?\w*)"
    r"\((?=(?:[^()]{{0,400}}[\s,=\[])?{0}\s*[,)\]}}])"
    r"|(Snapshot|Image)\((?=(?:[^()]{{0,400}}[\s,=\[{{])?{0}\s*[,)\]}}]))"
)
"""What makes or copies something of a name; what describes a copy may hold that in a text."""
_MAKES = late(r"[\"'\s](?:create\w*|run|launch|clone|init|mkdir|add|new|apply|up)[\"'\s]")
_NAME = late(r"[^\W\d]\w*")
_ATTRIBUTE = late(r"self\.[^\W\d]\w*")
_KEPT = late(r"self\.[^\W\d]\w*(?![\w.(])")
_OWN_CALL = late(r"self\.([^\W\d]\w*)\(")


def picked_out(reading: Reading, call: Call, node: Node | None) -> str:
    """What picked what a call takes ("label", "name", "age", "made"); `node` says what that is."""
    told = picked_how(reading, call, node)
    return "" if told == NEWEST else told


def picked_how(reading: Reading, call: Call, node: Node | None, *, takes: bool = True) -> str:
    """The same, and "newest" where what was made last goes, and what is old stays.

    What a call is given besides says which ones only where it `takes` some away.
    """
    whole = given_whole(reading, call)
    asked = [] if whole else [*chosen_by(reading.module, call.node)]
    places = {by_place(reading, *one) for one in asked}
    if NEWEST in places:
        return NEWEST
    told = picked_by_conditions(reading, asked) or (AGE if "oldest" in places else "")
    narrowed = (
        narrowed_by(reading, _without(reading, call, node)) if takes and told != LABEL else ""
    )
    if LABEL in (told, narrowed):
        return LABEL
    if node is None:
        return told
    origins = PickingOrigins(reading)
    origin = origins.of(node, 0, direct=True)
    if origins.newest:
        return NEWEST
    if origin in (LABEL, MADE):
        return origin
    if not whole:
        met = met_on_the_way(reading, call.node, node, alone=True)
        by_the_way = picked_by_conditions(
            reading, [(one, holds) for one, holds in met if one is not None]
        )
        told = by_the_way if by_the_way == LABEL else told or by_the_way
    if told == LABEL:
        return told
    # What the program has made itself, or a copy of, says more than a name or an age.
    return MADE if _made_before(reading, call, node) else told or origin


def _without(reading: Reading, call: Call, node: Node | None) -> Call:
    """A call without what it takes, where a function gives that: it is no filter of the call."""
    if node is None or node.type != "call" or not called_functions(reading.builder.flow, node):
        return call
    return replace(call, positional=[one for one in call.positional if one.id != node.id])


def _made_before(reading: Reading, call: Call, node: Node) -> bool:
    """Whether the function made what it takes away, or a copy of it, before that."""
    code = reading.module.code(node)[:_LONGEST]
    names = [code] if _ATTRIBUTE.fullmatch(code) else []
    names += [one for one in _NAME.findall(code) if one != "self"]
    around = place_of(reading.module, call.node.start_byte).definitions
    end = call.node.start_byte
    start = max(around[-1].start_byte if around else 0, end - _FARTHEST)
    taken = words_of(call.last)
    for name in names[:_FEW]:
        made = re.compile(_MADE.format(re.escape(name)))
        for match in made.finditer(reading.module.plain, start, end):
            called = match[1] or match[2]
            said = words_of(called)
            told = reading.module.text[match.start() : match.end() + _LONGEST].partition(")")[0]
            if said & COPYING:
                if done_by_default(reading, match.start()):
                    return True
                continue
            if not said & taken or NEVERTHELESS.search(told) or _if_absent(reading, match.start()):
                continue
            # `run([…])` may do anything: the words of the command say whether it makes something.
            if called != call.last or _MAKES.search(told):
                return True
        if copied_by_helper(reading, start, end, name, _MADE):
            return True
    kept = [one for one in _KEPT.findall(code) if one][:_FEW]
    return any(_copied_by_method(reading, start, end, one) for one in kept)


def _copied_by_method(reading: Reading, start: int, end: int, name: str) -> bool:
    """Whether a method that was called before copies what an attribute keeps: `self.bookmark()`."""
    module = reading.module
    made = re.compile(_MADE.format(re.escape(name)))
    for match in [*_OWN_CALL.finditer(module.plain, start, end)][:_FEW]:
        scope = reading.scopes.at(match.start())[0]
        while scope.parent is not None and not scope.is_class:
            scope = scope.parent
        for bound in scope.bindings.get(match[1], ()) if scope.is_class else ():
            method = bound.value if bound.kind is BindingKind.DEFINED else None
            if method is None:
                continue
            for one in made.finditer(module.plain, method.start_byte, method.end_byte):
                if words_of(one[1] or one[2]) & COPYING:
                    return True
    return False


def _if_absent(reading: Reading, at: int) -> bool:
    """Whether something is made only where it isn't there yet, so that it may have been there."""
    node = reading.module.root.named_descendant_for_byte_range(at, at + 1)
    return node is not None and where_absent(reading, node)
