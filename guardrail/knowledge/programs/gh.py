"""gh: GitHub. Commands as in the manual of GitHub CLI 2.60."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, ResourceChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import ASKING, deletes, outcomes

_OPTIONS = options(
    "-R|--repo: -X|--method: -H|--header: -f|--raw-field: -F|--field: -q|--jq: -t|--template:"
    " --hostname: --input: -e|--env: -o|--org: --visibility: -y|--yes|--confirm -h|--help"
)
_ROWS = (
    deletes("github", "repository", "repo", "delete", asks=True),
    deletes("github", "release", "release", "delete", asks=True),
    deletes("github", "secret", "secret", "delete"),
    deletes("github", "variable", "variable", "delete"),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.operands and parsed.operands[0].text == "api":
        path = parsed.operands[1].text if len(parsed.operands) > 1 else ""
        if parsed.value("-X").upper() == "DELETE" and not parsed.has("-h"):
            effect = ResourceChange(
                span=command.span(),
                evidence=command.evidence,
                verb=Verb.DELETE,
                provider="github",
                kind="resource",
                id=path,
            )
            yield At(effect, Target())
        return
    if [one.text for one in parsed.operands[:2]] == ["repo", "edit"]:
        if parsed.value("--visibility") == "public":
            named = parsed.operands[2].text if len(parsed.operands) > 2 else ""
            yield PrivilegeChange(
                span=command.span(),
                evidence=command.evidence,
                dialect="github",
                verb=Verb.GRANT,
                privileges=("its visibility",),
                on=f"the repository {named}".strip(),
                whom=("the internet",),
            )
        return
    yield from outcomes(command, parsed, _ROWS, given_up={"-y": ASKING}, spared=("-h",))


PROGRAM = Program(("gh",), _read)
