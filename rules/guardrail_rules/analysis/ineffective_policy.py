"""The rule `ineffective-policy`, raised by policy itself."""

from __future__ import annotations

from typing import ClassVar

from guardrail.example import Example
from guardrail.model import Category, Level
from guardrail.rule import Rule


class IneffectivePolicy(Rule):
    """A part of a policy file has no effect.

    ## Why it matters

    A nearer policy can tighten what a farther one says, never loosen it. Where it tries to, the
    farther one holds, and whoever wrote the nearer one is wrong about what is checked. The same
    goes for what holds for a whole run and is said below the root, and for a report mode whose
    last day is over.

    ## Do this instead

    Delete the part that has no effect, or have the owner of the farther policy change that one.
    """

    name = "ineffective-policy"
    category = Category.ANALYSIS
    level = Level.WARNING
    inline = False
    judges = ()

    bad: ClassVar[tuple[Example, ...]] = ()
    good: ClassVar[tuple[Example, ...]] = ()
