"""Reads GitHub workflows and composite actions: their `run` steps, with what those inherit.

Facts: GitHub's "Workflow syntax for GitHub Actions" and "Metadata syntax for GitHub Actions".
`${{ … }}` is pasted before a shell reads the text, so it is a hole there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.yaml.nodes import Mapping, Node
    from guardrail.model import Environment, Source, Surroundings
    from guardrail.settings import Settings
    from guardrail.spanmap import BuiltText
    from guardrail.stream import Item

MOST_STEPS = 5_000

SHELLS = {"bash": "shell", "sh": "shell", "python": "python"}

PLACES = {
    "github.workspace": ".",
    "runner.temp": "/tmp",
    "GITHUB_WORKSPACE": ".",
    "RUNNER_TEMP": "/tmp",
}

_HOSTED = late(
    r"(?:(?:depot|buildjet|blacksmith|warp|ubicloud|namespace|nscloud|runs-on)[-=/,:]|ubuntu-|windows-|macos-)"
    r"[\w.=/,:-]+$"
)
_OF_THE_IMAGE = late(
    r"/opt/(?:ghc|hostedtoolcache)\b|/usr/local/(?:lib/android|share/boost|\.ghcup)\b"
    r"|AGENT_TOOLSDIRECTORY"
)
"""What GitHub's images bring along, and jobs that need room remove (actions/runner-images)."""
_OF_MATRIX = late(r"\$\{\{\s*matrix\.")
"""GitHub, "About GitHub-hosted runners": each job runs in a fresh machine of its own."""

_EXPRESSION = late(r"\$\{\{(.{0,2000}?)\}\}", re.DOTALL)


class _Around(Struct, frozen=True):
    """What a step inherits from the workflow and the job."""

    variables: dict[str, str] = field(default_factory=dict)
    shell: str = ""
    directory: str = ""
    named: str = ""
    windows: bool = False
    hosted: bool = False
    of_image: bool = False


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """What a workflow's steps run, in the order of the file."""
    from guardrail.frontends.comments import comments
    from guardrail.frontends.yaml.nodes import Mapping, hulls
    from guardrail.frontends.yaml.read import read_yaml
    from guardrail.stream import Unanalysed

    document = read_yaml(source.text)
    left = MOST_STEPS
    for root in document.roots:
        if not isinstance(root, Mapping):
            continue
        for step, number, around in _steps(root):
            left -= 1
            if left < 0:
                span = source.span(root.start, root.end)
                yield Unanalysed(span, f"more than {MOST_STEPS} steps")
                return
            yield from _step(source, step, number, around)
    yield from comments(source, document.comments, hulls(document.roots))
    for start, end, reason in document.faults:
        yield Unanalysed(source.span(start, end), reason)


def _steps(root: Mapping) -> Iterator[tuple[Mapping, int, _Around]]:
    """All steps of a workflow's jobs, or of a composite action."""
    from guardrail.frontends.yaml.nodes import Mapping

    around = _inside(_Around(dict(_places())), root)
    jobs = root.get("jobs")
    if isinstance(jobs, Mapping):
        for _, job in jobs.named():
            if isinstance(job, Mapping):
                yield from _numbered(job, _inside(around, job))
    runs = root.get("runs")
    if isinstance(runs, Mapping):
        yield from _numbered(runs, replace(around, of_image=_slims_a_runner(runs)))


def _places() -> Iterator[tuple[str, str]]:
    return ((name, path) for name, path in PLACES.items() if "." not in name)


def _numbered(job: Mapping, around: _Around) -> Iterator[tuple[Mapping, int, _Around]]:
    from guardrail.frontends.yaml.nodes import Mapping, Sequence, resolved

    steps = job.get("steps")
    if isinstance(steps, Sequence):
        for number, item in enumerate(steps.items, 1):
            step = resolved(item)
            if isinstance(step, Mapping):
                yield step, number, around


def _inside(around: _Around, level: Mapping) -> _Around:
    """What is inherited inside a level: its `env`, `defaults`, `environment` and runner."""
    from guardrail.frontends.yaml.nodes import Mapping

    defaults = level.get("defaults")
    run = defaults.get("run") if isinstance(defaults, Mapping) else None
    named = level.get("environment")
    if isinstance(named, Mapping):
        named = named.get("name")
    return _Around(
        {**around.variables, **_variables(level)},
        _text(run.get("shell")) if isinstance(run, Mapping) and run.get("shell") else around.shell,
        _text(run.get("working-directory")) if isinstance(run, Mapping) else around.directory,
        _text(named) or around.named,
        "windows" in _text(level.get("runs-on")) or around.windows,
        _is_hosted(_text(level.get("runs-on"))) or around.hosted,
        around.of_image,
    )


