"""az: Azure. Commands as in the Azure CLI reference (2.60)."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ResourceChange, Verb
from guardrail.knowledge.programs.cloud_doors import doors
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import A_PROMPT, ASKING

_OPTIONS = options(
    "-n|--name: -g|--resource-group: --ids: --subscription: -s|--source: -c|--container-name:"
    " --server: --server-name: --account-name: --query: -o|--output: -y|--yes -h|--help"
    " --no-wait --dryrun"
)
_VERBS = ("delete", "delete-batch", "purge")
_REIMAGED = (["vm", "reimage"], ["vmss", "reimage"])
_LIGHT = frozenset(("account", "config", "extension", "cache"))


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    texts = [word.text for word in parsed.operands]
    if not parsed.has("-h", "--dryrun"):
        yield from doors(command, "azure")
    wiped = texts[:2] in _REIMAGED
    at = 1 if wiped else next((at for at, text in enumerate(texts) if at and text in _VERBS), 0)
    if parsed.has("-h", "--dryrun") or not at or texts[0] in _LIGHT:
        return
    name = parsed.value("-n") or parsed.value("--ids") or parsed.value("-s")
    group = parsed.value("-g")
    effect = ResourceChange(
        span=command.span(),
        evidence=command.evidence,
        verb=Verb.DELETE,
        provider="azure",
        kind="disk of the machine" if wiped else " ".join(texts[:at]),
        id=name or group,
        protections=(ASKING,) if parsed.has("-y") else (),
        guards=() if parsed.has("-y") else (A_PROMPT,),
    )
    told = (parsed.value("--subscription"), group, name, parsed.value("--account-name"))
    yield At(effect, Target(words=tuple(word for word in told if word)))


PROGRAM = Program(("az",), _read)
