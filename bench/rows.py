"""A row of the results: what was measured, the budget, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One budget. `value` and `limit` are in `unit`; `least` turns the limit into a floor."""

    what: str
    value: float
    limit: float
    unit: str
    details: str
    least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the budget is kept."""
        return self.value >= self.limit if self.least else self.value <= self.limit

    def markdown(self) -> str:
        """The row of a Markdown table."""
        sign = "≥" if self.least else "≤"
        verdict = "yes" if self.holds else "**no**"
        budget = f"{sign} {self.limit:g} {self.unit}"
        value = f"{self.value:.2f} {self.unit}"
        return f"| {' | '.join([self.what, budget, value, verdict, self.details])} |"
