"""The statements at the top of a Python text that make a name what it is, without parsing it."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.patterns import late

_MOST = 8
_OPENINGS = ("\n", "\nclass ", "\ndef ", "\nasync def ")
_NEXT = late(r"\n(?=[^\s#)\]}])")


def statements_of(name: str, text: str) -> Iterator[str]:
    """The classes, functions and assignments of a name that begin a line, a bounded number."""
    if name not in text:
        return
    if text.startswith(name):
        text = f"\n{text}"
    for opening in _OPENINGS:
        wanted = f"{opening}{name}"
        at = text.find(wanted)
        for _ in range(_MOST):
            if at < 0:
                break
            end = at + len(wanted)
            if not (text[end : end + 1].isalnum() or text[end : end + 1] == "_"):
                below = _NEXT.search(text, end)
                yield text[at + 1 : below.start() if below is not None else len(text)]
            at = text.find(wanted, end)
