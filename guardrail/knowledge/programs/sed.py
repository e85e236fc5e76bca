"""sed -i: what it puts into files that give lasting rights. As in GNU sed 4.9."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.paths import paths
from guardrail.knowledge.programs.watched import written
from guardrail.patterns import late

_OPTIONS = options(
    "-e|--expression: -f|--file: -n|--quiet -E|--regexp-extended|-r -s|--separate -z --debug"
    " -i|--in-place -u --help --version"
)
_PUTS = late(
    r"(?:\A|[\s;\d$/{])s(?P<sign>[/|#,@!%~])(?:\\.|(?!(?P=sign)).)*(?P=sign)(?P<text>(?:\\.|(?!(?P=sign)).)*)(?P=sign)"
)
_ADDS = late(r"(?:\A|[\d$/])\s*[aic]\\?\s+(?P<text>.+)")


def _read(command: Command) -> Iterator[Outcome]:
    args = [word for word in command.args if not word.text.startswith(("-i", "--in-place"))]
    if len(args) == len(command.args):
        return
    parsed = parse(args, _OPTIONS)
    scripts, files = parsed.values("-e"), parsed.operands
    if not scripts and not parsed.has("-f"):
        scripts, files = files[:1], files[1:]
    for script in scripts:
        found = _PUTS.search(script.text) or _ADDS.search(script.text)
        if found is None:
            continue
        text = found["text"].replace("\\", "")
        for word in files:
            for path in paths(word, command.directory):
                yield from written(command.span(), command.evidence, path, text)


PROGRAM = Program(("sed",), _read)
