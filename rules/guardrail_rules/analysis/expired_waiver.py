"""The rule `expired-waiver`, raised by policy itself."""

from __future__ import annotations

from typing import ClassVar

from guardrail.example import Example
from guardrail.model import Category, Level
from guardrail.rule import Rule


class ExpiredWaiver(Rule):
    """A waiver of the policy is past its last day.

    ## Why it matters

    A waiver is an exception that somebody answered for until a day they chose. After that day it
    covers nothing, and what it covered counts again.

    ## Do this instead

    Mend what the waiver covered, and delete it.

    If that can't be done yet, its owner decides anew, with a new date and a reason that says what
    is different now.
    """

    name = "expired-waiver"
    category = Category.ANALYSIS
    level = Level.WARNING
    inline = False
    judges = ()

    bad: ClassVar[tuple[Example, ...]] = ()
    good: ClassVar[tuple[Example, ...]] = ()
