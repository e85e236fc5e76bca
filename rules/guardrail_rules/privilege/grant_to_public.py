"""The rule `grant-to-public`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import short
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.file_places import is_of_files
from guardrail_rules.privilege.policy_without_row_security import switched_on
from guardrail_rules.privilege.receivers import EVERYBODY, first_of
from guardrail_rules.unit_rights import rights

USUAL = frozenset({"USAGE", "EXECUTE", "CONNECT", "TEMPORARY", "TEMP"})
READING = frozenset({"SELECT", "REFERENCES"})
CHOSEN = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
"""Rights that row policies bound; TRUNCATE and REFERENCES pass them."""
OPENINGS = ("utl_file", "utl_http", "utl_tcp", "utl_smtp", "dbms_", "xp_cmdshell", "sp_oa")


class GrantToPublic(Rule):
    """A right is granted to everybody.

    ## Why it matters

    `PUBLIC` is every role there is and every one that will be: the reporting user, the exporter,
    the account that somebody makes next year. Behind a data API, `anon` is the whole internet. A
    function that runs with its owner's rights then works for all of them as its owner.

    ## Do this instead

    Grant the right to the role that needs it, by name; make a group role where several do.
    """

    name = "grant-to-public"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (PrivilegeChange,)

    bad = (
        sql("GRANT ALL ON users TO PUBLIC"),
        sql("GRANT SELECT, INSERT ON TABLE users TO public"),
        sql("GRANT SELECT ON users TO PUBLIC"),
        sql(
            "GRANT EXECUTE ON FUNCTION wipe() TO anon",
            given="CREATE FUNCTION wipe() RETURNS void LANGUAGE sql SECURITY DEFINER "
            "SET search_path = '' AS 'SELECT 1'",
        ),
        sql("GRANT EXECUTE ON UTL_FILE TO PUBLIC", dialect="oracle"),
        sql(
            "GRANT `roles/bigquery.dataViewer` ON SCHEMA shop TO 'allUsers'",
            dialect="bigquery",
        ),
        alembic("op.execute('GRANT UPDATE ON users TO PUBLIC')"),
        python("cursor.execute('GRANT ALL ON users TO public')"),
        shell("psql -c 'grant all on users to public'"),
    )
    good = (
        sql("GRANT SELECT ON users TO reporting"),
        sql("REVOKE ALL ON users FROM PUBLIC"),
        sql("CREATE TABLE public.users (id int)"),
        sql("GRANT SELECT ON public.users TO reporting"),
        sql("GRANT SELECT ON public TO reporting"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A grant that reaches every role."""
        whom = first_of(EVERYBODY, change.whom)
        if change.verb is not Verb.GRANT or not whom or is_of_files(change):
            return
        rights = frozenset(change.privileges)
        level = Level.ERROR
        more = ""
        if rights and rights <= USUAL:
            level = Level.INFO
            if change.on.lower().startswith(OPENINGS):
                level, more = Level.ERROR, ", a way out of the database"
            elif "EXECUTE" in rights and _runs_as_owner(change, context):
                level, more = Level.WARNING, ", which runs with its owner's rights"
        elif rights and rights <= CHOSEN and _keeps_rows_apart(change, context):
            level = Level.INFO
        elif (rights and rights <= USUAL | READING) or short(change.on) in _OF_POSTGIS:
            level = Level.WARNING
        on = f" on {change.on}" if change.on else ""
        everybody = whom.upper() if whom.lower() == "public" else whom
        message = f"{', '.join(change.privileges) or 'a right'}{on}{more} is granted to {everybody}"
        yield from weighed(self, change, context, f"{message}, that is to everybody", level=level)


_OF_POSTGIS = ("geometry_columns", "geography_columns", "spatial_ref_sys", "raster_columns")
"""What PostGIS notes of shapes, which its older manuals open to everybody: nobody's data."""


def _keeps_rows_apart(change: PrivilegeChange, context: Context) -> bool:
    """Whether row level security of the table is on: the grant opens what policies let through."""
    known = context.table(change.on, change)
    return (known is not None and bool(known.row_security)) or switched_on(change.on, context)


def _runs_as_owner(change: PrivilegeChange, context: Context) -> bool:
    """Whether the function was made in this Unit, with the rights of its owner."""
    function = change.on.partition("(")[0].rpartition(" ")[2]
    return rights(context).before("definer", function, change)
