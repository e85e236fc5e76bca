"""helm: releases on Kubernetes. Commands as in `helm help uninstall` of 3.16."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import deletes, outcomes

_OPTIONS = options(
    "-n|--namespace: --kube-context: --kubeconfig: --timeout: --description: --cascade:"
    " --dry-run --keep-history --wait -h|--help"
)
_ROWS = tuple(deletes("helm", "release", verb) for verb in ("uninstall", "delete", "del", "un"))


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    told = (parsed.value("--kube-context"), parsed.value("-n"), parsed.value("--kubeconfig"))
    target = Target(words=tuple(word for word in told if word))
    yield from outcomes(command, parsed, _ROWS, target=target)


PROGRAM = Program(("helm",), _read)
