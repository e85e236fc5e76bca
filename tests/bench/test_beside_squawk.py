"""Which of squawk's findings are about a table that the same file makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.beside_squawk import Told, _makes_its_table

FILE = """CREATE TABLE IF NOT EXISTS shop.orders (id int);
CREATE INDEX orders_id ON shop.orders (id);
ALTER TABLE users
    ADD COLUMN a int,
    ADD COLUMN b int;
CREATE INDEX users_a ON users (a);
ALTER TABLE ONLY "orders"
    ADD CONSTRAINT c CHECK (id > 0);
"""


@pytest.mark.parametrize(
    ("first", "last", "made"),
    [(1, 1, True), (2, 2, True), (3, 5, False), (5, 5, False), (6, 6, False), (8, 8, True)],
)
def test_a_table_made_in_the_same_file(tmp_path: Path, first: int, last: int, made: bool) -> None:
    (tmp_path / "a.sql").write_text(FILE)
    assert _makes_its_table(tmp_path, Told("rule", "a.sql", first, last)) is made
