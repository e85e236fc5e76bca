"""The rule `permissive-policy`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.privilege.receivers import EVERYBODY, STRANGERS, TRUSTED


class PermissivePolicy(Rule):
    """A row policy lets through what it should choose.

    ## Why it matters

    Policies are joined by OR: one whose condition is always true undoes all the others. For
    writing, everybody it is for may change or delete every row; `user_metadata` is what users write
    into their own profile, so a policy that asks it lets them name themselves administrators.

    ## Do this instead

    Tie rows to whom they belong: `USING (owner_id = auth.uid()) WITH CHECK (owner_id =
    auth.uid())`. Read roles from `app_metadata` or a table that users can't write.

    A role that may see everything gets a policy of its own: `TO service_role`.
    """

    name = "permissive-policy"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE, Verb.ALTER), kinds=(ObjectKind.POLICY,)),)

    bad = (
        sql("CREATE POLICY p ON notes USING (true)"),
        sql("CREATE POLICY p ON notes FOR INSERT WITH CHECK (true)"),
        sql("CREATE POLICY p ON notes FOR UPDATE TO authenticated USING (1 = 1)"),
        sql("CREATE POLICY p ON notes FOR DELETE TO anon USING (id > 100)"),
        sql("ALTER POLICY p ON notes USING (true)"),
        sql(
            "CREATE POLICY p ON notes FOR SELECT "
            "USING (auth.jwt() -> 'user_metadata' ->> 'role' = 'admin')"
        ),
    )
    good = (
        sql("CREATE POLICY p ON notes USING (owner_id = auth.uid())"),
        sql("CREATE POLICY p ON notes FOR INSERT WITH CHECK (owner_id = auth.uid())"),
        sql("CREATE POLICY p ON notes TO service_role USING (true) WITH CHECK (true)"),
        sql("CREATE POLICY p ON notes AS RESTRICTIVE USING (true)"),
        sql(
            "CREATE POLICY p ON notes FOR SELECT "
            "USING (auth.jwt() -> 'app_metadata' ->> 'role' = 'admin')"
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A policy that lets everything through, asks the user, or opens writing to strangers."""
        if change.kind is not ObjectKind.POLICY or change.verb not in (Verb.CREATE, Verb.ALTER):
            return
        options = frozenset(change.options)
        told = _fault(options)
        if told is not None and "restrictive" not in options:
            level, what = told
            message = f"the policy {named(change.name)} of {named(change.table)} {what}"
            yield from weighed(self, change, context, message, level=level)


def _fault(options: frozenset[str]) -> tuple[Level, str] | None:
    """What is wrong with a policy, and how much; `None` where nothing is."""
    receivers = [option.removeprefix("to ") for option in options if option.startswith("to ")]
    if receivers and all(name in TRUSTED for name in receivers):
        return None
    if "trusts user metadata" in options:
        return Level.ERROR, "trusts user_metadata, which users change themselves"
    reads = "for select" in options
    strangers = not receivers or any(name in STRANGERS for name in receivers)
    everybody = not receivers or any(name in EVERYBODY for name in receivers)
    whom = "everybody" if everybody else ", ".join(sorted(receivers))
    if options & {"using always true", "check always true"}:
        if reads:
            level = Level.INFO if not any("allauth" in name for name in receivers) else Level.ERROR
            return level, f"lets {whom} read every row"
        level = Level.ERROR if strangers else Level.INFO
        return level, f"lets {whom} write every row: its condition is always true"
    anonymous = [name for name in receivers if name in EVERYBODY and name != "public"]
    changing = not reads and "for insert" not in options and "using" in options
    if anonymous and changing:
        return Level.WARNING, f"lets {anonymous[0]}, who is nobody in particular, change rows"
    return None
