"""Whether a condition on an answer holds for who said yes: `input("sure? ").lower() == "y"`."""

from __future__ import annotations

from guardrail.patterns import late

_COMPARED = late(
    r"(?P<sign>==|!=|\bnot\s+in\b|\bin\b)\s*[\[({]?\s*(?P<values>(?:[\"'][^\"']*[\"'][\s,]*)+)[\])}]?\s*\Z"
)
_BEGINS = late(r"\.startswith\(\s*\(?\s*(?P<values>(?:[\"'][^\"']*[\"'][\s,]*)+)\)*\s*\Z")
_VALUE = late(r"[\"']([^\"']*)[\"']")
_YES = frozenset(("y", "yes", "ok", "true", "1", "yep", "sure"))
_NO = frozenset(("n", "no", "q", "quit", "abort", "false", "0", "exit"))


def takes_either(text: str) -> bool:
    """Whether a condition only asks whether an answer is one: `answer in ("y", "n")`."""
    found = _COMPARED.search(text.strip())
    if found is None or found["sign"] not in ("in", "not in"):
        return False
    words = {one.strip().lower() for one in _VALUE.findall(found["values"])}
    return not words.isdisjoint(_YES) and not words.isdisjoint(_NO)


def holds_for_yes(text: str) -> bool | None:
    """Whether a condition on an answer holds where it is yes; `None` where that isn't told.

    It is told of words that say yes or no: a name that has to be typed says neither.
    """
    text, denied = text.strip(), False
    while text.startswith("not "):
        text, denied = text[4:].strip(), not denied
    found = _COMPARED.search(text) or _BEGINS.search(text)
    if found is None:
        return None
    words = {one.strip().lower() for one in _VALUE.findall(found["values"])} - {""}
    if not words or not (words <= _YES or words <= _NO):
        return None
    sign = found.groupdict().get("sign")
    denied ^= sign is not None and sign not in ("==", "in")
    return (words <= _YES) is not denied
