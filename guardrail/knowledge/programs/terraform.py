"""terraform, tofu: destroy what they manage. Options as in `terraform destroy -help` (1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ResourceChange, Verb
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-chdir: -target: -var: -var-file: -state: -lock-timeout: -parallelism: -replace: -input:"
    " -destroy -auto-approve -help|-h|--help -json -no-color -refresh-only",
    single=True,
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    action = parsed.operands[0].text if parsed.operands else ""
    destroys = action == "destroy" or (action == "apply" and parsed.has("-destroy"))
    if not destroys or parsed.has("-help"):
        return
    unasked = parsed.has("-auto-approve")
    targets = ", ".join(word.text for word in parsed.values("-target"))
    yield ResourceChange(
        span=command.span(),
        evidence=command.evidence,
        verb=Verb.DELETE,
        provider="terraform",
        kind="resource" if targets else "stack",
        id=targets,
        protections=("asking first",) if unasked else (),
        guards=() if unasked else ("a prompt",),
    )


PROGRAM = Program(("terraform", "tofu"), _read)
