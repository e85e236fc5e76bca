"""What a condition guards: whether it keeps what stands behind it from happening by itself.

A flag that somebody must give, the answer to a question, a place that isn't production guard for
sure; a condition that only looks like one of those is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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
from guardrail.frontends.python.guarding.answers import holds_for_yes, takes_either
from guardrail.frontends.python.guarding.asked_by_default import asked_by_default
from guardrail.frontends.python.guarding.asked_options import (
    OPTIONS,
    holds_unless_asked,
    is_own_option,
)
from guardrail.frontends.python.guarding.command_flags import (
    flag_of_commands,
    given_by_program,
    is_typed_command,
)
from guardrail.frontends.python.guarding.decided_before import decided_before
from guardrail.frontends.python.guarding.fallen_back_on import is_fallen_back_on
from guardrail.frontends.python.guarding.flag_words import (
    CONSENT,
    DRY,
    TAKING_AWAY,
    WORDS,
    may_be_asked,
    may_be_elsewhere,
    must_be_given,
)
from guardrail.frontends.python.guarding.flags import (
    Flag,
    flag_in,
    given_before,
    holds_by_default,
    is_switch,
    plainly_off,
)
from guardrail.frontends.python.guarding.overruled import (
    overruled,
    overruled_when_made,
)
from guardrail.frontends.python.guarding.own_answers import own_answer
from guardrail.frontends.python.guarding.questions import questions_behind
from guardrail.frontends.python.guarding.seen_whole import times_set
from guardrail.frontends.python.guarding.things_in_turn import asks_of_things
from guardrail.frontends.python.guarding.way_there import Condition
from guardrail.frontends.python.readers.picking.staying import met_by_default
from guardrail.frontends.python.source.tree import Module
from guardrail.model import EnvironmentKind
from guardrail.patterns import late
from guardrail.project.asked_environment import asked_environment

_LONGEST = 90
_LONGEST_ASKED = 240
_MOST_PARTS = 8
_DEEPEST = 3
_PLACE = late(
    r"env|host|url|uri|dsn|stage|debug|testing|settings|config|mode|profile|database|db|deploy|prod"
    r"|dev|local|conn|engine|tier|name|keyspace|schema|dataset|bucket|catalog|warehouse|cluster"
    r"|project|server|target|account|tenant|index|prefix",
    re.IGNORECASE,
)
_CONSTANT = late(r"(?<![\w.\"'])[A-Z][A-Z0-9_]{2,}(?![\w\"'(])")
_BEGINS_ANYHOW = late(r"\.(?:starts|ends)with\(\s*(?:\(.*)?(?:\"\"|'')")
_LISTED = r"\s*(?:frozenset\(|set\()?([\[({][^\n]{0,200}?[\])}])"
_AMONG = late(r"\bin\s+(?:\w+\.)*(\w+)\Z")
_ALWAYS_TRUE = frozenset(("tuple", "lambda", "generator_expression"))
_TRUTHS = {"False": False, "0": False, "None": False, "True": True, "1": True}
_SWITCHED_ON = late(
    r"(?:environ|getenv).*(?:==|in)\s*[\[({]?\s*[\"'](?:1|true|yes|on|y|t)[\"']", re.IGNORECASE
)
_ROUTE = late(r"@[\w.]+\.(?:get|post|put|patch|delete|route|api_route)\s*\(")
_SOMEBODY = late(r"\b(?:\w+_)?(?:user|account|tenant|customer|member|owner)(?:_id)?\s*[:=,)]")
"""A parameter that says who asks: what they agree to is theirs."""
_LAST_WORD = late(r"(\w+)(?:[\"'\])]|\(\))*\Z")
_OF_AN_OBJECT = late(
    r"(?:(?:self|cls)\.)?_?(?:options|opts|config|settings|params)\.\w+|(?:self|cls)\.\w+"
    r"|(?:\w*Settings|\w*Options|\w*Config)\.\w+"
)
"""What a flag is asked of that was given when an object was made."""
_ABOUT_TELLING = late(r"verbose|quiet|silent|debug|trace|colou?r|json|pretty|progress|log\w*")
"""A flag about what is shown, which nobody gives to have something done."""
_ASKING_FIRST = late(rf"{WORDS}|y|\w*interactive|batch|quiet|isatty", re.IGNORECASE)
"""What is asked before a question is: whether there is anybody, whether they said so already."""


def guards_in(
    module: Module, function: Node | None, condition: Condition, *, left: bool = False
) -> list[str]:
    """The guards that a condition is, those that are certain worded so.

    `left` says that the function was left where it doesn't hold.
    """
    asking = _Asking(module, function, condition, left)
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
    default = holds_by_default(module, function, text, outer.start_byte)
    if default is not None:
        return default
    if asked_environment(text) is not None:
        return True
    said = _LAST_WORD.search(text)
    return said is not None and _ASKING_FIRST.fullmatch(said[1]) is not None


class _Asking(Struct, frozen=True):
    """Tells the guards in one condition of a function."""

    module: Module
    function: Node | None
    whole: Condition
    left: bool
    depth: int = 0

    def of(self, node: Node, holds: bool) -> Iterator[str]:
        """The guards that an expression is which holds, or doesn't."""
        while node.type == "parenthesized_expression" and node.named_child_count == 1:
            node = node.named_children[0]
        if node.type in _ALWAYS_TRUE:
            # `assert (stage != "production", "not there")` never fails.
            return
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
        if decided_before(self.module, self.function, text, node.start_byte) is holds:
            return
        start = self.function.start_byte if self.function is not None else 0
        asked_at = [*questions_behind(self.module, start, node.start_byte, node.end_byte)]
        if asked_at:
            # Who goes on where the answer is no hasn't asked, nor who goes on with either.
            if self._means_yes(text, node.start_byte) is (not holds) or takes_either(text):
                return
            if any(asked_by_default(self.module, self.function, one) for one in asked_at):
                yield ANSWERED
            return
        asked = asked_environment(_spelt_out(self.module, text)) if _PLACE.search(text) else None
        if asked is not None and (asks_of_things(text) or _BEGINS_ANYHOW.search(text)):
            # Whether one of them is of some place says nothing of the others.
            return
        if asked is not None:
            kind, there = asked[0], asked[1] is holds
            if kind is EnvironmentKind.PRODUCTION:
                held = not there
            else:
                held = there and not (
                    self._is_set(text, holds) or met_by_default(text, holds=holds)
                )
            if held and holds and is_fallen_back_on(self.module, text):
                yield words
            elif held:
                yield words + NOT_IN_PRODUCTION
            return
        default = holds_by_default(self.module, self.function, text, node.start_byte)
        told = own_answer(self.module, text) if self.depth < _DEEPEST else None
        if told is not None:
            own, answer = told
            inner = _Asking(self.module, own, Condition(answer, holds), self.left, self.depth + 1)
            yield from inner.of(answer, holds)
            return
        given = holds_unless_asked(self.module, self.function, text, node.start_byte)
        if given is not None:
            # What the module gives counts before an option that only has the same name.
            if given is not holds and default in (None, given):
                yield words + (DRY_BY_DEFAULT if DRY.fullmatch(text) else NOT_BY_DEFAULT)
        elif default is not None:
            if default is not holds:
                yield from self._by_default(text, words)
        elif must_be_given(text, holds):
            yield words + NOT_BY_DEFAULT
        elif len(text) <= _LONGEST and self._hinted(text, holds):
            yield words

    def _means_yes(self, text: str, at: int) -> bool | None:
        """Whether a condition on an answer, or a name that holds one, holds for who said yes."""
        if text.isidentifier() and self.function is not None:
            kept = given_before(self.module, self.function, text, at)
            return holds_for_yes(kept[0]) if kept is not None else None
        return holds_for_yes(text)

    def _is_set(self, text: str, holds: bool) -> bool:
        """Whether a flag for developers is what it is asked to be unless somebody sets it."""
        return flag_in(text) is not None and holds_by_default(self.module, None, text, 0) is holds

    def _by_default(self, text: str, words: str) -> Iterator[str]:
        """The guard of a flag that holds nothing back unless it is other than by default."""
        flag = flag_in(text)
        if flag is None:
            return
        given = flag.plain and self.function is not None
        if given and self.function is not None and overruled(self.module, self.function, flag.name):
            return
        if not flag.plain and "." in text and overruled_when_made(self.module, flag.name):
            return
        if not given and given_by_program(self.module, flag.name):
            yield words
        elif DRY.fullmatch(flag.word):
            yield words + DRY_BY_DEFAULT
        elif self._says_that_it_is_meant(flag, text):
            # Whoever sends a request says so for themselves, not for whom the rows are of.
            yield words if given and self._answers_somebody() else words + NOT_BY_DEFAULT
        elif OPTIONS.match(text) and times_set(self.module, flag.name):
            yield words
        elif OPTIONS.match(text) or _SWITCHED_ON.search(text) or self._is_option(flag):
            yield words + NOT_BY_DEFAULT

    def _answers_somebody(self) -> bool:
        """Whether the function around is called for a request of somebody that it knows."""
        above = self.function.parent if self.function is not None else None
        given = self.function.child_by_field_name("parameters") if self.function else None
        if self.function is None or given is None or above is None:
            return False
        if (
            above.type != "decorated_definition"
            or _SOMEBODY.search(self.module.code(given)) is None
        ):
            return False
        start, end = above.start_byte, self.function.start_byte
        return _ROUTE.search(self.module.plain, start, end) is not None

    def _is_option(self, flag: Flag) -> bool:
        """Whether users of a command ask for it by a flag of the command."""
        if not flag.plain or self.function is None or _ABOUT_TELLING.fullmatch(flag.word):
            return False
        if is_own_option(self.module, self.function, flag.name, flag.name):
            return flag_of_commands(self.module, flag.name) is False
        return is_typed_command(self.module, self.function)

    def _says_that_it_is_meant(self, flag: Flag, text: str) -> bool:
        """Whether somebody has to ask for what happens: by consent, a switch, a parameter."""
        if CONSENT.match(flag.word) or (text.isupper() and is_switch(self.module, text)):
            return True
        if self.function is None or TAKING_AWAY.fullmatch(flag.word) is None:
            return False
        if not flag.plain:
            held = _OF_AN_OBJECT.fullmatch(text) is not None
            return held and flag_of_commands(self.module, flag.name) is None
        return plainly_off(self.module, self.function, flag.name)

    def _hinted(self, text: str, holds: bool) -> bool:
        """Whether a condition only looks like a guard."""
        flag = flag_in(text)
        if flag is None:
            return may_be_elsewhere(text, holds)
        wanted = holds is not flag.negated
        return may_be_asked(text, flag.word, wanted, left=self.left)


def _spelt_out(module: Module, text: str) -> str:
    """A condition with what constants of the module stand for in it: `env not in SAFE_ENVS`.

    Also those of a class, if the module says it once: `host not in Settings.demo_hosts`.
    """
    among = _AMONG.search(text)
    if among is not None and _CONSTANT.match(among[1]) is None:
        given = rf"^[ \t]+{among[1]}\b[^=\n]{{0,60}}={_LISTED}"
        told = [*islice(re.finditer(given, module.plain, re.MULTILINE), 2)]
        if len(told) == 1:
            text = text[: among.start()] + "in " + module.text[slice(*told[0].span(1))]
    for name in _CONSTANT.findall(text)[:2]:
        said = re.search(rf"^{name}\b\s*(?::[^=\n]+)?={_LISTED}", module.plain, re.MULTILINE)
        if said is not None:
            text = text.replace(name, module.text[said.start(1) : said.end(1)])
    return text
