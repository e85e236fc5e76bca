"""What is looked at before a model's text is run, and connections that are for reading alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.own_tools import tool_around
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import bare, body_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.values.roots import roots
from guardrail.patterns import late

_CYPHER_READING = (
    r"\bREAD_ACCESS\b|\bRoutingControl\.READ\b|access_mode\s*=\s*[\"']READ[\"']|\bexecute_read\b"
)
"""Neo4j's sessions and transactions for reading alone (Python driver 5: "Access mode")."""
_GUARDED = late(
    r"startswith\((?!\s*[\"']```)|read[_ ]?only|mode=ro\b|query_only|allow(?:ed|list)|whitelist"
    r"|\bnot in (?-i:(?:self\.|cls\.)?_?(?!\w*(?:BLOCK|DEN[YI]|FORBID|DANGER|BANNED))"
    r"[A-Z][A-Z_]{2,}\b)"
    r"|\bast\.walk\(|iter_child_nodes\(|\.visit\("
    r"|sqlglot|sqlparse|is_select|is_safe|fullmatch|isidentifier|\bvalidate\w*\("
    r"|\b(?:if|while|assert|and|or)\b[^\n]{0,80}(?:confirm|approv)\w*\(|\binterrupt\("
    r"|\b(?:require|must|needs?|wait_for|get|ask_for|request)_\w*(?:confirm|approv)\w*\("
    rf"|{_CYPHER_READING}",
    re.IGNORECASE,
)
_READING = late(
    r"mode=ro\b|read[_-]?only|query_only|immutable=1|(?<![a-z])ro_|_ro(?![a-z])|replica"
    rf"|set_authorizer|{_CYPHER_READING}",
    re.IGNORECASE,
)
_ONLY_READING = late(r"\w*read_?only\w*", re.IGNORECASE)
_WRITING_TOO = late(r"\bread_?only\s*=\s*False\b", re.IGNORECASE)
"""How it is said that a connection is for more than reading: then no other word of it counts."""
_CALLED = late(r"\b([^\W\d]\w*)\(")
_CONDITION = late(r"^[ \t]*(?:if|elif|assert|while)\b[^\n]*$", re.MULTILINE)
_NAME = late(r"[^\W\d]\w*")
_MOST_CALLED, _FEW = 40, 6
_FAR = 4_000
_LONGEST = 8_000


def is_guarded(code: str) -> bool:
    """Whether code looks at what it is given: a list of what is allowed, a question, a parser."""
    return _GUARDED.search(code) is not None


def is_looked_at(reading: Reading, call: Call) -> bool:
    """Whether the function around a call looks at what it runs, or may only read."""
    around = place_of(reading.module, call.node.start_byte).definitions
    code = bare(reading.module, around[-1] if around else reading.module.root, _LONGEST)
    return is_guarded(code)


def is_seen(reading: Reading, function: Node, node: Node) -> bool:
    """Whether a tool looks at what it runs: not only at what else it is given.

    `if dimension not in DIMENSIONS: raise` says nothing of the expression beside it.
    """
    code = with_what_it_calls(reading, function)
    module = reading.module
    given = frozenset(parameters_of(module, function))
    run = module.name(node) if node.type == "identifier" else ""
    if run in given and len(given) > 1 and is_guarded(code):
        own = body_of(module, function)
        code = code.replace(own, _without_others(own, run, given - {run}))
    return is_guarded(code)


def _without_others(code: str, run: str, others: frozenset[str]) -> str:
    """Code without the conditions that ask for other parameters than the one that is run."""

    def left(condition: re.Match[str]) -> str:
        named = frozenset(_NAME.findall(condition[0]))
        return condition[0] if run in named or named.isdisjoint(others) else ""

    return _CONDITION.sub(left, code)


def may_only_read(reading: Reading, node: Node) -> bool:
    """Whether a database is opened for reading alone, as a URL, an option or a name says."""
    around = tool_around(reading, node)
    if around is not None and _WRITING_TOO.search(body_of(reading.module, around)):
        return False
    return any(
        _READING.search(code)
        for root in roots(reading, node)
        for code in (
            reading.module.code(root.node)[:_FAR],
            *_told(reading, root.node),
            *(body_of(reading.module, one) for one in root.through[1:]),
        )
    )


def _told(reading: Reading, node: Node) -> Iterator[str]:
    """What a call says whose words stand elsewhere: `connect(f"file:{path}?mode={MODE}")`."""
    if node.type == "call":
        call = reading.call(node)
        for one in [*call.positional, *call.keywords.values()][:_FEW]:
            yield reading.partly_known(one)[:_FAR]


def with_what_it_calls(reading: Reading, function: Node) -> str:
    """The code of a function and of the module's own ones that it names: `with connect() as c`."""
    code = body_of(reading.module, function)
    named = dict.fromkeys(_CALLED.findall(code))
    own = [reading.scopes.function(name) for name in (*named,)[:_MOST_CALLED]]
    others = [one for one in own if one is not None and one.id != function.id]
    whole = "\n".join((code, *(body_of(reading.module, one) for one in others)))
    if _WRITING_TOO.search(whole):
        return _ONLY_READING.sub("", whole)
    return whole
