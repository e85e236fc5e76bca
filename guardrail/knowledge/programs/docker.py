"""docker, podman, nerdctl and compose. Commands as in `docker … --help` of Docker 27."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from guardrail.effects import PrivilegeChange, Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Runs, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import ASKING, deletes, outcomes
from guardrail.patterns import late

_OPTIONS = options(
    "-H|--host: -c|--context: --config: -l|--log-level: --profile: --env-file:"
    " -p|--project-name: --project-directory: --filter: -t|--timeout: -a|--all"
    " -v|--volumes -f|--force --rmi: --help --dry-run"
)
_COMPOSE = options(
    "-f|--file: -p|--project-name: --project-directory: --profile: --env-file: --ansi: --progress:"
    " -t|--timeout: --rmi: -v|--volumes -s|--stop --force --help --dry-run -H|--host: -c|--context:"
)
_EXEC = options(
    "-e|--env: -u|--user: -w|--workdir: --env-file: --detach-keys: -H|--host: -c|--context:"
    " -f|--file: -p|--project-name: --index: --profile:",
    permute=False,
)
_WITH_VALUE = ("-v", "--volume", "--pid", "--cap-add", "--mount")
_GIVEN = (
    (re.compile(r"^--privileged(?:=true)?$"), "every right of its machine"),
    (re.compile(r"^--cap-add=(?:ALL|(?:CAP_)?SYS_ADMIN)$"), "every right of its machine"),
    (re.compile(r"^--pid=host$"), "the processes of its machine"),
    (re.compile(r"^(?:-v|--volume)=/:/(?!.*:ro\b)"), "the root folder of its machine"),
    (
        re.compile(r"^--mount=(?=.*\b(?:source|src)=/(?:,|$))(?!.*\b(?:readonly|ro)\b)"),
        "the root folder of its machine",
    ),
)
_LABELLED = late(r"label=\S")
_EMULATORS = late(r"binfmt|qemu-user-static")
"""Images that register emulators with the kernel, which nothing else can."""
_ROWS = (
    deletes("docker", "volume", "volume", "rm"),
    deletes("docker", "volume", "volume", "remove"),
    deletes("docker", "unused volumes", "volume", "prune", asks=True),
    deletes("docker", "unused volumes", "system", "prune", needs=("-v",), asks=True),
    deletes("docker", "volumes of the project", "compose", "down", needs=("-v",)),
    deletes("docker", "volumes of the project", "compose", "rm", needs=("-v",)),
    deletes("docker", "volumes of the project", "down", needs=("-v",)),
    deletes("docker", "stack", "stack", "rm"),
)


def _read(command: Command) -> Iterator[Outcome]:
    compose = command.name.rsplit("/", 1)[-1] == "docker-compose"
    at = _executed(command)
    if at:
        parsed = parse(command.args[at:], _EXEC)
        if inner := parsed.operands[1:]:
            given = (word.text.partition("=") for word in parsed.values("-e"))
            yield Runs(tuple(inner), {name: value for name, sign, value in given if sign})
        return
    yield from _handed_over(command)
    composes = compose or "compose" in [word.text for word in command.args[:6]]
    parsed = parse(command.args, _COMPOSE if composes else _OPTIONS)
    if parsed.operands and (compose or parsed.operands[0].text != "down"):
        told = (parsed.value("-H"), parsed.value("-c"), parsed.value("-p"))
        given_up = {} if composes else {"-f": ASKING}
        target = Target(words=tuple(word for word in told if word))
        by_label = any(_LABELLED.match(word.text) for word in parsed.values("--filter"))
        for outcome in outcomes(command, parsed, _ROWS, target=target, given_up=given_up):
            yield _picked(outcome) if by_label else outcome


def _picked(outcome: Outcome) -> Outcome:
    """What a label picks that somebody has put on it: `--filter label=ci.run`.

    Who gives one needs no question.
    """
    if not isinstance(outcome, At) or not isinstance(outcome.effect, ResourceChange):
        return outcome
    return replace(outcome, effect=replace(outcome.effect, chosen="label", protections=()))


def _handed_over(command: Command) -> Iterator[Outcome]:
    """What a container that is run is given of its machine, but for images of emulators."""
    texts = [word.text for word in command.args]
    named = [one for one in texts if not one.startswith("-")]
    at = 1 if named[:1] == ["container"] else 0
    if named[at : at + 1] not in (["run"], ["create"]) or any(map(_EMULATORS.search, texts)):
        return
    given = [what for pattern, what in _GIVEN if any(map(pattern.search, _options_of(texts)))]
    if given:
        yield PrivilegeChange(
            span=command.span(),
            evidence=command.evidence,
            recoverable=Recoverable.YES,
            dialect="containers",
            verb=Verb.GRANT,
            privileges=tuple(given),
            whom=("container",),
        )


def _options_of(texts: list[str]) -> list[str]:
    """The words of a command, those that give an option its value joined to it."""
    joined = [
        f"{option}={value}"
        for option, value in pairwise(texts)
        if option in _WITH_VALUE and not value.startswith("-")
    ]
    return [*texts, *joined]


def _executed(command: Command) -> int:
    """Where the options of `exec` (or of compose's `run`) begin, 0 where it is another command."""
    texts = [word.text for word in command.args[:12]]
    for at, text in enumerate(texts):
        if text == "exec" or (text == "run" and _is_compose(command, texts[:at])):
            return at + 1
        if not text.startswith("-") and text not in ("compose", "container") and not at:
            return 0
    return 0


def _is_compose(command: Command, before: list[str]) -> bool:
    return "compose" in before or command.name.rsplit("/", 1)[-1] == "docker-compose"


PROGRAM = Program(("docker", "docker-compose", "podman", "nerdctl"), _read)
