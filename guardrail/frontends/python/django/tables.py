"""What one migration tells of an app's models: its label, their tables and their fields."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from guardrail.frontends.python.django.fields import SELF, Field
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_NUMBER = late(r"\d{4}(?=_)")


class Tables(Struct):
    """The app's label, tables whose names the migration gives, and fields it has told of.

    Models are keyed by their lower-case names. `absent` are those that have no table of their own.
    `postgres` says that the database is known to be PostgreSQL.
    """

    app: str
    named: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], Field] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    postgres: bool = False

    def table(self, model: str) -> str:
        """The table of a model, "" where the model isn't known."""
        if not model:
            return ""
        known = self.named.get(model.lower())
        return known or self.default(model)

    def default(self, model: str) -> str:
        """The table that a model has unless it names another."""
        return f"{self.app}_{model.lower()}" if self.app else model.lower()

    def key(self, model: str) -> str:
        """What a history knows the model by: "shop.customer"."""
        return f"{self.app}.{model.lower()}" if self.app and model else ""

    def target(self, made: Field, model: str) -> str:
        """The table that a field of a model refers to, as far as the migration tells."""
        name = self._target(made, model)
        return self.table(name) if name else made.references

    def type(self, made: Field, model: str) -> str:
        """The field's type; that of a reference is the type of what it refers to."""
        if made.type or not made.refers:
            return made.type
        wanted = self._target(made, model)
        keys = (
            one
            for (owner, name), one in self.fields.items()
            if owner == wanted and (name in made.referenced or one.primary)
        )
        found = next(keys, None) if wanted else None
        return found.type if found is not None and not found.refers else ""

    def _target(self, made: Field, model: str) -> str:
        """The model of this app that a field refers to, "" for any other."""
        if made.target == SELF:
            return model.lower()
        app, _, name = made.target.partition(".")
        return name if app == self.app else ""

    def column(self, model: str, name: str) -> str:
        """The column of a field; the field's own name where nothing is known of it."""
        made = self.fields.get((model.lower(), name))
        return made.column if made is not None else name

    def rename(self, old: str, new: str) -> None:
        """A model has another name from here on."""
        for owner, name in [key for key in self.fields if key[0] == old]:
            self.fields[new, name] = self.fields.pop((owner, name))
        if old in self.named:
            self.named[new] = self.named.pop(old)
        if old in self.absent:
            self.absent.add(new)


def tables_for(reading: Reading, app: str) -> Tables:
    """What is known before the first operation of a migration of an app."""
    database = reading.settings.database(reading.source.path)
    return Tables(app, postgres=database.dialect in ("postgres", "postgresql"))


def app_of(path: str) -> str:
    """The label of the app whose migration stands at the path: the folder above `migrations`."""
    folders = path.split("/")[:-1]
    for index in range(len(folders) - 1, 0, -1):
        if folders[index] in ("migrations", "south_migrations"):
            return folders[index - 1]
    return ""


def label_of(path: str, after: Sequence[str], replaces: Sequence[str]) -> str:
    """The app's label: what the migration's own neighbours are called by, or its folder.

    An app may have another label than its package ("wagtailredirects" in `contrib/redirects`).
    """
    folder = app_of(path)
    labels = [name.partition(".")[0] for name in (*replaces, *after)]
    if not folder or folder in labels:
        return folder
    own = _NUMBER.match(path.rpartition("/")[2])
    number = int(own[0]) if own else 0
    before = [name for name in after if number and _number(name) + 1 == number]
    for name in (*replaces, *before):
        label = name.partition(".")[0]
        if label.endswith(folder) or folder.endswith(label):
            return label
    return before[0].partition(".")[0] if len(after) == len(before) == 1 else folder


def _number(name: str) -> int:
    """The number of a migration that is named with its app."""
    found = _NUMBER.match(name.partition(".")[2])
    return int(found[0]) if found else -1
