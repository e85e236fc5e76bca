"""By what the arguments of a call pick that lists or prunes: `list(filter="labels.env=test")`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.targets import by_environment
from guardrail.frontends.python.readers.narrowing.defaults import given_by_calls
from guardrail.frontends.python.readers.narrowing.empty_ages import is_now
from guardrail.frontends.python.readers.narrowing.holding import always_holds_something
from guardrail.frontends.python.readers.narrowing.joined_texts import may_leave_all
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.nothing_by_default import nothing_by_default
from guardrail.frontends.python.readers.narrowing.only_if_given import only_if_given
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.readers.narrowing.surely_so import always_given
from guardrail.frontends.python.readers.picking.of_production import asks_for_production
from guardrail.frontends.python.readers.picking.queries import AGE, LABEL, NAME
from guardrail.frontends.python.readers.picking.roles import ROLE, asks_for_role, tagged_by_role
from guardrail.frontends.python.readers.picking.telling_defaults import text_by_default
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.object_loops import PORTIONS
from guardrail.frontends.python.values.unfolding import put_on_some_ways, unfolded
from guardrail.knowledge.python.picking import (
    FILTERING,
    LABELLING,
    LABELLING_TEXTS,
    LABELS,
    LISTING,
    MATCHING,
    NARROWING,
    PASSING,
    QUERYING,
    TAGGED,
    picks_switched_off,
    words_of,
)
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_FEW = 8
_LONGEST = 600
_PREFIX = late(r"(?:^|_)prefix$|Prefix$")
_PARENT = late(r"(?:projects|organizations|folders|billingAccounts)/")
_BEFORE = late(r"(?:^|_)(?:before|older_?than)$|[a-z](?:Before|OlderThan)$")
"""An argument that says until when what is listed was made: `ByCreatedBefore`, `created_before`."""
_SAYING = late(rf"\A(?!{HOLE_WORD})\W*[A-Za-z]{{2,}}")
"""A text that begins with a word, whatever is put in behind it."""
_LETTER = late(r"\w")
_NOTHING = frozenset(("None", '""', "''", "{}", "[]"))
_SELECTS = late(
    r"""\bgit\b[^\n]{0,80}["'\s]--merged\b|["']--merged(?:=[^"']+)?["']"""
    r"""|\bdocker\b[^\n]{0,120}--filter[=\s"',]+label\b"""
    r"""|\b(?:kubectl|oc|helm)\b[^\n]{0,120}["'\s](?:-l|--selector)[=\s"',]+[\w./-]+="""
)
"""How a command line reads that lists what bears a label, or what is merged."""
_WHATEVER = late(r"[\"']Values[\"']\s*:\s*\[\s*[\"']\*[\"']\s*\]")
"""Any value of a tag: `{"Name": "tag:Name", "Values": ["*"]}`."""
_QUOTED = late(
    r"""=[*~]?\s*["'](?P<equal>[^"'\n]{2,80})["']|like\s+["'](?P<like>[^"'\n]{2,80})""",
    re.IGNORECASE,
)
"""What a filter that is a text of its own compares with: `name LIKE 'ci-smoke-%'`."""
_WHATEVER_TEXTS = frozenset((".*", "^.*$", ".+", "^.+$", "*"))
"""Patterns that leave nothing out."""
_SAYING_WHICH = NARROWING | FILTERING
_BY_NAME = LABELLING | LABELLING_TEXTS | PASSING | words("stg")
_STAGES = words("dev devel develop development staging stage stg qa playground")
"""Stages before production, as they begin names: `dev-orders`."""
_KEPT = frozenset(("list", "tuple", "set", "sorted", "reversed", "iter", "enumerate", "next"))
"""Calls that hand on what they are given: whatever picked it stands there."""
_INDICES = frozenset(("index", "indices"))
"""Arguments that take a name, or a pattern of names: `index="preview-*"`."""
_NOT_IN_USE = words("dangling true status available state name values value")
_FILTERS = frozenset(("call", "comparison_operator", "dictionary"))


