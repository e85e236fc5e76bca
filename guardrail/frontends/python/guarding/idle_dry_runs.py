"""Dry runs that do it all the same: the branch says what would go, and then it goes.

`if dry_run: print(f"would delete {name}")` neither leaves nor has an `else`, and what stands behind
it asks no more. What is taken back behind it (a rollback), what asks the flag again and what is
handed the flag holds back by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tree_sitter import Node

from guardrail.effects import (
    DataChange,
    Effect,
    FileChange,
    GuardChange,
    ResourceChange,
    SchemaChange,
    Verb,
)
from guardrail.effects.guarding import is_withheld
from guardrail.frontends.python.found import Found, InMigration, Said
from guardrail.frontends.python.guarding.flag_words import CONSENT, DRY
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late
from guardrail.stream import Embedded

DRY_RUN = "dry run"
"""What the guard is called that is given up so."""
_ASKED = late(
    r"(?mi)^[ \t]+if\s+(?P<flag>(?P<not>not\s+)?[\w.]*(?P<key>\[\s*[\"']\w+[\"']\s*\]"
    r"|\.get\(\s*[\"']\w+[\"'](?:,\s*False)?\s*\))?)\s*:[ \t]*(?:#[^\n]*)?\n"
)
_HINT = late(r"(?i)dry|simulat|preview|pretend|no_?op|what_?if|_only\b|would ")
_LAST = late(r"(\w+)(?:[\"']\s*\]|[\"'](?:,\s*False)?\s*\))?\Z")
_WOULD = late(r"(?i)\bwould\b|\bdry\b")
_TELLS = late(
    r"(?:await\s+)?(?:[\w.]*\.)?(?:print|pprint|echo|secho|write|writeln|info|warn(?:ing)?|debug"
    r"|log|notice|success|rule|print_\w+|log_\w+)\s*\("
)
"""What only says something: a call of one of these alone."""
_HOLDING_BACK = late(r"rollback|set_rollback|savepoint|\bsys\.exit\b|\bexit\(")
_TAKES_AWAY = late(r"(?i)\b(?:delete|drop|truncate|update|rm|destroy|terminate|prune|purge)\b")
_CALLED = late(r"(?<![\w.])(?:self\.|cls\.)?([a-z_]\w*)\(([^()]{0,200})")
_LONGEST, _LINE, _DEEPEST, _MOST, _MOST_CALLS = 6_000, 200, 4, 20, 40
_GONE = (Verb.DELETE, Verb.TRUNCATE, Verb.UPDATE, Verb.DROP)


def idle_dry_runs(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """The branches for dry runs behind which what was found happens in a dry run as well."""
    module = reading.module
    taking = [one for one in found if any(map(_is_taken, one.items))]
    if reading.in_test or not taking or _HINT.search(module.plain) is None:
        return []
    told = (_told(reading, match, taking) for match in islice(_ASKED.finditer(module.plain), _MOST))
    return [one for one in told if one is not None]


def _told(reading: Reading, match: re.Match[str], taking: Sequence[Found]) -> Found | None:
    module = reading.module
    word = _LAST.search(match["flag"])
    if word is None or not _is_dry(word[1], bool(match["not"])):
        return None
    node = module.root.named_descendant_for_byte_range(match.start("flag"), match.end("flag"))
    while node is not None and node.type != "if_statement":
        node = node.parent
    function = function_around(module, node) if node is not None else None
    if node is None or function is None or node.children_by_field_name("alternative"):
        return None
    branch = node.child_by_field_name("consequence")
    if branch is None or not _only_tells(module, branch, 0):
        return None
    if match["not"] and _WOULD.search(module.code(branch)[:_LONGEST]) is None:
        return None
    end = min(function.end_byte, node.start_byte + _LONGEST)
    behind = module.plain[node.end_byte : end]
    if re.search(rf"\b{word[1]}\b", behind) or _HOLDING_BACK.search(behind):
        return None
    if _is_handed_on(module.plain[function.start_byte : node.start_byte], word[1]):
        return None
    if not any(_is_behind(module, node, function, one) for one in taking):
        own = _own_calls(module, behind)
        if not any(one.start_byte <= each.start < one.end_byte for one in own for each in taking):
            return None
    flag = " ".join(match["flag"].split())
    change = GuardChange(**reading.stated(node), guard=DRY_RUN, path="", detail=flag)
    return Found(node.start_byte, node.start_byte, [change])


def _is_dry(word: str, denied: bool) -> bool:
    """Whether a branch is come to in a dry run: `if dry_run`, `if not apply`."""
    return CONSENT.fullmatch(word) is not None if denied else DRY.fullmatch(word) is not None


def _only_tells(module: Module, block: Node, depth: int) -> bool:
    """Whether a branch says something, and neither leaves nor changes anything."""
    said = False
    for one in module.children(block)[0]:
        if one.type == "for_statement" and depth < _DEEPEST:
            body = one.child_by_field_name("body")
            if body is None or not _only_tells(module, body, depth + 1):
                return False
            said = True
        elif one.type != "expression_statement" or not _is_told(module, one):
            return False
        else:
            said = True
    return said


def _is_told(module: Module, statement: Node) -> bool:
    """Whether a statement is a call that says something, and nothing else."""
    called = module.children(statement)[0][0].type in ("call", "await")
    return called and _TELLS.match(module.plain, statement.start_byte) is not None


def _is_handed_on(before: str, word: str) -> bool:
    """Whether the flag has another use before: `client = Fake() if dry_run else Real()`."""
    uses = [one[:_LINE] for one in before[-_LONGEST:].splitlines() if word in one]
    given = re.compile(
        rf"(?:async\s+)?def\s|\s*{word}\s*:|\s*{word}\s*=\s*[\w.]+(?:[\[.]|\(|\Z)|.*[\"'#].*\b{word}\b"
        rf"|.*--|\s*[\w.]*(?:print|log\w*|info|echo|debug)\(",
    )
    return not all(given.match(one) for one in uses)


def _is_behind(module: Module, branch: Node, function: Node, one: Found) -> bool:
    """Whether what was found comes after a branch, in a block that the branch stands in."""
    around = branch.parent
    while around is not None and not around.start_byte <= one.start < around.end_byte:
        around = around.parent
    if around is None or around.type != "block" or one.start < branch.end_byte:
        return False
    if any(isinstance(item, Effect) and is_withheld(item.guards) for item in one.items):
        return False
    held = module.root.named_descendant_for_byte_range(one.start, one.start)
    return held is not None and function_around(module, held) == function


def _own_calls(module: Module, code: str) -> Iterator[Node]:
    """The functions of the module that are called, none that is given what may hold it back."""
    names = dict.fromkeys(match[1] for match in islice(_CALLED.finditer(code), _MOST_CALLS))
    for name in names:
        own = function_named(module, name)
        if own is not None and _HINT.search(module.code(own)[:_LONGEST]) is None:
            yield own


def _is_taken(item: Said) -> bool:
    """Whether something goes, or is changed, that can't simply be had back."""
    if isinstance(item, InMigration):
        return False
    if isinstance(item, Embedded):
        text = item.source.text[:_LONGEST]
        return item.source.language in ("sql", "shell") and _TAKES_AWAY.search(text) is not None
    if not isinstance(item, DataChange | SchemaChange | FileChange | ResourceChange):
        return False
    return item.verb in _GONE
