"""What a rule tells of programs, and doesn't tell of their harmless twins."""

from __future__ import annotations

import pytest
from side_by_side import Pair, pairs, told

PAIRS = [*pairs()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_harmful_program_alone_is_told(pair: Pair) -> None:
    assert not pair.bad or pair.rule in {one.rule for one in told(pair.bad)}
    assert told(pair.good) == []


def test_each_file_has_pairs() -> None:
    assert len(PAIRS) == len({pair.name for pair in PAIRS})
