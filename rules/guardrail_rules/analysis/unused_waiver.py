"""The rule `unused-waiver`, raised by policy itself."""

from __future__ import annotations

from typing import ClassVar

from guardrail.example import Example
from guardrail.model import Category, Level
from guardrail.rule import Rule


class UnusedWaiver(Rule):
    """A waiver of the policy covers nothing.

    ## Why it matters

    The finding that it was written for is gone, or its code was changed and is a different finding
    now. A waiver by path alone also covers nothing where the rule blocks: it would let through
    whatever is written there next.

    ## Do this instead

    Delete the waiver.

    If the finding is still there under a new fingerprint, the code that was agreed to has been
    changed: its owner looks at it again before the waiver names the new one.
    """

    name = "unused-waiver"
    category = Category.ANALYSIS
    level = Level.WARNING
    inline = False
    judges = ()

    bad: ClassVar[tuple[Example, ...]] = ()
    good: ClassVar[tuple[Example, ...]] = ()
