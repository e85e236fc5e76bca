"""`guardrail explain`: a rule's page, or the finding that has a fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from guardrail.cli.target import choose
from guardrail.console.options import Command, Parsed, UsageError
from guardrail.console.output import print_safely
from guardrail.engine.check import Request, check
from guardrail.engine.rulebook import load
from guardrail.example import Example
from guardrail.knowledge.credentials.masking import mask
from guardrail.patterns import late
from guardrail.reporters.escaping import visible
from guardrail.rule import Rule, RuleInfo, info

COMMAND = Command(
    name="explain",
    summary="Show a rule's page, or the finding of the work tree that has a fingerprint.",
    words="RULE|FINGERPRINT",
)

FINGERPRINT = late(r"[0-9a-f]{16}")
COMMENT = {"sql": "--", "python": "#", "shell": "#", "workflow": "#"}


def run(arguments: Sequence[str]) -> int:
    """Print the page. Raises `UsageError`."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    if len(parsed.words) != 1:
        raise UsageError("say one rule or one fingerprint")
    word = parsed.words[0]
    lines = _finding(word) if FINGERPRINT.fullmatch(word) else page(_rule(word))
    print_safely("\n".join(lines))
    return 0


def _rule(name: str) -> type[Rule]:
    classes = load().classes
    if name in classes:
        return classes[name]
    import difflib

    near = difflib.get_close_matches(name, classes, 1)
    hint = f"; did you mean {near[0]}?" if near else "; guardrail rules lists them"
    raise UsageError(f"there is no rule {name!r}{hint}")


def page(rule: type[Rule]) -> Iterator[str]:
    """A rule's page for people: meaning, remedy, examples, how to allow it."""
    about = info(rule)
    yield f"{about.name}   {about.level}   {about.category}"
    yield f"\n{about.summary}\n"
    yield f"WHY IT MATTERS\n\n{about.why}\n"
    yield f"DO THIS INSTEAD\n\n{about.instead}\n"
    yield from _examples("FOUND", rule.bad)
    yield from _examples("NOT FOUND", rule.good)
    yield from allowing(about)


def _examples(title: str, examples: Sequence[Example]) -> Iterator[str]:
    if examples:
        yield f"{title}\n"
    for example in examples:
        text = "(the file is deleted)" if example.text is None else example.whole.strip("\n")
        yield f"  {example.path}"
        yield from (f"    {line}" for line in text.splitlines())
        yield ""


def allowing(about: RuleInfo) -> Iterator[str]:
    """How a person allows a finding on the record."""
    until = (date.today() + timedelta(days=60)).isoformat()
    yield "TO ALLOW ONE ON THE RECORD\n"
    if about.inline:
        mark = COMMENT.get(about.languages[0] if about.languages else "sql", "#")
        yield "  above the statement, or at its end:"
        yield f'    {mark} guardrail: allow[{about.name}] reason="why" until={until}'
    yield "  in guardrail.toml, for the finding with a fingerprint:"
    yield f'    [[waiver]]\n    rule = "{about.name}"\n    fingerprint = "…"'
    yield f'    owner = "@you"\n    reason = "why"\n    until = {until}'
    yield "\n  In a pull request it counts once it is on the base branch."


def _finding(fingerprint: str) -> Iterator[str]:
    chosen = choose(Parsed({}, []))
    target = chosen.target
    report = check(Request(target.snapshot, chosen.policies, target.paths, cache=chosen.cache))
    for finding in report.findings:
        if finding.fingerprint == fingerprint:
            place = finding.location
            at = f":{place.line}:{place.column}" if place else ""
            yield visible(mask(f"{finding.span.path}{at}  {finding.level}  {finding.message}"))
            yield ""
            yield from page(load(chosen.policies.packs).classes[finding.rule])
            return
    raise UsageError(f"no finding of the work tree has the fingerprint {fingerprint}")