def narrowed_by(reading: Reading, call: Call) -> str:
    """Whether an argument of a call that lists or prunes says by label, name or age which ones.

    A label that says production is none: what it picks is what must stay.
    """
    told = _narrowed_by(reading, call)
    return "" if told and _names_production(reading, call) else told


def _names_production(reading: Reading, call: Call) -> bool:
    """Whether what a filter asks for is production's; whatever the place is that it asks."""
    given = [
        *(one for one in call.positional if one.type in _FILTERS),
        *(node for name, node in _asked_with(reading, call) if name.lower() in _SAYING_WHICH),
    ]
    return any(asks_for_production(reading, node, _written(reading, node)) for node in given)


def _narrowed_by(reading: Reading, call: Call) -> str:
    told = ""
    volumes = "volume" in reading.module.code(call.function)[:_LONGEST].lower()
    for name, node in _asked_with(reading, call):
        if name.lower() in NARROWING and not _is_empty(reading, node):
            return ROLE if asks_for_role(reading.known(node)) else LABEL
        asked = _PREFIX.search(name) is not None
        if text := asked and _begins(reading, node):
            told = NAME
            if not (LABELLING | _STAGES).isdisjoint(words_of(text)):
                return LABEL
        if pattern := _matched(reading, name, node):
            told = NAME
            if not _BY_NAME.isdisjoint(words_of(pattern)):
                return LABEL
        if name.lower() in FILTERING and _filters(reading, node):
            if may_leave_all(reading, node) or _is_left_out(reading, node):
                continue
            if nothing_by_default(reading, node):
                continue
            if volumes and _idle(reading, node):
                continue
            return ROLE if tagged_by_role(_written(reading, node)) else LABEL
        if _BEFORE.search(name) and not (_is_empty(reading, node) or is_now(reading, node)):
            told = told or AGE
    if not LABELS.isdisjoint(words_of(call.last)):
        return LABEL
    if call.positional and _SELECTS.search(
        " ".join(reading.module.code(call.node)[:_LONGEST].split())
    ):
        return LABEL
    listed = call.name in _KEPT or PORTIONS.search(call.last) is not None
    filters = (one for one in call.positional if one.type in _FILTERS and not listed)
    if any(_filters(reading, one) for one in filters):
        return LABEL
    # `fs.glob("lake/tmp/*")`: where what is meant to go is kept.
    texts = (reading.module.code(one) for one in call.positional if one.type == "string")
    paths = (one for one in texts if "\n" not in one)
    asks = call.last in QUERYING
    if not asks and any(not PASSING.isdisjoint(words_of(path)) for path in paths):
        return LABEL
    given = (unfolded(reading, call) if call.double_stars else call).keywords.get("name")
    lists = not LISTING.isdisjoint(words_of(call.last)) or call.last.endswith("s")
    if given is None or not lists or reading.module.code(given) in _NOTHING:
        return told
    if _PARENT.match(reading.partly_known(given)):
        # Google lists what is in something: `list_alert_policies(name="projects/shop")`.
        return told
    return LABEL if not _BY_NAME.isdisjoint(words_of(_begins(reading, given))) else NAME


def _matched(reading: Reading, name: str, node: Node) -> str:
    """The pattern that names have to match, where it begins with a word: `like="^scratch_"`."""
    text = _begins(reading, node) if name.lower() in MATCHING | _INDICES else ""
    # `index="logs-*"` is what everybody writes to.
    telling = name.lower() in MATCHING or not _BY_NAME.isdisjoint(words_of(text))
    return text if telling and _SAYING.search(text) else ""


def _begins(reading: Reading, node: Node) -> str:
    """The text of a prefix as far as it is known: `f"tmp:{run}:"`; "" where it may be empty."""
    text = reading.known(node) or by_environment(reading, node)
    text = text or text_by_default(reading, node)
    if text:
        # "/" begins whatever stands in folders.
        return text if _LETTER.search(text) else ""
    partly = reading.partly_known(node)
    return partly if _SAYING.search(partly) else ""


