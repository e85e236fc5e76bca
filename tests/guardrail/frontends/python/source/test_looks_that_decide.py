"""A look at a value counts where something comes of it."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.source.looks_that_decide import decides_nothing, quoted_apart


@pytest.mark.parametrize(
    ("lines", "nothing"),
    [
        (["    if sort not in KNOWN:", "        log.warning(sort)", "    rows = ask(sort)"], True),
        (["    if sort not in KNOWN:", "        print(sort)", "        pass", "    x()"], True),
        (["    if sort not in KNOWN:", "        abort(400)", "    rows = ask(sort)"], False),
        (["    if sort not in KNOWN:", "        sort = 'name'", "    rows = ask(sort)"], False),
        (["    if sort not in KNOWN:", "        raise ValueError(sort)", "    ask(sort)"], False),
        (["    if sort in KNOWN:", "        cursor.execute("], False),
        (
            ["    if sort in KNOWN:", "        log.info(sort)", "    else:", "        abort(1)"],
            False,
        ),
        (["    assert sort in KNOWN", "    ask(sort)"], False),
        (["    if not re.match(r'\\w', name):", "        abort(400)"], True),
        (["    if not re.match(r'^\\w+$', name):", "        abort(400)"], False),
        (["    if not PATTERN.match(name):", "        abort(400)"], False),
    ],
)
def test_what_comes_of_a_look(lines: list[str], nothing: bool) -> None:
    assert decides_nothing(lines, 0) is nothing


@pytest.mark.parametrize(
    ("line", "apart"),
    [
        ("    link = quote(name)", True),
        ("    name = quote(name)", False),
        ("    safe = shlex.quote(name) if valid(name) else ''", False),
        ("    run(quote(name))", False),
        ("    number = int(name)", False),
    ],
)
def test_a_value_that_is_quoted_under_another_name_stays_as_it_is(line: str, apart: bool) -> None:
    assert quoted_apart(line, "name") is apart
