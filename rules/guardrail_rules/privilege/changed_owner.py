"""The rule `changed-owner`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.privilege.receivers import made_here


class ChangedOwner(Rule):
    """An existing object gets another owner.

    ## Why it matters

    The owner may do everything with it: drop it, and pass its row policies unless they are forced.
    The old owner may do nothing any more but what is granted to it: migrations and jobs that run as
    that role fail.

    ## Do this instead

    Grant the rights that are needed and leave the owner alone. Where it has to change, grant the
    old owner first what it still uses.
    """

    name = "changed-owner"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (SchemaChange, PrivilegeChange)
    only = (
        Only(SchemaChange, verbs=(Verb.ALTER,)),
        Only(PrivilegeChange, verbs=(Verb.GRANT,)),
    )

    bad = (
        sql("ALTER TABLE orders OWNER TO app"),
        sql("ALTER DATABASE shop OWNER TO app"),
        sql("REASSIGN OWNED BY old TO app"),
        sql("ALTER AUTHORIZATION ON OBJECT::dbo.Orders TO app", dialect="tsql"),
        sql("GRANT OWNERSHIP ON TABLE orders TO ROLE analyst", dialect="snowflake"),
    )
    good = (
        sql("ALTER TABLE orders OWNER TO app", given="CREATE TABLE orders (id bigint)"),
        sql("ALTER TABLE orders RENAME TO owner"),
        sql("GRANT SELECT ON orders TO app"),
    )

    def judge(self, change: SchemaChange | PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A new owner of something that was there before."""
        if isinstance(change, PrivilegeChange):
            if change.verb is not Verb.GRANT or "OWNERSHIP" not in change.privileges:
                return
            on, owner = change.on, ", ".join(change.whom)
        else:
            if change.aspect is not Aspect.OWNER:
                return
            on, owner = change.name or change.table, change.new_name
            if change.kind is ObjectKind.ROLE:
                on = f"everything that {on} owns"
        if made_here(on, change, context):
            return
        level = Level.INFO if owner.lower().strip('[]"') in _USUAL else self.level
        message = f"{named(on)} gets the owner {owner or 'another'}"
        yield from weighed(self, change, context, message, level=level)


_USUAL = ("dbo", "sysadmin")
"""Owners that objects have by themselves: nobody gets anything."""
