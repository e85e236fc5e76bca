"""What a statement does to a table is the same before and after its values became parameters."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from guardrail_rules.unscoped_write.interpolated_condition import InterpolatedCondition
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.remedies import applied, fix

ROWS = [("ada", 36), ("bob", 7), ("eve", 7), ("50%", -1), ("it's ada", 0), ("a_b", None)]


class Part(NamedTuple):
    """A condition or an assignment: text around the values, and which arguments they are."""

    texts: tuple[str, ...]
    names: tuple[str, ...]


CONDITIONS = (
    Part(("name = '", "'"), ("word",)),
    Part(("name LIKE '%", "%'"), ("word",)),
    Part(("name LIKE '", "_", "'"), ("word", "other")),
    Part(("name = 'it''s ", "'"), ("word",)),
    Part(("age = ", ""), ("number",)),
    Part(("age < ", " + 1"), ("number",)),
    Part(("age BETWEEN ", " AND ", ""), ("number", "more")),
    Part(("name <> '50%' AND age IN (", ", ", ")"), ("number", "more")),
    Part(("name = ''", "''"), ()),
)
HEADS = (
    Part(("DELETE FROM users WHERE ",), ()),
    Part(("UPDATE users SET age = 1 WHERE ",), ()),
    Part(("UPDATE users SET name = '", "', age = ", " WHERE "), ("other", "more")),
)


Builder = Callable[[Sequence[str], Sequence[str], str], str]


def in_f_string(texts: Sequence[str], names: Sequence[str], quote: str) -> str:
    """An f-string."""
    return "f" + quote + _mixed(texts, [f"{{{name}}}" for name in names]) + quote


def in_percent(texts: Sequence[str], names: Sequence[str], quote: str) -> str:
    """A text filled by `%`."""
    texts = [text.replace("%", "%%") for text in texts]
    given = ", ".join(names) + ("," if len(names) == 1 else "")
    return f"{quote}{_mixed(texts, ['%s'] * len(names))}{quote} % ({given})"


def in_format(texts: Sequence[str], names: Sequence[str], quote: str) -> str:
    """A text filled by `.format()`."""
    given = ", ".join(f"{name}={name}" for name in dict.fromkeys(names))
    marks = [f"{{{name}}}" for name in names]
    return f"{quote}{_mixed(texts, marks)}{quote}.format({given})"


def in_sum(texts: Sequence[str], names: Sequence[str], quote: str) -> str:
    """A concatenation."""
    parts = [f"{quote}{texts[0]}{quote}"]
    for name, text in zip(names, texts[1:], strict=True):
        parts += [f"str({name})", *([f"{quote}{text}{quote}"] if text else [])]
    return " + ".join(parts)


def in_pieces(texts: Sequence[str], names: Sequence[str], quote: str) -> str:
    """F-strings side by side, each on a line."""
    whole = _mixed(texts, [f"{{{name}}}" for name in names])
    first, where, rest = whole.partition("WHERE ")
    return f"\n        f{quote}{first}{quote}\n        f{quote}{where}{rest}{quote}\n    "


def _mixed(texts: Sequence[str], marks: Sequence[str]) -> str:
    return texts[0] + "".join(mark + text for mark, text in zip(marks, texts[1:], strict=True))


BUILDERS = (in_f_string, in_percent, in_format, in_sum, in_pieces)
DIRECT = "import sqlite3\n\n\ndef act(cur, word, other, number, more):\n    cur.execute({})\n"
NAMED = (
    "import sqlite3\n\n\ndef act(cur, word, other, number, more):\n"
    "    query = ({})\n    cur.execute(query)\n"
)

statements = st.tuples(
    st.sampled_from(HEADS), st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=3)
).filter(lambda told: any(part.names for part in (told[0], *told[1])))
words = st.sampled_from(["ada", "b", "", "50%", "é", "x\\y", "1"]) | st.text(
    st.characters(codec="utf-8", exclude_characters="'\0"), max_size=4
)


def written(head: Part, conditions: Sequence[Part]) -> tuple[list[str], list[str]]:
    """The texts and the names of a whole statement."""
    texts = [""]
    names: list[str] = []
    for place, part in enumerate((head, *conditions)):
        joint = " AND " if place > 1 else ""
        texts[-1] += joint + part.texts[0]
        texts += part.texts[1 : len(part.names) + 1]
        texts[-1] += "".join(part.texts[len(part.names) + 1 :])
        names += part.names
    return texts, names


def left_by(code: str, arguments: dict[str, object]) -> list[tuple[object, ...]]:
    """The rows of the table after the program ran on it."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE users (name TEXT, age INTEGER)")
    connection.executemany("INSERT INTO users VALUES (?, ?)", ROWS)
    program: dict[str, object] = {}
    exec(code, program)
    program["act"](connection.cursor(), **arguments)  # type: ignore[operator]
    return connection.execute("SELECT * FROM users ORDER BY rowid").fetchall()


def mended(code: str) -> str:
    """The program after the fix; itself where nothing is found."""
    for finding in judge_example(InterpolatedCondition, python(code)):
        made = fix(finding, code)
        assert made is not None, code
        assert not made.safe
        return applied(code, made.edits)
    return code


@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
@given(
    statement=statements,
    quote=st.sampled_from(('"', '"""')),
    program=st.sampled_from((DIRECT, NAMED)),
    values=st.tuples(words, words, st.integers(-5, 50), st.integers(-5, 50)),
)
def test_the_same_rows_are_reached(
    builder: Builder,
    statement: tuple[Part, list[Part]],
    quote: str,
    program: str,
    values: tuple[str, str, int, int],
) -> None:
    texts, names = written(*statement)
    code = program.format(builder(texts, names, quote))
    after = mended(code)
    assert after != code
    arguments = dict(zip(("word", "other", "number", "more"), values, strict=True))
    assert left_by(after, arguments) == left_by(code, arguments), after
    assert mended(after) == after
