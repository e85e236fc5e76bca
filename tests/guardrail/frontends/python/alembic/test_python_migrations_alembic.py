"""Migrations of Alembic: operations in order, both directions."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest
from reading_migrations import TABLE, undialected
from reading_python import items, shown

from guardrail.model import Direction
from guardrail.stream import Enter


def alembic(body: str, downgrade: str = "op.create_table('x')") -> list[str]:
    """What an upgrade with this body yields, without the brackets and the way back."""
    text = (
        "from alembic import op\nimport sqlalchemy as sa\nrevision = '2'\ndown_revision = '1'\n"
        "def upgrade():\n" + indent(dedent(body), "    ") + "\n"
    )
    if downgrade:
        text += f"def downgrade():\n    {downgrade}\n"
    lines = shown(text, "migrations/versions/2_x.py")
    return undialected(lines[1 : lines.index("]")])


ALEMBIC = [
    ("op.drop_table('a')", [TABLE.format("drop", "a", "a")]),
    ("op.drop_table('a', schema='s')", [TABLE.format("drop", "s.a", "s.a")]),
    (
        "op.create_table('a', sa.Column('id', sa.Integer()), sa.Column('b', sa.Text()))",
        ["SchemaChange verb=create kind=table table=a name=a columns=id,b"],
    ),
    (
        "op.rename_table('a', 'b')",
        ["SchemaChange verb=rename kind=table table=a name=a new_name=b"],
    ),
    ("op.drop_column('a', 'b')", ["SchemaChange verb=drop kind=column table=a name=b"]),
    (
        "op.add_column('a', sa.Column('b', sa.String(20), nullable=False))",
        ["SchemaChange verb=create kind=column table=a name=b new_type=varchar(20)"],
    ),
    (
        "op.add_column('a', sa.Column('b', sa.Uuid(), server_default=sa.text('uuidv4()')))",
        [
            (
                "SchemaChange verb=create kind=column table=a name=b new_type=uuid nullable"
                " default=volatile default_text=uuidv4()"
            )
        ],
    ),
    (
        "for one in ('a', 'b'):\n    op.drop_table(one)",
        [TABLE.format("drop", "a", "a"), TABLE.format("drop", "b", "b")],
    ),
    (
        "op.drop_index(op.f('ix_a_b'), table_name='a')",
        ["SchemaChange verb=drop kind=index table=a name=ix_a_b"],
    ),
    ("op.invoke(ops.DropTableOp('a'))", [TABLE.format("drop", "a", "a")]),
    ("ops.DropTableOp('a')", []),
    (
        "sa.Enum(name='mood').drop(op.get_bind())",
        ["SchemaChange verb=drop kind=type name=mood if_exists"],
    ),
    (
        "op.add_column('a', sa.Column('b', sa.Integer, sa.ForeignKey('c.id'), index=True))",
        [
            (
                "SchemaChange verb=create kind=column table=a name=b new_type=integer nullable"
                " references=c referenced=id"
            ),
            (
                "SchemaChange verb=create kind=constraint table=a constraint=foreign key columns=b"
                " references=c referenced=id"
            ),
            "SchemaChange verb=create kind=index table=a columns=b",
        ],
    ),
    (
        "op.alter_column('a', 'b', existing_type=sa.String(9), type_=sa.Text(), nullable=False)",
        [
            (
                "SchemaChange verb=alter kind=column table=a name=b aspect=type old_type=varchar(9)"
                " new_type=text"
            ),
            "SchemaChange verb=alter kind=column table=a name=b aspect=nullability",
        ],
    ),
    (
        "op.alter_column('a', 'b', new_column_name='c')",
        ["SchemaChange verb=rename kind=column table=a name=b new_name=c"],
    ),
    (
        "op.add_column('a', sa.Column('b', sa.BigInteger().with_variant(sa.Integer(), 'sqlite')))",
        ["SchemaChange verb=create kind=column table=a name=b new_type=bigint nullable"],
    ),
    ("op.alter_column('a', 'b', comment='x')", []),
    (
        "op.create_index('i', 'a', ['b'], unique=True, postgresql_concurrently=True)",
        [
            (
                "SchemaChange verb=create kind=index table=a name=i constraint=unique columns=b"
                " concurrently unique"
            )
        ],
    ),
    ("op.drop_index('i', table_name='a')", ["SchemaChange verb=drop kind=index table=a name=i"]),
    (
        "op.create_foreign_key('f', 'a', 'c', ['b'], ['id'], postgresql_not_valid=True)",
        [
            (
                "SchemaChange verb=create kind=constraint table=a name=f constraint=foreign key"
                " columns=b references=c not_valid referenced=id"
            )
        ],
    ),
    (
        "op.create_check_constraint('k', 'a', 'b > 0')",
        [
            (
                "SchemaChange verb=create kind=constraint table=a name=k constraint=check"
                " expression=b > 0"
            )
        ],
    ),
    (
        "op.drop_constraint('k', 'a', type_='foreignkey')",
        ["SchemaChange verb=drop kind=constraint table=a name=k constraint=foreign key"],
    ),
    ("op.execute('DELETE FROM a')", ["sql: DELETE FROM a"]),
    ("op.execute(sa.text('DELETE FROM a'))", ["sql: DELETE FROM a"]),
    (
        "op.execute(sa.table('a').delete())",
        ["DataChange verb=delete target=a scope=none"],
    ),
    (
        "conn = op.get_bind()\nconn.execute(sa.text('DELETE FROM a'))",
        ["sql: DELETE FROM a"],
    ),
    (
        "op.bulk_insert(sa.table('a'), [{'b': 1}])",
        ["DataChange verb=insert target=a scope=none"],
    ),
    (
        "with op.batch_alter_table('a') as batch_op:\n    batch_op.drop_column('b')",
        ["SchemaChange verb=drop kind=column table=a name=b"],
    ),
    (
        "with op.batch_alter_table('a', schema='s') as b:\n    b.create_index('i', ['c'])",
        ["SchemaChange verb=create kind=index table=s.a name=i columns=c"],
    ),
    (
        "with op.get_context().autocommit_block():\n    op.drop_index('i', 'a')",
        ["SchemaChange verb=drop kind=index table=a name=i options=autocommit"],
    ),
    ("for t in ('a', 'b'):\n    op.execute(f'DROP TABLE {t}')", ["sql: DROP TABLE {t}"]),
]


@pytest.mark.parametrize(("body", "said"), ALEMBIC)
def test_what_an_operation_of_alembic_does(body: str, said: list[str]) -> None:
    found = alembic(f"{body}\nop.drop_table('z')")
    assert found == [*said, TABLE.format("drop", "z", "z")]


@pytest.mark.parametrize("downgrade", ["", "pass", "raise NotImplementedError", "'''none'''"])
def test_an_upgrade_without_a_way_back(downgrade: str) -> None:
    assert alembic("op.drop_table('a')", downgrade)[1].startswith(
        "MigrationChange kind=irreversible"
    )


def test_the_units_of_a_revision() -> None:
    code = """
        from alembic import op
        revision = "2"
        down_revision = None
        def upgrade():
            _drop()
        def downgrade():
            op.create_table("a")
        def _drop():
            op.drop_table("a")
    """
    found = items(code, "versions/2.py")
    up, down = [item for item in found if isinstance(item, Enter)]
    assert (up.name, up.direction, up.framework, up.initial) == (
        "upgrade",
        Direction.UP,
        "alembic",
        True,
    )
    assert (down.name, down.direction) == ("downgrade", Direction.DOWN)
    assert [item.verb for item in found if hasattr(item, "verb")] == ["drop", "create"]


def test_a_module_that_revisions_call_needs_no_way_back() -> None:
    code = "from alembic import op\n\n\ndef upgrade():\n    op.drop_table('a')\n"
    helper = shown(code, "migrations/initial_tables.py")
    assert any("kind=table" in line for line in helper)
    assert not any("irreversible" in line for line in helper)
    assert any("irreversible" in line for line in shown(f"revision = 'a1'\n{code}"))


def test_a_length_may_stand_under_the_name_of_a_constant() -> None:
    code = (
        "import sqlalchemy as sa\nfrom alembic import op\nrevision = '2'\nOLD = 140\nNEW = 24\n"
        "def upgrade():\n    op.alter_column('p', 'ref', existing_type=sa.String(length=OLD),"
        " type_=sa.String(NEW))\ndef downgrade():\n    pass\n"
    )
    told = " ".join(shown(code, "versions/2.py"))
    assert "old_type=varchar(140)" in told and "new_type=varchar(24)" in told
