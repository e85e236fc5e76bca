"""manage.py, django-admin: Django's commands. As in `django-admin help` of 5.2; `reset_db` and
`reset_schema` are of django-extensions 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.connection import inherited
from guardrail.knowledge.programs.frameworks import drops_database, drops_tables, empties_tables
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.verbs import outcomes

_OPTIONS = options(
    "--settings: --pythonpath: --database: -v|--verbosity: -c|--command: -i|--interface:"
    " --noinput|--no-input --plan --fake --check -h|--help --router: -D|--dbname:"
)
_ROWS = (
    empties_tables("flush"),
    drops_database("reset_db"),
    drops_tables("reset_schema"),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    settings = parsed.value("--settings") or inherited(command, "DJANGO_SETTINGS_MODULE")
    target = Target(words=tuple(word for word in (settings, parsed.value("--database")) if word))
    texts = [word.text for word in parsed.operands]
    if parsed.has("-h"):
        return
    if texts[:1] == ["migrate"]:
        yield from _migrated(command, parsed, target)
    elif texts[:1] in (["shell"], ["shell_plus"]):
        yield from _shell(command, parsed, target)
    else:
        yield from outcomes(command, parsed, _ROWS, target=target)


def _migrated(command: Command, parsed: Parsed, target: Target) -> Iterator[Outcome]:
    """`migrate app zero` drops the application's tables."""
    texts = [word.text for word in parsed.operands]
    if len(texts) == 3 and texts[2] == "zero" and not parsed.has("--plan", "--fake", "--check"):
        tables = f"all tables of {texts[1]}"
        effect = SchemaChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.DROP,
            kind=ObjectKind.TABLE,
            table=tables,
            name=tables,
            options=("migrate zero",),
        )
        yield At(effect, target)


def _shell(command: Command, parsed: Parsed, target: Target) -> Iterator[Outcome]:
    label = f"manage.py {parsed.operands[0].text}"
    texts = parsed.values("-c")
    for text in texts:
        yield from code_in(command, text, "python", f"{label} -c", target=target)
    if not texts and command.stdin is not None:
        yield from code_from(command, command.stdin, "python", f"{label} < input", target=target)


PROGRAM = Program(("manage.py", "django-admin"), _read)