def _asked_with(reading: Reading, call: Call) -> Iterator[tuple[str, Node]]:
    """The arguments of a call by name, with what is put into a request or an address's query."""
    call = unfolded(reading, call) if call.double_stars else call
    yield from call.keywords.items()
    if call.double_stars:
        put = put_on_some_ways(reading, call) or {}
        yield from (one for one in put.items() if not only_if_given(reading, one[1]))
    request = call.keywords.get("request") or call.keywords.get("params")
    value = reading.builder.flow.value(request) if request is not None else None
    if value is not None and value.type == "dictionary":
        yield from reading.builder.flow.pairs(value)
    elif value is not None and value.type == "call":
        made = reading.call(value)
        yield from unfolded(reading, made).keywords.items()


def _is_empty(reading: Reading, node: Node) -> bool:
    """Whether an argument says nothing, or nothing unless the environment does."""
    code = reading.module.code(node)
    if reading.known(node) in _WHATEVER_TEXTS:
        return True
    if code in _NOTHING or says_nothing(reading, node) or may_be_left_out(reading, node):
        return True
    if nothing_by_default(reading, node):
        return True
    return may_leave_all(reading, node)


def _is_left_out(reading: Reading, node: Node) -> bool:
    """Whether a filter is a parameter that is nothing by default, which calls don't always give."""
    if node.type != "identifier" or not may_be_left_out(reading, node):
        return False
    return not always_given(reading, node)


def _idle(reading: Reading, node: Node) -> bool:
    """Whether a filter asks for no more than that nothing uses a thing just now.

    A volume of what is stopped for a while holds all its data.
    """
    return words_of(_written(reading, node)) <= _NOT_IN_USE


def _filters(reading: Reading, node: Node) -> bool:
    """Whether a filter is by more than a state; of several that it may be, whether each is."""
    if node.type == "subscript" and (held := _entries(reading, node)):
        return all(_filters(reading, one) for one in held[:_FEW])
    code = _written(reading, node)
    if _WHATEVER.search(code):
        return False
    told = TAGGED.search(code)
    if told:
        return told["status"] == "UNTAGGED"
    if picks_switched_off(words_of(code)):
        return True
    compared = " ".join(one["equal"] or one["like"] for one in _QUOTED.finditer(code))
    return not (LABELLING.isdisjoint(words_of(code)) and _BY_NAME.isdisjoint(words_of(compared)))


def _given_alone(reading: Reading, node: Node) -> Node:
    """What the only call of the function around gives a parameter; any other node is itself."""
    handed = [*given_by_calls(reading, node)] if node.type == "identifier" else []
    if len(handed) != 1:
        return node
    return reading.builder.flow.value(handed[0]) or handed[0]


def _entries(reading: Reading, node: Node) -> list[Node]:
    """What a dictionary holds that is written out, where it isn't known which is meant."""
    owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
    held = reading.builder.flow.value(owner) if owner is not None else None
    if held is None or held.type != "dictionary" or key is None or key.type != "identifier":
        return []
    return [one for _, one in reading.builder.flow.pairs(held)]


def _written(reading: Reading, node: Node) -> str:
    """The code of an argument: of what a name stands for, of what a function gives, of a list."""
    flow, module = reading.builder.flow, reading.module
    value = flow.value(node) or _given_alone(reading, node)
    functions = called_functions(flow, value) if value.type == "call" else []
    given = [one for own in functions[:_FEW] for one in results_of(module, own)]
    held = [one for whole in (node, *given[:_FEW]) for one in flow.elements(whole) or ()]
    # One of them is there where a list that is empty at first is refused as it is.
    begun = [module.code(flow.value(one) or one) for one in given or [value]]
    sure = set(begun) <= _NOTHING and always_holds_something(reading, node)
    put = [one for one in held if sure or not only_if_given(reading, one)]
    parts = [value, *put[:_FEW], *given[:_FEW]]
    return " ".join(module.code(flow.value(one) or one)[:_LONGEST] for one in parts)
