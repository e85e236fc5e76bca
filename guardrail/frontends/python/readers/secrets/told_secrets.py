"""Secrets that a program shows: printed, logged, written into messages and records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from tree_sitter import Node

from guardrail import screen
from guardrail.effects import CredentialAction, CredentialUse
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.code.outside import answers_requests
from guardrail.frontends.python.readers.filesystem.paths_named import endings_of, paths_of
from guardrail.frontends.python.readers.secrets.posted_secrets import under_other_names
from guardrail.frontends.python.readers.secrets.secret_bodies import (
    is_for_all,
    secret_file,
    secrets_inside,
)
from guardrail.frontends.python.readers.secrets.secret_names import NEW, is_own
from guardrail.frontends.python.readers.secrets.secret_values import Shows
from guardrail.frontends.python.readers.secrets.written_before import written_into
from guardrail.frontends.python.readers.ways_from import from_elsewhere
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.source.whole_words import whole
from guardrail.knowledge.python.secret_answers import FILE, WHOLES
from guardrail.knowledge.python.telling import (
    FILES,
    FORGES,
    LOGGERS,
    LOGGING_IN,
    LOGS_THEMSELVES,
    LONG_KNOWN,
    OF_FORGES,
    OTHERS,
    SINKS,
    SITES,
    STREAMS,
    TRACKERS,
    TYPED_IN,
    Shown,
)
from guardrail.model import Confidence
from guardrail.patterns import late

_PUBLISHED = (Shown.ANSWER, Shown.MESSAGE, Shown.RUN, Shown.PAGE)
_ENV_FILE = late(
    r"\.env\b|credentials|id_(?:rsa|ed25519|ecdsa)|\.(?:pem|p12|pfx|key)\b|\.netrc|\.npmrc"
)
_QUOTED = late(r"[\"']([^\"'\n]*)[\"']")
_LONGEST = 400
_OWN_ALONE = (Shown.FILE, Shown.ANSWER, Shown.SITE)
"""Where one secret may be meant to go, but never the program's own."""
_TEXTS = ("text", "content", "message", "blocks", "msg", "body", "title", "attachments")
_HELD = late(
    r"\benviron\b|\bapp\.config\b|\bdotenv_values\b|\bdir\(settings\b|[\"'/]\.env\b"
    r"|\bBaseSettings\b"
)
_HOLDING = ("environ", "app.config", "dotenv_values", "dir(settings", ".env", "BaseSettings")
"""Words without which no text holds them: looked for first, as the pattern is slow."""
_RETURNED = late(whole("return"))
_MOST = 200
_FAR = 12
_ASKED = "files looked for by their names"
_MASKING = "::add-mask::"
"""How a workflow of GitHub's is told to hide a value from then on."""
_WRITTEN_OUT = frozenset(("dumps", "str", "dict", "repr", "pformat"))
_LOOKED_UP = frozenset(("call", "subscript", "string"))
_SUMMARY = "GITHUB_STEP_SUMMARY"
_LOGIN = ("token", "api_key", "api_token", "hf_token", "credentials", "auth", "settings")
"""Arguments by which a call logs in to where the record of a run is kept."""
_TAKEN = ("subscript", "attribute")
_POSTED = ("post", "put", "patch", "send", "notify")


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
        if (entry := _entry_set(reading, trail)) is not None:
            yield from _told(reading, entry, Shown.RUN, [entry])
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


def _entry_set(reading: Reading, trail: list[Node]) -> Node | None:
    """What an entry of a run's record is set to: `run["parameters"] = settings`."""
    node = next((one for one in trail[:4] if one.type == "assignment"), None)
    left, right = (
        (node.child_by_field_name(part) for part in ("left", "right"))
        if node is not None
        else (None, None)
    )
    set_there = left is not None and left.type in _TAKEN and trail[0].start_byte < left.end_byte
    return right if set_there and not TRACKERS.isdisjoint(reading.names.packages) else None


