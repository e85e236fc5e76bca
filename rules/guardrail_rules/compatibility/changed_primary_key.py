"""The rule `changed-primary-key`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same, short
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import fresh, named, weighed
from guardrail_rules.story import emptied_before, story


class ChangedPrimaryKey(Rule):
    """A table gets another primary key.

    ## Why it matters

    Foreign keys, ORMs, caches, replication and change feeds all know a row by its primary key. Code
    that runs while the key changes upserts on a key that isn't there, or finds two rows where it
    knew one; logical replication stops. The index of the key is built anew under a lock.

    ## Do this instead

    Add the new key as a column with a unique index, built without a lock; move the references and
    the code to it; and only then swap the primary key, with `ADD CONSTRAINT … USING INDEX`.
    """

    name = "changed-primary-key"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.CONSTRAINT,)),
        Only(SchemaChange, verbs=(Verb.ALTER,)),
    )

    bad = (
        sql("ALTER TABLE users DROP PRIMARY KEY, ADD PRIMARY KEY (org, id)", dialect="mysql"),
        sql(
            """\
            ALTER TABLE users DROP CONSTRAINT users_pkey;
            ALTER TABLE users ADD PRIMARY KEY (org, id);
            """
        ),
        alembic(
            """\
            op.drop_constraint("users_pkey", "users", type_="primary")
            op.create_primary_key("users_pkey", "users", ["org", "id"])
            """
        ),
    )
    good = (
        sql("ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email)"),
        sql(
            "ALTER TABLE people DROP PRIMARY KEY, ADD PRIMARY KEY (org, id)",
            given="CREATE TABLE people (id int PRIMARY KEY, org int)",
            dialect="mysql",
        ),
        sql("ALTER TABLE users ADD PRIMARY KEY (id)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A new primary key where another was before."""
        if fresh(change.table, change, context):
            return
        if change.verb is Verb.CREATE and change.kind is ObjectKind.CONSTRAINT:
            made = change.constraint is ConstraintKind.PRIMARY_KEY
            if made and _dropped_before(change, context):
                key = ", ".join(change.columns[:4])
                to = f" to ({key})" if key else ""
                message = f"the primary key of {named(change.table)} changes{to}"
                empty = emptied_before(change.table, change, context)
                level = Level.INFO if change.using_index or empty else Level.WARNING
                yield from weighed(self, change, context, message, level=level)
        elif any(option.startswith("alter primary key") for option in change.options):
            message = f"the primary key of {named(change.table)} changes"
            yield from weighed(self, change, context, message)


def _dropped_before(change: SchemaChange, context: Context) -> bool:
    """Whether the old primary key went earlier in the Unit."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.DROP
        and earlier.kind is ObjectKind.CONSTRAINT
        and same(earlier.table, change.table)
        and (
            earlier.constraint is ConstraintKind.PRIMARY_KEY
            or short(earlier.name) == f"{short(change.table)}_pkey"
            or (earlier.name and same(earlier.name, change.name))
        )
        for earlier in story(context).before(change, change.table)
    )