def _is_hosted(runner: str) -> bool:
    """Whether GitHub makes the job's machine for it: by its label, or one of a matrix of them."""
    return _HOSTED.match(runner) is not None or _OF_MATRIX.match(runner) is not None


def _slims_a_runner(runs: Mapping) -> bool:
    """Whether a composite action takes away what only GitHub's own images have."""
    from guardrail.frontends.yaml.nodes import Mapping, Sequence, resolved

    steps = runs.get("steps")
    items = map(resolved, steps.items) if isinstance(steps, Sequence) else ()
    texts = (_text(step.get("run")) for step in items if isinstance(step, Mapping))
    return any(_OF_THE_IMAGE.search(text) for text in texts)


def _variables(level: Mapping) -> dict[str, str]:
    """The level's `env`; a value that is one expression as the expression's text."""
    from guardrail.frontends.yaml.nodes import Mapping

    env = level.get("env")
    if not isinstance(env, Mapping):
        return {}
    found: dict[str, str] = {}
    for name, value in env.named():
        text = _text(value)
        whole = _EXPRESSION.fullmatch(text.strip())
        found[name] = whole[1].strip() if whole else text
    return found


def _text(node: Node | None) -> str:
    from guardrail.frontends.yaml.nodes import Scalar

    return node.text if isinstance(node, Scalar) else ""


def _step(source: Source, step: Mapping, number: int, around: _Around) -> Iterator[Item]:
    """What one step runs."""
    from guardrail.frontends.yaml.nodes import Scalar
    from guardrail.stream import Embedded, Unanalysed

    run = step.get("run")
    if not isinstance(run, Scalar) or not run.text.strip():
        return
    around = _inside(around, step)
    named = " ".join(_text(step.get("name")).split())[:60]
    label = f'step "{named}"' if named else f"step {number}"
    shell = _text(step.get("shell")) or around.shell or ("pwsh" if around.windows else "bash")
    program = shell.split()[0].rsplit("/", 1)[-1] if shell.split() else "bash"
    language = SHELLS.get(program)
    if language is None:
        yield Unanalysed(source.span(run.start, run.end), f"{label} is written for {program}")
        return
    directory = _text(step.get("working-directory")) or around.directory
    built = with_holes(run.built, around.variables)
    inherited = _surroundings(source, around, directory, language)
    yield Embedded(source.embed(language, built, label, inherited))


def _surroundings(source: Source, around: _Around, directory: str, language: str) -> Surroundings:
    relative = _EXPRESSION.sub(lambda found: PLACES.get(found[1].strip(), found[0]), directory)
    return replace(
        source.surroundings,
        variables=around.variables,
        directory=relative.removeprefix("./").strip("/") if relative != "." else "",
        environment=_environment(around, language, source.surroundings.places),
        machine=_machine(source, around),
    )


def _machine(source: Source, around: _Around) -> Environment:
    """What becomes of the machine that a job runs on."""
    from guardrail.model import Environment, EnvironmentKind

    if around.of_image or (around.hosted and "self-hosted" not in source.text):
        return Environment(EnvironmentKind.THROWAWAY, "a runner that is made for the job")
    return Environment()


def _environment(
    around: _Around, language: str, places: tuple[tuple[str, str], ...]
) -> Environment:
    """What the job's `environment` says; for other languages than shell, its variables before that.

    In a shell each command is placed by itself: deleting a file has nothing to do with a database.
    """
    from guardrail.model import Environment, EnvironmentKind
    from guardrail.project.environment import classify, of_variables

    held = Environment()
    if language != "shell":
        held = of_variables(around.variables, places=places)
    if held.kind is not EnvironmentKind.UNKNOWN:
        return held
    named = classify(words=(around.named,), places=places)
    if named.kind is EnvironmentKind.UNKNOWN:
        return named
    return Environment(named.kind, f"the job's environment is {named.reason}")


def with_holes(built: BuiltText, variables: dict[str, str]) -> BuiltText:
    """The text of a `run` with its expressions as holes; `env.X` with its value where known."""
    from guardrail.spanmap import TextBuilder, cut

    builder = TextBuilder()
    at = 0
    for found in _EXPRESSION.finditer(built.text):
        builder.append(cut(built, at, found.start()))
        name = found[1].strip()
        value = PLACES.get(name) or variables.get(name.removeprefix("env."), "")
        values = (value,) if value and (name in PLACES or name.startswith("env.")) else ()
        ranges, _ = built.map.ranges(*found.span())
        builder.hole(ranges[0][0], ranges[-1][1], name, values)
        at = found.end()
    builder.append(cut(built, at, len(built.text)))
    return builder.build()
