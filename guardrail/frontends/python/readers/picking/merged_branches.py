"""Branches of git: whether a condition asks for any of them, or for those that are merged."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_DENIED = late(r"\bnot\b|!=")
_AHEAD = late(
    r"\b(?:ahead(?:_by)?|total_commits)\b\s*(?:(?P<none>==\s*0|<\s*1)|>\s*0|!=\s*0|>=\s*1|\Z)"
)
"""Whether a branch holds commits that another doesn't: one that holds none is merged."""
_SAME_COMMIT = late(
    r"[\w.]*\.(?:target|hexsha|oid)\s*(?P<sign>[=!]=)\s*[\w.]*\.(?:target|hexsha|oid)"
)
"""Whether two branches are at the same commit: then neither holds what the other doesn't."""
_CONTAINED = late(
    r"\bis_ancestor\(|\bdescendant_of\(|--is-ancestor\b|\bmerged_branches\(|\bbranches_containing\("
)
"""Whether another branch holds all the commits of one."""
_BRANCHES = (
    *("refs/", "refs/heads", "refs/heads/", "refs/remotes", "refs/remotes/"),
    *("refs/remotes/origin/", "remotes/origin/", "origin/", "upstream/"),
)
"""How every branch's name begins."""


def is_any_branch(reading: Reading, condition: Node) -> bool:
    """Whether a condition asks of a reference of git whether it is a branch, whichever."""
    if condition.type != "call" or "startswith" not in reading.module.code(condition):
        return False
    asked = reading.call(condition)
    told = reading.texts(asked.positional[0]) if asked.positional else ()
    return bool(told) and all(one in _BRANCHES for one in told)


def in_another_branch(condition: str, code: str, holds: bool) -> bool:
    """Whether another branch has all commits of one where a condition holds, or doesn't.

    `code` is the condition's, with that of the functions it asks.
    """
    ahead, same = _AHEAD.search(code), _SAME_COMMIT.fullmatch(condition)
    if ahead is not None and (ahead["none"] is not None) is holds:
        return True
    if same is not None:
        return (same["sign"] == "==") is holds
    return _CONTAINED.search(code) is not None and (_DENIED.search(code) is None) is holds
