"""The last line of every report for people: what was found, and how much was judged.

The express way prints it too, so this module imports nothing.
"""

from __future__ import annotations


def closing_line(
    *,
    errors: int = 0,
    warnings: int = 0,
    infos: int = 0,
    elsewhere: int = 0,
    suppressed: int = 0,
    judged: int = 0,
    gaps: int = 0,
    partial: bool = False,
    seconds: float = 0.0,
) -> str:
    """One sentence. `elsewhere` are findings outside the change, `gaps` what wasn't understood."""
    levels = ((errors, "error"), (warnings, "warning"), (infos, "info"))
    told = ", ".join(counted(number, word) for number, word in levels if number)
    parts = [counted(errors + warnings + infos, "finding") + (f" ({told})" if told else "")]
    if elsewhere:
        parts.append(f"{elsewhere} outside the change")
    parts.append(f"{suppressed} suppressed")
    parts.append(f"{counted(judged, 'text')} judged{' in part' if partial else ''}")
    parts.append(f"{gaps} not understood")
    return f"{', '.join(parts)}, in {seconds:.2f} s."


def counted(number: int, word: str) -> str:
    """`1 error`, `2 errors`; infos are told as `2 info`."""
    plural = "" if number == 1 or word == "info" else "s"
    return f"{number} {word}{plural}"
