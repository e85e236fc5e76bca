"""Templated statements: each branch of an `{% if %}` is read, and SQL in a tag's strings.

Nothing of a template is ever run. A loop's body is read once, a macro's where it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.splitter import Statement
from guardrail.frontends.sql.statements.dynamic import embedded, is_statement
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder
from guardrail.stream import Item

_TAG = late(r"(?:\{%|<%)[-+]?\s*(?:}\s*)?(\w+)")
_MOST_BRANCHES = 8
_MOST_TAGS = 300
_DEEPEST = 20
_OPENS, _NEXT, _CLOSES = words("if unless"), words("else elif elsif elseif"), words("endif end")
_BRINGS_TEXT = words("include block import extends render yield")
_VERBS = words("DELETE DROP UPDATE INSERT ALTER TRUNCATE CREATE GRANT REVOKE MERGE")
_GOES_ON = words(
    "( AS EXPLAIN ANALYZE DO THEN ON FOR ALSO INSTEAD , OR BEFORE AFTER GRANT REVOKE IN"
)
_RUNS = late(
    r"\b(?:run_query|statement|config|pre_hook|post_hook|execute|query|sql_header|run_sql)\b"
)
_STRING = late(r"'((?:[^'\\]|\\.)*+)'|\"((?:[^\"\\]|\\.)*+)\"", re.DOTALL)


_MACRO = late(r"\{%[-+]?\s*macro\b")


def has_macros(text: str) -> bool:
    """Whether a template defines macros."""
    return _MACRO.search(text) is not None


class Variant(NamedTuple):
    """One way of filling a template: its tokens, and whether more may stand among them."""

    tokens: list[Token]
    loose: bool


def variants(statement: Statement) -> list[Variant]:
    """The statements that a templated one may become, one for each branch."""
    tags = [comment for comment in statement.comments if comment.kind is Kind.TEMPLATE]
    if not tags or len(tags) > _MOST_TAGS:
        return [Variant(statement.tokens, bool(tags))]
    marked, most = _marked(statement.tokens, tags)
    found: list[Variant] = []
    seen: set[tuple[int, ...]] = set()
    for branch in range(min(most, _MOST_BRANCHES)):
        kept = [token for token, branches in marked if _stands(branches, branch)]
        for tokens in _cut(kept, tags):
            key = tuple(token.start for token in tokens)
            if key not in seen:
                seen.add(key)
                found.append(Variant(tokens, _is_loose(tokens, tags)))
    return found


Branches = tuple[tuple[int, int], ...]


def _marked(
    tokens: Sequence[Token], tags: Sequence[Token]
) -> tuple[list[tuple[Token, Branches]], int]:
    """Each token with the blocks around it and its branch in each; the most branches of a block."""
    last: dict[int, int] = {0: 0}
    stack: list[tuple[int, int]] = [(0, 0)]
    blocks = 0
    marked: list[tuple[Token, Branches]] = []
    queue = list(reversed(tags))
    for token in tokens:
        while queue and queue[-1].start < token.start:
            word = _word(queue.pop())
            if word in _OPENS and len(stack) < _DEEPEST:
                blocks += 1
                stack.append((blocks, 0))
                last[blocks] = 0
            elif word in _NEXT:
                block, branch = stack.pop()
                stack.append((block, branch + 1))
                last[block] = branch + 1
            elif word in _CLOSES and len(stack) > 1:
                stack.pop()
        marked.append((token, tuple(stack)))
    result = [
        (token, tuple((branch, last[block]) for block, branch in branches))
        for token, branches in marked
    ]
    return result, max(last.values()) + 1


def _stands(branches: Branches, wanted: int) -> bool:
    """Whether a token stands when every block takes the branch, or its last one."""
    return all(branch == min(wanted, last) for branch, last in branches)


def _word(tag: Token) -> str:
    found = _TAG.match(tag.text)
    return found.group(1).lower() if found else ""


def _cut(tokens: list[Token], tags: Sequence[Token]) -> Iterator[list[Token]]:
    """The statements of a variant: behind a tag, a verb begins one even without a semicolon."""
    start = 0
    queue = list(reversed(tags))
    for place, token in enumerate(tokens):
        tagged = False
        while queue and queue[-1].start < token.start:
            queue.pop()
            tagged = True
        begins = place > start and tagged and token.up in _VERBS
        if begins and tokens[place - 1].up not in _GOES_ON:
            yield tokens[start:place]
            start = place
    if tokens[start:]:
        yield tokens[start:]


def _is_loose(tokens: Sequence[Token], tags: Sequence[Token]) -> bool:
    """Whether a tag stands among the tokens, or one that brings text stands behind them."""
    first, last = tokens[0].start, tokens[-1].end
    return any(
        first < tag.start < last or (tag.start > last and _word(tag) in _BRINGS_TEXT)
        for tag in tags
    )


def written(reading: Reading, tokens: Sequence[Token]) -> Iterator[Item]:
    """The SQL that stands in strings of tags: dbt's hooks, `run_query`, `statement`."""
    text = reading.source.text
    for token in tokens:
        if token.kind not in (Kind.TEMPLATE, Kind.HOLE) or token.end - token.start < 10:
            continue
        found = _RUNS.search(text, token.start, token.end)
        if found is None or not text.startswith(("{{", "{%"), token.start):
            continue
        for literal in _STRING.finditer(text, found.end(), token.end):
            group = 1 if literal.group(1) is not None else 2
            if any(map(is_statement, literal.group(group).split(";"))):
                builder = TextBuilder("sql")
                builder.verbatim(literal.group(group), literal.start(group))
                yield embedded(reading, builder.build(), found.group())
