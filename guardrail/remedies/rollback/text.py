"""The way back as text: for people, as SQL, and in Alembic's and Django's own words."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence

from guardrail.remedies.rollback.model import RollbackPlan, Step, Verdict

LineOf = Callable[[Step], int]
"""The 1-based line that a step stands on."""

_SAYS = {
    Verdict.CLEAN: "can be undone",
    Verdict.LOSES: "its schema can be undone; some of what it takes away can't come back",
    Verdict.PARTLY: "can only be undone in part",
    Verdict.NOTHING: "there is nothing to undo",
}


def lines(plan: RollbackPlan, line_of: LineOf) -> Iterator[str]:
    """The plan for people."""
    name = f" ({plan.symbol})" if plan.symbol else ""
    yield f"{plan.path}{name}: {_SAYS[plan.verdict]}"
    if plan.written:
        yield "  Its author wrote a way back; this one is derived from what it does."
    if plan.framework == "django" and plan.statements:
        yield "  Django goes back itself where each operation can: this is what has to happen."
    if plan.statements:
        yield "  Undo, in this order:"
        yield ""
        yield from (f"    {line}" if line else "" for line in down(plan).splitlines())
        yield ""
    yield from _listed("What can't come back:", plan.steps, lambda step: step.loss, line_of)
    yield from _listed(
        "What has no way back that can be derived:", plan.steps, lambda step: step.missing, line_of
    )
    yield from _listed(
        "What undoing it loses besides:", plan.steps, lambda step: step.later, line_of
    )


def _listed(
    heading: str, steps: Sequence[Step], says: Callable[[Step], str], line_of: LineOf
) -> Iterator[str]:
    told = [(step, says(step)) for step in steps if says(step)]
    if told:
        yield f"  {heading}"
    for step, words in told:
        yield f"    line {line_of(step)}, {step.does}: {words}"


def down(plan: RollbackPlan) -> str:
    """The down migration: Alembic's `downgrade`, Django's operations, or SQL."""
    if plan.framework == "alembic":
        return _alembic(plan)
    return _django(plan) if plan.framework == "django" else sql(plan)


def sql(plan: RollbackPlan) -> str:
    """The statements."""
    return "".join(f"{statement};\n" for statement in plan.statements)


def _quoted(statement: str) -> str:
    if "\n" in statement or "\\" in statement:
        # Raw, so that a backslash of SQL stays one; a quote at the end would close it too early.
        return f'r"""{statement} """' if '"""' not in statement else repr(statement)
    return f"'{statement}'" if '"' in statement and "'" not in statement else _double(statement)


def _double(statement: str) -> str:
    return '"' + statement.replace('"', '\\"') + '"'


def _alembic(plan: RollbackPlan) -> str:
    out = ["def downgrade():"]
    for step in plan.steps:
        runs = [f"op.execute({_quoted(statement)})" for statement in step.sql]
        if step.outside:
            out.append("    with op.get_context().autocommit_block():")
            out += [f"        {line}" for line in runs]
        else:
            out += [f"    {line}" for line in runs]
    return "\n".join(out) + "\n"


def _django(plan: RollbackPlan) -> str:
    runs = [
        f"    migrations.RunSQL({_quoted(statement)}, migrations.RunSQL.noop),"
        for statement in plan.statements
    ]
    return "\n".join(["operations = [", *runs, "]"]) + "\n"


def data(plan: RollbackPlan, line_of: LineOf) -> dict[str, object]:
    """The plan as plain data."""
    return {
        "path": plan.path,
        "migration": plan.symbol or posixpath.basename(plan.path),
        "framework": plan.framework,
        "dialect": plan.dialect,
        "verdict": str(plan.verdict),
        "written": plan.written,
        "outside_transaction": plan.outside,
        "down": down(plan) if plan.statements else "",
        "sql": list(plan.statements),
        "steps": [
            {
                "undoes": step.does,
                "line": line_of(step),
                "sql": list(step.sql),
                "loss": step.loss,
                "missing": step.missing,
                "loses_later": step.later,
            }
            for step in plan.steps
        ],
    }
