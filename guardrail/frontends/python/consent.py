"""What a condition guards: whether it keeps what stands behind it from happening by itself.

A flag that somebody must give, the answer to a question, a place that isn't production guard for
sure; a condition that only looks like one of those is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from tree_sitter import Node

from guardrail.effects.guarding import (
    ANSWERED,
    DRY_BY_DEFAULT,
    NOT_BY_DEFAULT,
    NOT_IN_PRODUCTION,
    is_withheld,
    on_every_way,
)
from guardrail.frontends.python.flags import flag_asked, holds_by_default, overruled
from guardrail.frontends.python.questions import depends_on_answer
from guardrail.frontends.python.tree import Module
from guardrail.frontends.python.way_there import Condition
from guardrail.model import EnvironmentKind
from guardrail.project.asked_environment import asked_environment

_LONGEST = 90
_LONGEST_ASKED = 240
_MOST_PARTS = 8
SAYING_SO = (
    r"debug|dry_?run|confirm|\byes\b|force|prompt|interactive|testing|is_test|is_dev"
    r"|environ|\binput\(|\bcommit\b|is_?prod|produc|\benv\b\W{1,3}\s*(?:[!=]=|in\b|not\b)"
)
_HINTING = re.compile(rf"{SAYING_SO}|\bargs\.|options\[", re.IGNORECASE)
_LEFT = re.compile(SAYING_SO, re.IGNORECASE)
"""A function is also left because an argument is missing: that guards nothing."""

_WORDS = (
    r"(?:assume_?|say_|answer_)?yes|y|force|confirm\w*|execute|really\w*|apply|commit|live|go|doit"
    r"|do_it|for_real|no_dry_?run|wet_?run|i_\w+|am_sure|sure|destroy|destructive|allow\w*|danger\w*"
    r"|unsafe|no_?input|proceed|acknowledg\w*|approve\w*"
)
_CONSENT = re.compile(rf"(?:{_WORDS})\Z", re.IGNORECASE)
_OF_USE = re.compile(
    r"(?:URL|URI|DSN|HOST|HOSTNAME|PORT|ADDRESS|ENDPOINT|WEBHOOK|CHANNEL|KEY|TOKEN|SECRET|PASSWORD"
    r"|USER|USERNAME|EMAIL|PATH|DIR|DIRECTORY|FOLDER|FILE|FILENAME|BUCKET|PREFIX|REGION|NAME|ID"
    r"|TABLE|SCHEMA|DATABASE|DB|QUEUE|TOPIC|INDEX)S?\Z"
)
"""Constants that hold what the code works with: to ask for one is to ask whether it is known."""
_DRY = re.compile(
    r"(?:is_)?dry_?run|dry|simulat\w+|preview|no_?op|pretend|what_?if|(?:check|plan|report|list)_only",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"[\"']--(?:{_WORDS.replace('_', '[_-]')})[\"']\s+(?P<not>not\s+)?in\s+\w*(?:sys\.)?argv",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"(?<![^\W_])(?:{_WORDS}|confirm\w*|answer|response)[\"'\])]*(?:\.\w+\(\))*\s*"
    r"(?:(?P<not>!=|not\s+in)|==|in\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"env|host|url|uri|dsn|stage|debug|settings|config|mode|profile|database|db|deploy|prod|dev"
    r"|local|conn|engine|tier|name",
    re.IGNORECASE,
)
_CONSTANT = re.compile(r"(?<![\w.\"'])[A-Z][A-Z0-9_]{2,}(?![\w\"'(])")
_TRUTHS = {"False": False, "0": False, "None": False, "True": True, "1": True}
_LAST_WORD = re.compile(r"(\w+)(?:[\"'\])]|\(\))*\Z")
_ASKING_FIRST = re.compile(rf"{_WORDS}|\w*interactive|batch|quiet|isatty", re.IGNORECASE)
"""What is asked before a question is: whether there is anybody, whether they said so already."""


def guards_in(
    module: Module, function: Node | None, condition: Condition, *, left: bool = False
) -> list[str]:
    """The guards that a condition is, those that are certain worded so.

    `left` says that the function was left where it doesn't hold.
    """
    asking = _Asking(module, function, condition, _LEFT if left else _HINTING)
    found = [*asking.of(condition.code, condition.holds)]
    if condition.within is None or not found:
        return found
    # It is asked only in a branch: where that is skipped by default nothing was asked.
    if not always_asked(module, function, condition.within.code):
        return []
    return [one for one in found if is_sure(one)]


def is_sure(guard: str) -> bool:
    """Whether a guard keeps something from happening by itself, or in production."""
    return is_withheld((guard,))


def always_asked(module: Module, function: Node | None, outer: Node) -> bool:
    """Whether a branch in which something is asked is taken unless somebody says otherwise."""
    text = module.code(outer)
    default = holds_by_default(module, function, f"if {text}")
    if default is not None:
        return default
    if asked_environment(text) is not None:
        return True
    said = _LAST_WORD.search(text)
    return said is not None and _ASKING_FIRST.fullmatch(said[1]) is not None


class _Asking(Struct, frozen=True):
    """Tells the guards in one condition of a function; `hinting` is what only looks like one."""

    module: Module
    function: Node | None
    whole: Condition
    hinting: re.Pattern[str]

    def of(self, node: Node, holds: bool) -> Iterator[str]:
        """The guards that an expression is which holds, or doesn't."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        inner = node.child_by_field_name("argument") if node.type == "not_operator" else None
        joint = node.child_by_field_name("operator") if node.type == "boolean_operator" else None
        if inner is not None:
            yield from self.of(inner, not holds)
        elif joint is not None and not self.whole.one_of:
            parts = [*self._joined(node, self.module.code(joint))][:_MOST_PARTS]
            told = [[*self.of(one, holds)] for one in parts]
            if (self.module.code(joint) == "and") is holds:
                yield from (one for each in told for one in each)
            else:
                yield from on_every_way(told)
        else:
            yield from self._plain(node, holds)

    def _joined(self, node: Node, joint: str) -> Iterator[Node]:
        """The parts of `a and b and c`."""
        for part in self.module.children(node)[0]:
            inner = part.child_by_field_name("operator")
            if part.type == "boolean_operator" and inner and self.module.code(inner) == joint:
                yield from self._joined(part, joint)
            else:
                yield part

    def _plain(self, node: Node, holds: bool) -> Iterator[str]:
        """The guard that a condition without parts is."""
        if node.end_byte - node.start_byte > _LONGEST_ASKED:
            return
        text = " ".join(self.module.code(node).split())
        if self.whole.one_of:
            text = f"{text} in ({self.whole.one_of})"
        words = f"{'if' if holds else 'unless'} {self.module.short(node, _LONGEST)}"
        if text in _TRUTHS:
            if _TRUTHS[text] is not holds:
                yield words + NOT_BY_DEFAULT
            return
        start = self.function.start_byte if self.function is not None else 0
        if depends_on_answer(self.module, text, start, node.end_byte):
            yield ANSWERED
            return
        asked = asked_environment(_spelt_out(self.module, text)) if _PLACE.search(text) else None
        if asked is not None:
            kind, there = asked[0], asked[1] is holds
            if (kind is EnvironmentKind.PRODUCTION) is not there:
                yield words if kind is EnvironmentKind.SHARED else words + NOT_IN_PRODUCTION
            return
        default = holds_by_default(self.module, self.function, f"if {text}")
        if default is not None:
            if default is not holds:
                yield from self._by_default(text, words)
        elif _must_be_given(text, holds):
            yield words + NOT_BY_DEFAULT
        elif len(text) <= _LONGEST and self.hinting.search(text):
            yield words

    def _by_default(self, text: str, words: str) -> Iterator[str]:
        """The guard of a flag that holds nothing back unless it is other than by default."""
        flag = flag_asked(f"if {text}")
        name = flag[0] if flag is not None else ""
        plain = name == text and self.function is not None
        if plain and self.function is not None and overruled(self.module, self.function, name):
            return
        if _DRY.search(name):
            yield words + DRY_BY_DEFAULT
        elif _CONSENT.match(name) or (text.isupper() and not _OF_USE.search(text)):
            yield words + NOT_BY_DEFAULT
        elif self.hinting.search(text):
            yield words


def _must_be_given(text: str, holds: bool) -> bool:
    """Whether a condition holds only where somebody gave a word for it."""
    found = _GIVEN.search(text) or _COMPARED.search(text)
    return found is not None and (found["not"] is None) is holds


def _spelt_out(module: Module, text: str) -> str:
    """A condition with what constants of the module stand for in it: `env not in SAFE_ENVS`."""
    for name in _CONSTANT.findall(text)[:2]:
        said = re.search(
            rf"^{name}\b\s*(?::[^=\n]+)?=\s*(?:frozenset\(|set\()?([\[({{][^\n]{{0,200}}?[\])}}])",
            module.plain,
            re.MULTILINE,
        )
        if said is not None:
            text = text.replace(name, module.text[said.start(1) : said.end(1)])
    return text
