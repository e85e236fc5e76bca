"""terraform, tofu, terragrunt: infrastructure as code. Commands as in `terraform -help` of 1.9."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.connection import inherited
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.verbs import ASKING, Row, deletes, outcomes

_OPTIONS = options(
    "-chdir: -var: -var-file: -target: -replace: -state: -out: -backend-config: -lock-timeout:"
    " -parallelism: --non-interactive --terragrunt-non-interactive --all"
    " -auto-approve|--auto-approve -destroy|--destroy -help|-h|--help -force -lock",
    single=True,
)
_APPLIED = (("verb", Verb.ALTER), ("provider", "terraform"), ("kind", "stack"))
_ROWS = (
    deletes("terraform", "stack", "destroy", asks=True),
    deletes("terraform", "stack", "apply", needs=("-destroy",), asks=True),
    Row(("apply",), ResourceChange, _APPLIED, needs=("-auto-approve",)),
    # Without that option only a workspace that holds nothing is deleted.
    deletes("terraform", "workspace", "workspace", "delete", needs=("-force",)),
    deletes("terraform", "state entry", "state", "rm"),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if known_name(command.name) == "terragrunt":
        parsed = _of_terragrunt(parsed)
    words = [inherited(command, "TF_WORKSPACE"), parsed.value("-chdir")]
    words.extend(word.text for word in parsed.values("-var-file", "-backend-config"))
    for outcome in outcomes(
        command,
        parsed,
        _ROWS,
        target=Target(words=tuple(word for word in words if word)),
        given_up={"-auto-approve": ASKING},
        spared=("-help",),
    ):
        yield _narrowed(outcome, parsed, words[0])


def _of_terragrunt(parsed: Parsed) -> Parsed:
    """The same of Terragrunt, which runs a command in every module at once: `run-all destroy`.

    As in "CLI options" of Terragrunt 0.80: `--non-interactive` answers every question.
    """
    words = [word.text for word in parsed.operands]
    if words[:1] in (["run-all"], ["run"], ["stack"]):
        parsed.operands = parsed.operands[2 if words[:2] == ["stack", "run"] else 1 :]
    if parsed.has("--non-interactive", "--terragrunt-non-interactive"):
        parsed.given.append(("-auto-approve", None))
    return parsed


def _narrowed(outcome: Outcome, parsed: Parsed, workspace: str) -> Outcome:
    """What is destroyed where `-target` names it, or the workspace whose stack it is."""
    if not isinstance(outcome, At) or not isinstance(outcome.effect, ResourceChange):
        return outcome
    targets = ", ".join(word.text for word in parsed.values("-target"))
    if targets:
        return replace(outcome, effect=replace(outcome.effect, kind="resource", id=targets))
    if workspace and outcome.effect.kind == "stack" and not outcome.effect.id:
        return replace(outcome, effect=replace(outcome.effect, id=workspace))
    return outcome


PROGRAM = Program(("terraform", "tofu", "terragrunt"), _read)
