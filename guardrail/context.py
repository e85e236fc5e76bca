"""What a rule may ask, computed only when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from guardrail.cost import Cost
from guardrail.effects import Effect
from guardrail.model import Related
from guardrail.settings import Database, Settings
from guardrail.shapes import TableShape
from guardrail.unit import Unit


class Context(Protocol):
    """The circumstances of the effect being judged."""

    @property
    def unit(self) -> Unit:
        """The Unit the effect runs in."""

    @property
    def settings(self) -> Settings:
        """The facts of the policy."""

    @property
    def in_test(self) -> bool:
        """Whether the text is test code."""

    def database(self, effect: Effect) -> Database:
        """What is known of the database; where the policy is silent, the effect's own dialect."""

    def before(self, effect: Effect) -> Sequence[Effect]:
        """The effects that run before this one in its Unit, in order."""

    def after(self, effect: Effect) -> Sequence[Effect]:
        """The effects that run after this one in its Unit, in order."""

    def created_here(self, table: str, effect: Effect) -> bool:
        """Whether the table was made earlier in the Unit, or is temporary: nobody uses it yet.

        A table made with `IF NOT EXISTS` may have been there already and does not count.
        """

    def column_type(self, table: str, column: str, effect: Effect) -> str:
        """The column's type as known from effects before this one, "" where it isn't."""

    def table(self, name: str, effect: Effect) -> TableShape | None:
        """The table just before the effect: the replayed history and what the Unit did so far.

        `None` where nothing is known of it. What isn't `complete` is known in part.
        """

    def tables(self, effect: Effect) -> Iterator[TableShape]:
        """Every table that is known just before the effect."""

    def index_owner(self, name: str, effect: Effect) -> str:
        """The table that has the index just before the effect, "" where it isn't known."""

    def history_known(self, effect: Effect) -> bool:
        """Whether the whole history before the effect was replayed: what isn't there isn't."""

    def cost(self, effect: Effect) -> Cost:
        """The locks and the work of the effect on the database it would meet."""

    def uses(self, table: str, column: str = "") -> Sequence[Related]:
        """The places of the base's code that use the table or the column: old code still runs."""

    def rows(self, table: str, effect: Effect) -> int | None:
        """How many rows the table holds by the project's statistics, `None` where none tell."""
