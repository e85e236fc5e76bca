"""The rule `superuser-granted`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, PrivilegeChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.administrators import (
    PARTIAL,
    ROLES,
    WHOLE,
    administrates,
    reaches_past,
)
from guardrail_rules.privilege.receivers import only_trusted


class SuperuserGranted(Rule):
    """A role is made administrator of the server, or exempt from its row policies.

    ## Why it matters

    A superuser passes every check of rights and every row policy, reads files of the server and
    runs programs on it. Whoever gets at its password, or into one of its queries, does too. Rights
    on ANY object, membership in `sysadmin`, `db_owner`, `DBA` or `ACCOUNTADMIN`, and the right to
    impersonate one of them come to the same. Functions that open the server's files, programs or
    network, and the tables that hold its users' passwords, are a step on the way there.

    ## Do this instead

    Make the role without SUPERUSER, BYPASSRLS or an administrator's role, and grant it the rights
    that it needs on the objects that it uses.

    What truly needs an administrator (extensions, say) is done once, by a person, not by a
    migration.
    """

    name = "superuser-granted"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (PrivilegeChange, DataChange)

    bad = (
        sql("CREATE ROLE app LOGIN IN ROLE reporting, pg_write_server_files"),
        sql("UPDATE pg_authid SET rolsuper = true WHERE rolname = 'app'"),
        sql("UPDATE mysql.user SET Super_priv = 'Y' WHERE User = 'app'", dialect="mysql"),
        sql("GRANT PROXY ON 'root'@'localhost' TO 'app'@'%'", dialect="mysql"),
        sql("ALTER ROLE app SUPERUSER"),
        sql("CREATE ROLE app LOGIN BYPASSRLS"),
        sql("ALTER ROLE app CREATEROLE"),
        sql("GRANT pg_write_server_files TO app"),
        sql("GRANT FILE ON *.* TO 'app'@'%'", dialect="mysql"),
        sql("GRANT SELECT ANY TABLE TO app", dialect="oracle"),
        sql("GRANT ROLE ACCOUNTADMIN TO USER bob", dialect="snowflake"),
        sql("ALTER ROLE db_owner ADD MEMBER app", dialect="tsql"),
        sql("GRANT IMPERSONATE ON USER::dbo TO app", dialect="tsql"),
        sql("GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO app"),
        sql("GRANT SELECT ON pg_shadow TO app"),
        sql("GRANT EXECUTE ON SYS.UTL_FILE TO app", dialect="oracle"),
        sql("GRANT EXECUTE ON xp_cmdshell TO app", dialect="tsql"),
        alembic("op.execute('ALTER ROLE app WITH SUPERUSER')"),
        python("cursor.execute('ALTER USER app WITH SUPERUSER')"),
    )
    good = (
        sql("CREATE ROLE app LOGIN"),
        sql("CREATE ROLE app LOGIN IN ROLE reporting"),
        sql("UPDATE app.user SET super = 'Y' WHERE id = 7", dialect="mysql"),
        sql("SELECT * FROM pg_authid"),
        sql("GRANT PROXY ON 'reporting'@'%' TO 'app'@'%'", dialect="mysql"),
        sql("ALTER ROLE app NOSUPERUSER NOBYPASSRLS"),
        sql("GRANT reporting TO app"),
        sql("GRANT EXECUTE ON FUNCTION app.total(bigint) TO app"),
        sql("GRANT SELECT ON pg_roles TO app"),
        sql("REVOKE EXECUTE ON FUNCTION pg_read_file(text) FROM app"),
        sql("REVOKE rds_superuser FROM app"),
        sql("GRANT SELECT ON hr.employees TO app", dialect="oracle"),
        sql("ALTER ROLE db_datareader ADD MEMBER app", dialect="tsql"),
    )

    def judge(self, change: PrivilegeChange | DataChange, context: Context) -> Iterator[Finding]:
        """A role that gets past every check."""
        if isinstance(change, DataChange):
            if plain(change.target) in _CATALOGS and change.verb is not Verb.DELETE:
                message = f"rights are written into {change.target}, past every check of GRANT"
                yield from weighed(self, change, context, message)
            return
        if change.verb not in (Verb.ESCALATE, Verb.GRANT) or only_trusted(change.whom):
            return
        if change.verb is Verb.GRANT and (past := reaches_past(change.privileges, change.on)):
            message = f"{past} is opened to {', '.join(change.whom) or 'a role'}"
            yield from weighed(self, change, context, message, level=Level.WARNING)
            return
        named = {change.protection.lower()} & (WHOLE | PARTIAL | ROLES)
        got = {right.lower() for right in change.privileges if administrates(right)} | named
        if "IMPERSONATE" in change.privileges:
            got.add(f"impersonate on {change.on}")
        if "PROXY" in change.privileges and _ROOT.match(change.on):
            got.add(f"proxy for {change.on}")
        if not got or (change.on and got <= _ON_OBJECTS and not _whole_server(change.on)):
            return
        level = Level.WARNING if got <= PARTIAL | _READING else Level.ERROR
        whom = ", ".join(change.whom) or change.on or "a role"
        message = f"{', '.join(sorted(got)).upper()} is given to {whom}"
        yield from weighed(self, change, context, message, level=level)


_CATALOGS = frozenset(
    {"pg_authid", "pg_catalog.pg_authid", "pg_auth_members", "pg_catalog.pg_auth_members"}
    | {"mysql.user", "mysql.db", "mysql.global_priv", "mysql.global_grants", "mysql.role_edges"}
    | {"mysql.tables_priv", "mysql.procs_priv", "sys.user$", "sys.sysauth$"}
)
"""Tables in which servers keep who may do what."""

_ROOT = late(r"['\"`]?(?:root|admin|)['\"`]?(?:@|\Z)", re.IGNORECASE)
_ON_OBJECTS = frozenset({"file", "alter database", "alter system"})
_READING = frozenset({"pg_read_all_data"})


def _whole_server(on: str) -> bool:
    return on in ("*.*", "*") or on.upper() in ("ACCOUNT", "SERVER")
