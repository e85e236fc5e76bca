"""Edits that change nothing: inside one comment of a Python file, where all else stays in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrail import screen
from guardrail.frontends.comments import MARK

if TYPE_CHECKING:
    from tree_sitter import Parser, Tree

_FIRST_LINES = 2
"""A comment on these may name the file's encoding or its interpreter."""


class Quiet:
    """Compares the texts of one Python file as it is typed."""

    def __init__(self, text: str) -> None:
        """Starts from a text that was judged."""
        self._text = text
        self._tree: Tree | None = None

    def line_of_comment(self, text: str) -> int | None:
        """The line (from 0) of the one comment in which `text` differs; moves on to `text`.

        `None` where anything else differs, or where the comment may matter: it speaks to
        Guardrail, or could hold a credential.
        """
        old = self._text
        if text == old:
            return None
        start, end, new_end = _differing(old, text)
        low = old.rfind("\n", 0, start) + 1
        high = _line_end(old, end)
        new_high = _line_end(text, new_end)
        before, after = old[low:high], text[low:new_high]
        number = old.count("\n", 0, low)
        if "\n" in before or "\n" in after or "\r" in before[:-1] or "\r" in after[:-1]:
            return None
        if number < _FIRST_LINES or any(_matters(line) for line in (before, after)):
            return None
        if "#" not in old[low:start]:
            return None
        tree, new_tree = self._tree or _parsed(old), _parsed(text)
        at = _comment_start(tree, old, low, start)
        if at is None or at != _comment_start(new_tree, text, low, start):
            return None
        self._text, self._tree = text, new_tree
        return number


def _matters(line: str) -> bool:
    return MARK in line or screen.worth_reading("credentials", line)


def _differing(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, and where each ends to."""
    shortest = min(len(old), len(new))
    low, high = 0, shortest
    while low < high:
        middle = (low + high + 1) // 2
        if old[:middle] == new[:middle]:
            low = middle
        else:
            high = middle - 1
    start = low
    low, high = 0, shortest - start
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle :] == new[len(new) - middle :]:
            low = middle
        else:
            high = middle - 1
    return start, len(old) - low, len(new) - low


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _comment_start(tree: Tree, text: str, line: int, at: int) -> int | None:
    """The offset in its line of the comment that holds a place, `None` where there is none."""
    begin = len(text[:line].encode("utf-8", "surrogatepass"))
    place = begin + len(text[line:at].encode("utf-8", "surrogatepass"))
    node = tree.root_node.descendant_for_byte_range(place - 1, place) if place > begin else None
    if node is None or node.type != "comment" or not begin <= node.start_byte < place:
        return None
    end = begin + len(text[line : _line_end(text, at)].encode("utf-8", "surrogatepass"))
    return node.start_byte - begin if node.end_byte in (end, end - 1) else None


_parsers: list[Parser] = []


def _parsed(text: str) -> Tree:
    if not _parsers:
        import tree_sitter_python
        from tree_sitter import Language, Parser

        _parsers.append(Parser(Language(tree_sitter_python.language())))
    return _parsers[0].parse(text.encode("utf-8", "surrogatepass"))
