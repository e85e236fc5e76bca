"""A function that does harm behind something, and what is said to guard it."""

from __future__ import annotations

from reading_python import items

from guardrail.effects import Effect

WIPE = "shutil.rmtree('/srv')\n"


def guards(code: str) -> tuple[str, ...]:
    """What guards the only effect of a text."""
    (found,) = [one for one in items(code) if isinstance(one, Effect)]
    return found.guards


def function(body: str, parameters: str = "", above: str = "") -> str:
    """A function that does something behind what its body says."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return f"{above}def wipe({parameters}):\n{lines}    {WIPE}"
