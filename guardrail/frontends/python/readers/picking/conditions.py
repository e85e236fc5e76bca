"""By what conditions pick: by a tag or a label, by a name, by an age, or by nothing telling.

Where all of several conditions must hold, as much as the most telling says. Where one of them is
enough, as little as the least telling says: `branch.merged or branch.old`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import owned_functions
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.guarding.choices import chosen_by
from guardrail.frontends.python.guarding.way_there import Condition, before, left_by, of_branches
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.narrowing.ages_ahead import lies_before
from guardrail.frontends.python.readers.narrowing.defaults import default_of, parameter_kept
from guardrail.frontends.python.readers.narrowing.empty_ages import takes_every_age
from guardrail.frontends.python.readers.narrowing.empty_beginnings import always_holds
from guardrail.frontends.python.readers.narrowing.nearly_all import (
    is_never_called,
    takes_nearly_all,
)
from guardrail.frontends.python.readers.narrowing.one_or_other import reaches_all
from guardrail.frontends.python.readers.narrowing.surely_so import never_so
from guardrail.frontends.python.readers.picking.merged_branches import (
    in_another_branch,
    is_any_branch,
)
from guardrail.frontends.python.readers.picking.queries import AGE, LABEL, NAME
from guardrail.frontends.python.readers.picking.staying import (
    met_by_default,
    old_by_default,
    picks_nothing,
    picks_what_stays,
    said_of_anything,
)
from guardrail.frontends.python.readers.picking.telling_defaults import text_by_default
from guardrail.frontends.python.readers.picking.telling_patterns import TELLING, patterned
from guardrail.frontends.python.readers.picking.young import has_border, picks_the_young
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import Place, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.options import default_texts
from guardrail.knowledge.python.picking import (
    AGEING,
    IDENTIFYING,
    LABELLING,
    LABELLING_TEXTS,
    NAMING,
    picks_switched_off,
    words_of,
)
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_LONGEST = 600
_FARTHEST = 3
_HANDED = frozenset(("identifier", "attribute"))
_BODY = 2_000
_DEEPEST = 8
_FEW = 8
_VALUE = 200
_NAME = late(r"[^\W\d]\w*")
_DENIED = late(r"\bnot\b|!=")
_CERTAIN = {"true": True, "false": False, "none": False}
_STRENGTH = {"": 0, AGE: 1, NAME: 1, LABEL: 2}
_TEXT = late(r"""["']([^"'\n]{0,80})["']""")
_LISTED = late(r" in [A-Z][A-Z\d_]{3,}(?![\w.])")
"""A thing stands on a list that is written out: `x in ARCHIVED_TABLES`."""
_OF_PATHS = late(r"""\.(?:starts|ends)with\(\s*["'][/\\.]?["']\s*\)""")
"""A name is asked whether it is a folder's: `key.endswith("/")`."""
_COMPARED = late(r"[<>]")
_ALL_LABELS = late(r"(?i)[\"'](?:tags?|tag_?set|tag_?list|labels?|metadata)[\"'][^\"']*\Z")
_ASKED = late(
    r"""(?<!["'\w])(?P<thing>[\w.]+(?:\[["']\w+["']\]|\.get\(["']\w+["']\))?)(?:\.\w+\([^()]*\))?"""
    r""" (?:(?:not )?in [\w.(\[{]|[!=]= (?!None\b))"""
)
"""A thing that stands on a list, or is one: `stack.name in closed`, `rec["Name"] == wanted`."""


def picked_by_conditions(reading: Reading, conditions: Iterable[tuple[Node, bool]]) -> str:
    """What the conditions pick by, those of the module's own functions that they ask as well."""
    asked = _Asked(reading)
    return _most(asked.by(condition, holds, 0) for condition, holds in conditions)


def _most(told: Iterable[str]) -> str:
    return max(told, key=_STRENGTH.__getitem__, default="")


class _Asked:
    """Takes conditions apart, into those that must hold all and those of which one is enough."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module

    def by(self, condition: Node, holds: bool, depth: int) -> str:
        """What a condition picks by where it holds, or doesn't."""
        node = unwrapped(condition)
        inner = self._module.children(node)[0]
        if depth > _DEEPEST or (
            not depth and takes_nearly_all(self._reading, node, holds=holds, inverted=True)
        ):
            return ""
        if node.type == "not_operator" and inner:
            return self.by(inner[-1], not holds, depth + 1)
        if node.type == "lambda" and inner:
            return self.by(inner[-1], holds, depth + 1)
        if node.type == "boolean_operator" and inner:
            if holds and reaches_all(self._reading, node):
                return ""
            sign = node.child_by_field_name("operator")
            together = (sign is not None and self._module.code(sign) == "and") is holds
            if together:
                return _most(self.by(one, holds, depth + 1) for one in inner)
            ways = [one for one in inner if not never_so(self._reading, one, holds=holds)]
            told = [self.by(one, holds, depth + 1) for one in ways]
            return min(told, key=_STRENGTH.__getitem__, default="")
        if is_never_called(self._reading, node) or lies_before(self._reading, node, holds=holds):
            return ""
        given, there = self._whether_given(node, inner, holds)
        own = self._own(given)
        by_function = self._by_function(own, there, depth) if own is not None else None
        if node.type == "comparison_operator" and given.type == "call":
            # `match is None`, behind `match = PREVIEW.match(name)`.
            node, holds = given, there
        elif node.type == "identifier" and own is None and self._is_looked_up(given):
            # `if lease`, behind `lease = group.tags.get("lease-until")`.
            node = given
        return self._by_words(node, holds, own) if by_function is None else by_function

    def _whether_given(self, node: Node, inner: list[Node], holds: bool) -> tuple[Node, bool]:
        """What a condition asks for whether there is any: `number`, `number is not None`."""
        if node.type == "comparison_operator" and len(inner) == 2 and inner[1].type == "none":
            absent = " not" not in self._module.code(node)
            node, holds = inner[0], holds is not absent
        value = self._reading.builder.flow.value(node) if node.type == "identifier" else None
        return value or node, holds

    def _is_looked_up(self, node: Node) -> bool:
        """Whether an expression takes out what stands under a word: `tags.get("lease")`.

        All labels of a thing (`one["Tags"]`) are no one of them.
        """
        if _ALL_LABELS.search(self._module.code(node)[:_LONGEST]):
            return False
        function = node.child_by_field_name("function") if node.type == "call" else None
        return node.type == "subscript" or (
            function is not None and self._module.code(function).endswith(".get")
        )

    def _own(self, node: Node) -> Node | None:
        """The function of the module's own that a call is of, or a name: `filter(old, …)`."""
        function = node.child_by_field_name("function") if node.type == "call" else None
        if node.type == "identifier":
            return self._reading.scopes.function(self._module.name(node))
        if function is None:
            return None
        if function.type == "identifier":
            return self._reading.scopes.function(self._module.name(function))
        methods = owned_functions(self._reading.builder.flow, function)
        return methods[0] if len(methods) == 1 else None

    def _by_function(self, function: Node, holds: bool, depth: int) -> str | None:
        """What a function picks by that gives true, or doesn't; `None` where that isn't known."""
        ways: list[str] = []
        known = False
        for one in results_of(self._module, function)[:_FEW]:
            certain = _CERTAIN.get(one.type)
            if certain is not None and certain is not holds:
                continue
            code = self._module.code(one)[:_LONGEST]
            every = takes_every_age(self._reading, one) or met_by_default(code, holds=holds)
            every = every or old_by_default(code)
            known = known or every or one.type == "boolean_operator"
            place = place_of(self._module, one.start_byte)
            asked = [(c.code, c.holds) for c in self._on_the_way(place, one.start_byte)]
            told = [self.by(*each, depth + 1) for each in (*asked, *chosen_by(self._module, one))]
            ways.append(_most([*told, "" if certain else self.by(one, holds, depth + 1)]))
        return min(ways, key=_STRENGTH.__getitem__) if known or any(ways) else None

    def _on_the_way(self, place: Place, offset: int) -> Iterator[Condition]:
        """What holds at a place of a function: of its branches, and of what has left it before."""
        yield from of_branches(self._module, place)
        for statement in before(self._module, place, offset):
            yield from left_by(self._module, statement)

    def _by_words(self, condition: Node, holds: bool, own: Node | None = None) -> str:
        """What the words of a condition say, with those of what it names.

        Of a function of the module's `own` it counts what it does, not what it is called.
        """
        reading = self._reading
        code = self._module.code(condition)[:_LONGEST]
        if own is not None:
            body = own.child_by_field_name("body")
            code = self._module.code(body)[:_BODY] if body is not None else code
        for name in _NAME.findall(code):
            own = reading.scopes.function(name)
            body = own.child_by_field_name("body") if own is not None else None
            if body is not None:
                code += self._module.code(body)[:_BODY]
        if always_holds(reading, condition) or picks_nothing(code):
            return ""
        if met_by_default(self._module.code(condition)[:_LONGEST], holds=holds):
            return ""
        if is_any_branch(reading, condition):
            return ""
        told, said = "", words_of(code)
        if old_by_default(self._module.code(condition)[:_LONGEST]):
            return ""
        if in_another_branch(self._module.code(condition), code, holds):
            return LABEL
        if (_DENIED.search(code) is None) is holds:
            named = self._named(condition)
            asked = _ASKED.search(code)
            listed = _LISTED.search(code) is not None
            if asked is not None and (
                listed or not IDENTIFYING.isdisjoint(words_of(asked["thing"]))
            ):
                told = NAME
                said |= words_of(named)
            pattern = patterned(reading, code) or patterned(reading, named)
            if (said & NAMING and not _OF_PATHS.search(code)) or pattern:
                told = NAME
                said |= words_of(f"{named} {pattern}")
            texts = " ".join(_TEXT.findall(f"{code} {named}"))
            if picks_what_stays(self._module.code(condition)[:_LONGEST], code, named):
                return ""
            labels = (said & LABELLING) - said_of_anything(code, said)
            if labels or words_of(texts) & LABELLING_TEXTS:
                return LABEL
            if picks_switched_off(said | words_of(texts)):
                return LABEL
        compared = _COMPARED.search(code) is not None
        aged = compared and (said & AGEING or has_border(reading, condition))
        if not aged or takes_every_age(reading, condition):
            return told
        return told if picks_the_young(reading, condition, holds) else AGE

    def _named(self, condition: Node) -> str:
        """The code of what a condition names, where that is written out: a list, a text, a call."""
        waiting, found = [condition], ""
        while waiting and len(found) < _LONGEST:
            node = waiting.pop()
            for value in self._values(node):
                found += f" {self._module.code(value)[:_VALUE]}"
            found += "".join(f" '{one[:_VALUE]}'" for one in self._handed(node, 0))
            waiting += self._module.children(node)[0][:_FEW]
        return found

    def _handed(self, node: Node, depth: int) -> list[str]:
        """The texts that every call gives a parameter, or that another module has for a name."""
        if node.type not in _HANDED or depth > _FARTHEST:
            return []
        reading = self._reading
        bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
        if not any(one.kind is BindingKind.PARAMETER for one in bound):
            named = [*reading.texts(node)[:_FEW]] if not bound else []
            return named or self._kept(node)
        told = [
            [*reading.texts(one)[:_FEW]] or self._begun(one) or self._handed(one, depth + 1)
            for one in passed_to(reading, node)[:_FEW]
        ]
        return [text for one in told for text in one] if all(told) else []

    def _kept(self, node: Node) -> list[str]:
        """The text that an object keeps where nobody makes it with another: `self.prefix`."""
        kept = parameter_kept(self._reading, node)
        text = text_by_default(self._reading, kept) if kept.id != node.id else ""
        return [text] if text else []

    def _begun(self, node: Node) -> list[str]:
        """What is known of a text that begins with a word: `f"preview-{number}-"`."""
        text = self._reading.partly_known(node)
        return [text] if TELLING.match(text) and not text.startswith(HOLE_WORD) else []

    def _values(self, node: Node, depth: int = 0) -> list[Node]:
        """What a name stands for; of a parameter that is given an option, the option's default."""
        if node.type != "identifier" or depth > _FARTHEST:
            return []
        value = self._reading.builder.flow.value(node)
        if value is not None:
            return [value]
        module = self._module
        given = passed_to(self._reading, node)[:_FEW]
        named = [one.child_by_field_name("attribute") for one in given if one.type == "attribute"]
        names = [module.name(one) for one in named if one is not None]
        if not given:
            default = default_of(self._reading, node)
            return [default] if default is not None else []
        return [
            *(text for name in names for text in default_texts(module, name)),
            *(text for one in given for text in self._values(one, depth + 1)),
        ]
