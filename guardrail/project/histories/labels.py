"""Tables of Django apps whose label isn't the name of their package.

A migration's text alone doesn't always tell the label: the first one of `contrib/redirects` makes
`redirects_redirect` as far as it says. The others call the app "wagtailredirects", which its
history knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from guardrail.effects import Effect, SchemaChange, StateChange
from guardrail.project.histories.model import MigrationStep
from guardrail.shapes import ConstraintShape, TableShape


def relabelled(effects: Iterable[Effect], step: MigrationStep) -> Iterator[Effect]:
    """The effects of a step of Django's, with the label under which its history knows the app."""
    label = step.revision.partition(".")[0]
    folders = step.path.split("/")
    folder = folders[-3] if len(folders) > 2 else ""
    if not label or not folder or label == folder:
        yield from effects
        return
    label_of = _Label(folder, label)
    for effect in effects:
        yield label_of.effect(effect)


class _Label:
    """Puts one label in the place of another."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def effect(self, effect: Effect) -> Effect:
        if not isinstance(effect, SchemaChange | StateChange):
            return effect
        if not effect.model.startswith(f"{self._old}."):
            return effect
        shape = self._shape(effect.shape) if effect.shape is not None else None
        table = self._table(effect.table, effect.model)
        changed = replace(
            effect,
            table=table,
            name=table if effect.name == effect.table else effect.name,
            model=self._model(effect.model),
            new_model=self._model(effect.new_model),
            shape=shape,
        )
        if effect.new_model:
            changed = replace(changed, new_name=self._table(effect.new_name, effect.new_model))
        if isinstance(changed, SchemaChange):
            return replace(changed, references=self._name(changed.references))
        return changed

    def _model(self, model: str) -> str:
        own = model.startswith(f"{self._old}.")
        return f"{self._new}.{model[len(self._old) + 1 :]}" if own else model

    def _table(self, table: str, model: str) -> str:
        """The default name of a model's table, or of its many-to-many field's, under the label."""
        default = model.replace(".", "_")
        return f"{self._new}{table[len(self._old) :]}" if table == default else table

    def _name(self, table: str) -> str:
        own = table.startswith(f"{self._old}_")
        return f"{self._new}{table[len(self._old) :]}" if own else table

    def _shape(self, shape: TableShape) -> TableShape:
        return replace(
            shape,
            name=self._table(shape.name, shape.model),
            model=self._model(shape.model),
            constraints=tuple(self._constraint(each) for each in shape.constraints),
        )

    def _constraint(self, constraint: ConstraintShape) -> ConstraintShape:
        return replace(constraint, references=self._name(constraint.references))
