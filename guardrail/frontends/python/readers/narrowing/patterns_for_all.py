"""Patterns of names that leave nothing out, or no more than what is a store's own.

`re.compile(r"^(?!__)")` matches every topic that people made, `re.match(".*", name)` whatever there
is, whatever the pattern is called.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_ASKING = ("match", "fullmatch", "search", "fnmatch", "fnmatchcase")
_EVERYTHING = frozenset(
    ("", ".", "*", ".*", ".*?", ".+", r"\S+", r"\S*", r"\w+", r"[\w.-]+", r"[\w-]+", r"[\w.\-]+")
)
_UNLESS = late(r"\(\?!(?P<spared>[^()]*)\)")
_SYSTEMS = late(r"(?:\^|\\A)?(?:_|\\?\.|\[[_.\\]+\]|\$|\\\$|pg_|sqlite_|kube-|amq)")
_LONGEST = 200


def leaves_none_out(reading: Reading, node: Node, *, sparing: bool) -> bool:
    """Whether a call holds a name against a pattern that nearly every name matches.

    With `sparing` also where the pattern leaves a few out that it writes down: `(?!prod)`.
    """
    pattern = pattern_held(reading, node)
    if pattern is None or len(pattern) > _LONGEST:
        return False
    spared = [one["spared"] for one in _UNLESS.finditer(pattern)]
    if not sparing and not all(map(_SYSTEMS.match, spared)):
        return False
    left = _UNLESS.sub("", pattern).removeprefix("^").removeprefix(r"\A")
    return left.removesuffix("$").removesuffix(r"\Z") in _EVERYTHING


def pattern_held(reading: Reading, node: Node) -> str | None:
    """The pattern that a name is held against, `None` where it isn't written out."""
    call = reading.call(node)
    if call.last not in _ASKING or call.stars:
        return None
    owner = call.function.child_by_field_name("object")
    made = reading.builder.flow.value(owner) if owner is not None else None
    if made is not None and made.type == "call" and reading.call(made).last == "compile":
        given = reading.call(made).positional[:1]
    elif call.name.startswith("re.") and len(call.positional) > 1:
        given = call.positional[:1]
    elif call.name.startswith("fnmatch.") and len(call.positional) > 1:
        given = call.positional[1:2]
    else:
        return None
    texts = reading.texts(given[0]) if given else ()
    return texts[0] if len(texts) == 1 else None