def _where(reading: Reading, call: Call) -> Shown | None:
    """Where a call shows what it is given, `None` for a call that shows nothing."""
    shown = _shown().get(".".join(call.name.split(".")[-2:])) or _shown().get(call.last)
    owner = call.function.child_by_field_name("object")
    code = reading.module.code(owner)[-80:] if owner is not None else ""
    itself = call.last in LOGS_THEMSELVES
    if (
        shown is Shown.LOG
        and not itself
        and not LOGGERS.search(code)
        and not _is_log(reading, owner)
    ):
        return None
    if shown is Shown.RUN and call.last not in LONG_KNOWN and not _is_kept_for_all(reading, call):
        return None
    if call.last in OF_FORGES and FORGES.isdisjoint(reading.names.packages):
        return None
    if shown is Shown.FILE and call.last == "write" and STREAMS.search(code):
        return Shown.OUTPUT
    if shown is Shown.FILE and call.last == "write" and _is_summary(reading, owner):
        return Shown.PAGE
    if shown is Shown.FILE and _is_of_site(reading, call, owner):
        return Shown.SITE
    if shown is Shown.OUTPUT and "file" in call.keywords:
        to = reading.module.code(call.keywords["file"])
        return shown if STREAMS.search(to) else Shown.FILE
    return shown


def _is_of_site(reading: Reading, call: Call, owner: Node | None) -> bool:
    """Whether what is written is a file below a folder that a site serves: `public/config.js`."""
    node = owner
    if call.last in ("dump", "safe_dump"):
        node = call.positional[1] if len(call.positional) > 1 else None
    opened = reading.builder.flow.value(node) if node is not None else None
    if opened is not None and opened.type == "call":
        made = reading.call(opened)
        if made.last == "open":
            held = made.function.child_by_field_name("object")
            node = held if held is not None else next(iter(made.positional), node)
    if node is None:
        return False
    return any(map(SITES.search, (*paths_of(reading, node), *endings_of(reading, node))))


def _is_summary(reading: Reading, owner: Node | None) -> bool:
    """Whether what is written to is the page that a run of a workflow shows at its end."""
    if owner is None or _SUMMARY not in reading.module.text:
        return False
    bound = reading.builder.flow.reaching(owner) if owner.type == "identifier" else ()
    opened = [reading.module.code(one.value) for one in bound if one.value is not None]
    return any(_SUMMARY in code[:_LONGEST] for code in opened)


def _is_log(reading: Reading, owner: Node | None) -> bool:
    """Whether what a method is called on was made as a log: `audit = getLogger("audit")`."""
    value = reading.builder.flow.value(owner) if owner is not None else None
    if value is None or value.type != "call":
        return False
    return reading.call(value).last.lower() in ("getlogger", "get_logger", "getchild")


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
        files = call.keywords.get("files")
        bodies += [files] if files is not None else []
        texts = [one for one in call.positional if _is_prose(reading, one)]
        told += [one for one in texts if any(map(is_own, Shows(reading).of(one)))]
        told = [one for one in told if _is_prose(reading, one)]
        return told + [one for body in bodies for one in under_other_names(reading, body)]
    if shown is Shown.STACK:
        # Outputs that hold a secret know it: what is looked up as a plain text doesn't.
        told = [reading.builder.flow.value(one) or one for one in given]
        return [one for one in told if one.type in _LOOKED_UP]
    if call.last == "publish":
        # What a topic of SNS sends on as mail; what services tell each other is no message.
        return [call.keywords[name] for name in ("Message", "Subject") if name in call.keywords]
    if shown is Shown.RUN:
        kept = [one for name, one in call.keywords.items() if name not in _LOGIN]
        return [*call.positional, *kept, *call.double_stars]
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
    told: Iterator[str] = (what for one in given for what in shows.of(one))
    if whole or shown in _OWN_ALONE or _goes_to_others(reading, node):
        told = filter(is_own, told)
    if shown is Shown.FILE or (shown is Shown.RUN and not _is_record(reading, node)):
        told = (what for what in told if what in WHOLES)
    if shown in _PUBLISHED:
        told = chain(told, _files(reading, node, given))
    if shown is Shown.RUN:
        told = chain(told, _written(reading, node, given))
    if shown in (Shown.LOG, Shown.OUTPUT):
        told = chain(told, _typed_in(reading, node, given))
    # What the program has just made may be meant to be seen: others come first.
    what = min(told, key=lambda one: one.startswith(NEW), default="")
    if not what:
        return
    quiet = what.startswith(NEW) and shown is Shown.OUTPUT
    origin = shows.origins.get(what)
    if what.startswith(FILE):
        origin = _named_at(reading, what.removeprefix(FILE).strip())
    stated = reading.stated(node, Confidence.LOW if quiet else Confidence.HIGH)
    use = CredentialUse(
        **stated,
        action=CredentialAction.SENT,
        kind=what.removeprefix(NEW),
        place=shown.value,
        via=from_elsewhere(reading, node, origin),
    )
    yield Found(node.start_byte, node.start_byte, [use])


