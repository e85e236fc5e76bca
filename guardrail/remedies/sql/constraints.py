"""The remedies `not-valid`, `not-null-by-check` and `unique-by-index` in SQL.

Sources: PostgreSQL's documentation of ALTER TABLE; the names that the server gives to constraints
without one (`ChooseConstraintName`, at most 63 bytes).
"""

from __future__ import annotations

from msgspec import Struct

from guardrail.remedies.migrations.layout import Layout, layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.migrations.writing import Following, following
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import cased, plain, verbatim
from guardrail.remedies.sql.insertions import not_valid as not_valid_words
from guardrail.remedies.sql.scan import Token, actions_of, altered_table

LONGEST_NAME = 63


class Action(Struct, frozen=True):
    """One action of an ALTER TABLE: its tokens, the head before it, the table as written."""

    tokens: list[Token]
    head: str
    table: str
    only: bool

    @property
    def words(self) -> list[str]:
        """The tokens in upper case."""
        return [token.up for token in self.tokens]


def action_at(place: Place, layout: Layout) -> Action | None:
    """The action that the place is about, `None` where it is none of an ALTER TABLE."""
    here = layout.here
    assert here is not None
    table, _ = altered_table(here)
    if not table:
        return None
    actions = [each for each in actions_of(here) if each]
    inside = [a for a in actions if a[0].start < place.span.end and a[-1].end > place.span.start]
    if len(inside) != 1:
        return None
    head = place.text[here.start : actions[0][0].start].rstrip()
    return Action(inside[0], head, table, len(actions) == 1)


def named(table: str, *parts: str) -> str | None:
    """The name that the server would choose, `None` where it would have to cut it."""
    name = "_".join([plain(table), *map(plain, parts)])
    return name if len(name.encode()) <= LONGEST_NAME else None


def written_name(name: str) -> str:
    """A name as it has to be written."""
    simple = name.isascii() and name.replace("_", "a").isalnum() and name == name.lower()
    return name if simple and not name[:1].isdigit() else '"' + name.replace('"', '""') + '"'


def not_valid(place: Place) -> Made | None:
    """`ADD CONSTRAINT … NOT VALID`, and `VALIDATE CONSTRAINT` in the migration that follows."""
    found = not_valid_words(place.statement)
    if found is None:
        return None
    at, words = found
    words = cased(words, _keyword(place.statement))
    start = place.span.start
    end = place.edit(start + at, start + at, words)
    layout = layout_of(place) if place.is_sql else None
    action = action_at(place, layout) if layout is not None else None
    if layout is None or action is None:
        return Made((end,))
    edits = [end]
    if action.words[:2] == ["ADD", "CONSTRAINT"]:
        name = action.tokens[2].text
    else:
        chosen = _chosen(place, action)
        if chosen is None:
            return Made((end,))
        name = written_name(chosen)
        words = f" {cased('CONSTRAINT', action.tokens[0].text)} {name}"
        edits.insert(0, place.edit(action.tokens[0].end, action.tokens[0].end, words))
    up = f"{action.head} {cased('VALIDATE CONSTRAINT', action.tokens[0].text)} {name};"
    after = following(place, layout, [Following(slug_of("validate", plain(name)), up)])
    if after is None:
        return Made((end,))
    return Made((*edits, *after[0]), after[1], note=_followed(len(after[1])))


def _keyword(statement: str) -> str:
    return statement.split(maxsplit=1)[0]


def _followed(files: int) -> str:
    return "validated in the migration that follows" if files else "validated in what follows"


def _chosen(place: Place, action: Action) -> str | None:
    change = place.change
    words = action.words
    if "FOREIGN" in words[:2] and words[3:4] == ["("]:
        until = words.index(")", 3)
        columns = [t.text for t in action.tokens[4:until] if t.text != ","]
        return named(action.table, *columns, "fkey")
    if change is not None and len(change.columns) == 1:
        return named(action.table, change.columns[0], "check")
    return None


def not_null_by_check(place: Place) -> Made | None:
    """`SET NOT NULL` by a check that is validated first, in the migration that follows."""
    layout = layout_of(place) if place.is_sql else None
    action = action_at(place, layout) if layout is not None else None
    if layout is None or action is None:
        return None
    words = action.words
    at = 2 if words[1:2] == ["COLUMN"] else 1
    if words[0] != "ALTER" or words[at + 1 :] != ["SET", "NOT", "NULL"]:
        return None
    column, like = action.tokens[at].text, action.tokens[0].text
    chosen = named(action.table, column, "given")
    if chosen is None:
        return None
    name = written_name(chosen)
    check = cased("ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID", like).format(name, column)
    head, own = action.head, verbatim(place.text, action.tokens)
    up = (
        f"{head} {cased('VALIDATE CONSTRAINT', like)} {name};\n"
        f"{head} {own};\n"
        f"{head} {cased('DROP CONSTRAINT', like)} {name};"
    )
    loose = cased("ALTER COLUMN {} DROP NOT NULL", like).format(column)
    down = f"{head} {check};\n{head} {loose};"
    after = following(place, layout, [Following(slug_of("require", column), up, down)])
    if after is None:
        return None
    edit = place.edit(action.tokens[0].start, action.tokens[-1].end, check)
    return Made((edit, *after[0]), after[1], note="required in the migration that follows")
