"""The rule `invalid-allow`, raised by policy itself."""

from __future__ import annotations

from typing import ClassVar

from guardrail.example import Example
from guardrail.model import Category, Level
from guardrail.rule import Rule


class InvalidAllow(Rule):
    """A comment that should allow a finding allows nothing.

    ## Why it matters

    The comment names a rule that doesn't exist or that can't be allowed in a comment, gives no
    reason, or its end date can't be read, is over or is too far ahead. The finding it was written
    for still counts, although a reader will think that somebody agreed to it.

    ## Do this instead

    Change the code so that the finding goes away, and delete the comment.

    Where the code is right as it is, the person who answers for it puts the comment right: one
    rule by its name, a reason, and an end date at most 180 days ahead if it has one. Findings about
    credentials and guards need a waiver in the policy.
    """

    name = "invalid-allow"
    category = Category.ANALYSIS
    level = Level.WARNING
    inline = False
    judges = ()

    bad: ClassVar[tuple[Example, ...]] = ()
    good: ClassVar[tuple[Example, ...]] = ()
