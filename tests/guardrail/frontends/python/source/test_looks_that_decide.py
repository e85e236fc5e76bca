"""A look at a value counts where something comes of it."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.source.looks_that_decide import decides_nothing


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
