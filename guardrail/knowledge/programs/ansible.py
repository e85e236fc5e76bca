"""ansible: one module run on many machines. Options as in `ansible --help` of 2.17.

What the modules `shell`, `command` and `raw` are given runs as a command line, `script` a file;
others are read as the command lines that do the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.ansible_modules import runs_as
from guardrail.knowledge.programs.command import Command, Inline, Opens, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-m|--module-name: -a|--args: -i|--inventory: -u|--user: -l|--limit: -e|--extra-vars:"
    " -f|--forks: -b|--become -K -k -C|--check -o --become-user: --private-key: -c|--connection:"
    " -B: -P: -t: -M: -h|--help -v"
)
_RUNNING = frozenset(("shell", "command", "raw", ""))


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
        else:
            yield from runs_as(module, given)


PROGRAM = Program(("ansible",), _read)
