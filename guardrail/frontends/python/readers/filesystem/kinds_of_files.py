"""Conditions that ask what kind of file it is, and leave nothing out that anybody would miss."""

from __future__ import annotations

from guardrail.patterns import late

_KIND = (
    r"(?:not\s+)?(?:await\s+)?(?:[\w.]+\.(?:is_file|is_dir|is_symlink|exists)\([^()]*\)"
    r"|os\.path\.(?:isfile|isdir|islink|exists|lexists)\([^()]*(?:\([^()]*\))?[^()]*\))"
)
_OF_A_KIND = late(rf"{_KIND}(?:\s+(?:and|or)\s+{_KIND})*")
_NAME = r"(?:\w*name|\w+\.name|entry|file|f|p|path)"
_HIDDEN = late(
    rf"(?P<not>not\s+)?{_NAME}\.startswith\(\s*[\"'][._][\"']\s*\)"
    rf"|{_NAME}\s*(?P<sign>==|!=)\s*[\"'](?:\.\w+|README\w*(?:\.\w+)?)[\"']"
)
"""Asks for files that begin with a dot, or for one that only keeps a folder: `.gitkeep`."""


def asks_for_kind(code: str, *, holds: bool) -> bool:
    """Whether files are left out of another kind, or hidden, where a condition `holds` or not."""
    if _OF_A_KIND.fullmatch(code) is not None:
        return True
    for part in code.split(" and " if holds else " or "):
        hidden = _HIDDEN.fullmatch(part)
        spared = hidden is not None and bool(hidden["not"] or hidden["sign"] == "!=") is holds
        if not spared and _OF_A_KIND.fullmatch(part) is None:
            return False
    return True