def _named_at(reading: Reading, path: str) -> Node | None:
    """The text in which a file is named, the first of them."""
    name, facts = path.rpartition("/")[2], reading.module.facts
    facts[_ASKED] = facts.get(_ASKED, 0) + 1
    if facts[_ASKED] > _MOST:
        return None
    found = re.search(rf"(?<=[\"'/]){re.escape(name)}(?=[\"'])", reading.module.text)
    for trail in reading.module.around([found.span()] if found is not None else []):
        return next((one for one in trail[:3] if one.type == "string"), None)
    return None


def _is_record(reading: Reading, node: Node) -> bool:
    """Whether a call, or what an entry is set to, goes into the record of a run."""
    left = node.parent.child_by_field_name("left") if node.parent is not None else None
    set_there = left is not None and left.type in _TAKEN
    return set_there or _is_kept_for_all(reading, reading.call(node))


def _is_kept_for_all(reading: Reading, call: Call) -> bool:
    """Whether a record is one that a tracker keeps, whatever its object is called."""
    if TRACKERS.isdisjoint(reading.names.packages):
        return False
    if call.last == "update" and _is_of_program(reading, call):
        return False
    return not (call.name.endswith("app.config.update") or call.name.startswith("settings."))


def _is_of_program(reading: Reading, call: Call) -> bool:
    """Whether the settings that are updated are a name's of the program: `config.update(…)`.

    Those of a tracker are asked of it, or come from it: `run.config`, `from wandb import config`.
    """
    owner = call.function.child_by_field_name("object")
    if owner is None or owner.type != "identifier":
        return False
    value = reading.builder.flow.value(owner)
    if value is not None and value.id != owner.id:
        return value.type != "attribute"
    return reading.names.dotted(owner).partition(".")[0] not in TRACKERS


def _goes_to_others(reading: Reading, node: Node) -> bool:
    """Whether a call sends what users are told as well, as a code of theirs: mails, short texts."""
    if node.type != "call":
        return False
    call = reading.call(node)
    return not OTHERS.isdisjoint((call.last, ".".join(call.name.split(".")[-2:])))


def _files(reading: Reading, node: Node, given: list[Node]) -> Iterator[str]:
    """The files of secrets that are shown: read into what is said, or given by their paths."""
    if not _ENV_FILE.search(reading.module.text):
        return
    for one in given:
        told = secrets_inside(reading, one)
        yield from (what for what in told if what.startswith("file ") and not is_for_all(what))
    if node.type != "call" or reading.call(node).last not in FILES:
        return
    told = (secret_file(reading, one) for one in given)
    yield from (what for what in told if what and not is_for_all(what))


def _written(reading: Reading, node: Node, given: list[Node]) -> Iterator[str]:
    """The secrets in a file that is kept with a run, and was written before in the function."""
    if node.type == "call" and reading.call(node).last in FILES:
        yield from written_into(reading, node, given)


def _typed_in(reading: Reading, node: Node, given: list[Node]) -> Iterator[str]:
    """The form of who logs in, as a whole."""
    around = place_of(reading.module, node.start_byte).definitions
    for one in given if around else ():
        value = unwrapped(reading.builder.flow.value(unwrapped(one)) or one)
        if value.type == "call" and (made := reading.call(value)).last in _WRITTEN_OUT:
            value = unwrapped(next(iter(made.positional), value))
        if TYPED_IN.search(reading.module.code(value)[-80:]) is None:
            continue
        above = around[-1].parent
        held = above if above is not None and above.type == "decorated_definition" else around[-1]
        head = reading.module.code(held).partition("\n    ")[0][:_LONGEST]
        names = (reading.module.defined(each) for each in around)
        if LOGGING_IN.search(" ".join((*_QUOTED.findall(head), *names))):
            yield "what somebody types in to log in"


def _returned(reading: Reading) -> Iterator[Found]:
    """The environment that a function answers a request with."""
    module = reading.module
    plain = module.plain
    if not any(word in plain for word in _HOLDING) or _HELD.search(plain) is None:
        return
    told: set[int] = set()
    places = islice((m.span() for m in _RETURNED.finditer(module.plain)), _MOST)
    for trail in module.around(places):
        node = next((one for one in trail[:_FAR] if one.type == "return_statement"), None)
        if node is None or node.id in told:
            continue
        told.add(node.id)
        given = module.children(node)[0]
        if given and given[0].type == "call" and _where(reading, reading.call(given[0])):
            continue  # told as the call that it is
        around = place_of(module, node.start_byte).definitions
        if around and answers_requests(reading, around[-1]):
            yield from _told(reading, node, Shown.ANSWER, given, whole=True)
