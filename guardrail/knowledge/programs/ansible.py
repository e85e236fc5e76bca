"""ansible: one module run on many machines. Options as in `ansible --help` of 2.17.

What the modules `shell`, `command` and `raw` are given runs as a command line, `script` a file.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.knowledge.programs.command import Command, Inline, Opens, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.patterns import late

_OPTIONS = options(
    "-m|--module-name: -a|--args: -i|--inventory: -u|--user: -l|--limit: -e|--extra-vars:"
    " -f|--forks: -b|--become -K -k -C|--check -o --become-user: --private-key: -c|--connection:"
    " -B: -P: -t: -M: -h|--help -v"
)
_RUNNING = frozenset(("shell", "command", "raw", ""))
_ABSENT = late(r"\bstate=absent\b")
_PATH = late(r"\b(?:path|dest|name)=(\S+)")


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("-C", "-h"):
        return
    module = parsed.value("-m").rsplit(".", 1)[-1]
    target = Target(words=tuple(word.text for word in (*parsed.operands, *parsed.values("-i"))))
    for given in parsed.values("-a"):
        if module in _RUNNING:
            yield Inline("shell", given.built, f"ansible -m {module or 'command'}", target=target)
        elif module == "script":
            yield Opens(given.text.split(" ", 1)[0], "shell", "ansible -m script", given)
        elif module == "file" and _ABSENT.search(given.text):
            path = _PATH.search(given.text)
            yield FileChange(
                span=command.span(),
                evidence=command.evidence,
                verb=Verb.DELETE,
                path=path[1] if path else "",
                recursive=True,
                forced=True,
            )


PROGRAM = Program(("ansible",), _read)
