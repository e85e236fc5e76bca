"""The rule `unused-allow`, raised by policy itself."""

from __future__ import annotations

from typing import ClassVar

from guardrail.example import Example
from guardrail.model import Category, Level
from guardrail.rule import Rule


class UnusedAllow(Rule):
    """A comment allows a finding that isn't there.

    ## Why it matters

    A comment that allows nothing is a door left open: the next statement that is written below it
    may be the one it lets through. It also tells readers of a danger that is gone.

    ## Do this instead

    Delete the comment.

    If the statement below it was changed, what was found before may be found no longer, or by
    another rule; look at it anew rather than renaming the rule in the comment.
    """

    name = "unused-allow"
    category = Category.ANALYSIS
    level = Level.WARNING
    inline = False
    judges = ()

    bad: ClassVar[tuple[Example, ...]] = ()
    good: ClassVar[tuple[Example, ...]] = ()
