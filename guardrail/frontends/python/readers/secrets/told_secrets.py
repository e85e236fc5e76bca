"""Secrets that a program shows: printed, logged, written into messages and records."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node

from guardrail import screen
from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.code.outside import answers_requests
from guardrail.frontends.python.readers.secrets.secret_names import NEW
from guardrail.frontends.python.readers.secrets.secret_values import Shows
from guardrail.frontends.python.readers.secrets.shown_environment import ENVIRONMENT
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.telling import LOGGERS, SINKS, STREAMS, Shown
from guardrail.model import Confidence
from guardrail.patterns import late

_WHOLE = (Shown.FILE, Shown.ANSWER, Shown.RUN)
"""Where one secret may be meant to go, but never all of them."""
_TEXTS = ("text", "content", "message", "blocks", "msg", "body", "title", "attachments")
_WHOLE_NAMED = late(r"\b(?:environ|app\.config)\b")
_FAR = 12
_MASKING = "::add-mask::"
"""How a workflow of GitHub's is told to hide a value from then on."""
_SETTINGS = "the settings of the application"
_POSTED = ("post", "send", "notify")


@lru_cache(maxsize=1)
def _shown() -> dict[str, Shown]:
    return {word: shown for shown, words in SINKS.items() for word in words}


def told_secrets(reading: Reading) -> Iterator[Found]:
    """What a module shows of its secrets. Those of tests are made up."""
    module = reading.module
    if reading.in_test:
        return
    places = screen.telling_places(module.text)
    for trail in module.around(places):
        if len(trail) > 1 and trail[1].type == "raise_statement":
            yield from _raised(reading, trail[1])
            continue
        node = next((one for one in trail[:4] if one.type == "call"), None)
        if node is None:
            continue
        call = reading.call(node)
        shown = _where(reading, call)
        if shown is not None and _MASKING not in module.code(node):
            yield from _told(reading, node, shown, _given(reading, call, shown))
    yield from _returned(reading)


def _raised(reading: Reading, statement: Node) -> Iterator[Found]:
    """What the exception that is raised says, which ends in a log or in an answer."""
    made = next((one for one in statement.named_children if one.type == "call"), None)
    if made is None:
        return
    call = call_of(reading.module, made, "")
    given = [one for one in (*call.positional, *call.keywords.values()) if _is_prose(reading, one)]
    yield from _told(reading, made, Shown.ERROR, given)


def _where(reading: Reading, call: Call) -> Shown | None:
    """Where a call shows what it is given, `None` for a call that shows nothing."""
    shown = _shown().get(".".join(call.name.split(".")[-2:])) or _shown().get(call.last)
    owner = call.function.child_by_field_name("object")
    code = reading.module.code(owner)[-80:] if owner is not None else ""
    if shown is Shown.LOG and not LOGGERS.search(code):
        return None
    if shown is Shown.FILE and call.last == "write" and STREAMS.search(code):
        return Shown.OUTPUT
    if shown is Shown.OUTPUT and "file" in call.keywords:
        to = reading.module.code(call.keywords["file"])
        return shown if STREAMS.search(to) else Shown.FILE
    return shown


def _given(reading: Reading, call: Call, shown: Shown) -> list[Node]:
    """The expressions that are shown."""
    given = [*call.positional, *call.keywords.values(), *call.double_stars]
    if shown is Shown.LOG and call.last == "log":
        given = given[1:]
    if call.last in _POSTED:
        # A request may need a secret; a text among others is read by people.
        bodies = [call.keywords[name] for name in ("json", "data") if name in call.keywords]
        told = [call.keywords[name] for name in _TEXTS if name in call.keywords]
        for body in bodies:
            told += [one for key, one in reading.builder.flow.pairs(body) if key in _TEXTS]
        return [one for one in told if _is_prose(reading, one)]
    if shown is Shown.MESSAGE:
        return [one for name, one in call.keywords.items() if name != "token"] + call.positional
    return given


def _is_prose(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node) or node
    return value.type in ("string", "binary_operator", "concatenated_string") or (
        value.type == "call" and reading.module.code(value).partition("(")[0].endswith("format")
    )


def _told(
    reading: Reading, node: Node, shown: Shown, given: list[Node], whole: bool = False
) -> Iterator[Found]:
    shows = Shows(reading)
    told = (what for one in given for what in shows.of(one))
    if whole or shown in _WHOLE:
        told = (what for what in told if what in (ENVIRONMENT, _SETTINGS))
    # What the program has just made may be meant to be seen: others come first.
    what = min(told, key=lambda one: one.startswith(NEW), default="")
    if not what:
        return
    quiet = what.startswith(NEW) and shown is Shown.OUTPUT
    stated = reading.stated(node, Confidence.LOW if quiet else Confidence.HIGH)
    use = CredentialUse(
        **stated,
        action=CredentialAction.SENT,
        kind=what.removeprefix(NEW),
        place=shown.value,
    )
    yield Found(node.start_byte, node.start_byte, [use])


def _returned(reading: Reading) -> Iterator[Found]:
    """The environment that a function answers a request with."""
    module = reading.module
    if "environ" not in module.plain and "app.config" not in module.plain:
        return
    told: set[int] = set()
    places = [m.span() for m in _WHOLE_NAMED.finditer(module.plain)]
    for trail in module.around(places):
        node = next((one for one in trail[:_FAR] if one.type == "return_statement"), None)
        if node is None or node.id in told:
            continue
        told.add(node.id)
        around = place_of(module, node.start_byte).definitions
        if around and answers_requests(reading, around[-1]):
            yield from _told(reading, node, Shown.ANSWER, module.children(node)[0], whole=True)
