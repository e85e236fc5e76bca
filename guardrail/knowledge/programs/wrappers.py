"""Programs that run the command in their arguments: sudo, nohup, timeout, runners of packages.

A row says which options take a value, how many words stand before the command, and whether
assignments may. Sources: the programs' own `--help` and manual pages (GNU coreutils 9.1, sudo 1.9,
util-linux 2.38, uv, poetry, npm).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program, Runs, Word
from guardrail.knowledge.programs.options import options, parse
from guardrail.spanmap import BuiltText, TextBuilder


class Wrapper(Struct, frozen=True):
    """How a wrapper finds its command.

    `valued` are the options that take a value, `before` the words that stand before the command,
    `assigns` whether `NAME=value` may, `verbs` the words one of which must come first (`run` of
    `poetry run`), `silent` the options with which nothing runs.
    """

    valued: str = ""
    before: int = 0
    assigns: bool = False
    verbs: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


WRAPPERS: dict[str, Wrapper] = {
    "sudo": Wrapper("-C: -D: -g: -h: -p: -R: -r: -t: -T: -u: -U: --user:", assigns=True),
    "doas": Wrapper("-u:", silent=("-C", "-L")),
    "nohup": Wrapper(),
    "setsid": Wrapper(),
    "time": Wrapper("-f: -o:"),
    "command": Wrapper(silent=("-v", "-V")),
    "builtin": Wrapper(),
    "exec": Wrapper("-a:"),
    "nice": Wrapper("-n|--adjustment:"),
    "ionice": Wrapper("-c: -n: -p: -P: -u:", silent=("-p", "-P", "-u")),
    "timeout": Wrapper("-k|--kill-after: -s|--signal:", before=1),
    "gtimeout": Wrapper("-k|--kill-after: -s|--signal:", before=1),
    "stdbuf": Wrapper("-i: -o: -e:"),
    "chroot": Wrapper("--userspec: --groups:", before=1),
    "busybox": Wrapper(),
    "unbuffer": Wrapper(),
    "caffeinate": Wrapper("-t: -w:"),
    "flock": Wrapper("-w: -E:", before=1),
    "npx": Wrapper("-p|--package: -c|--call:"),
    "bunx": Wrapper(),
    "pnpx": Wrapper(),
    "uvx": Wrapper("--from: --with: -p|--python:"),
    "uv": Wrapper(
        "--with: -p|--python: --project: --directory: --extra: --env-file:", verbs=("run",)
    ),
    "poetry": Wrapper("-C|--directory: -P|--project:", verbs=("run",)),
    "pipenv": Wrapper(verbs=("run",)),
    "pdm": Wrapper("-p|--project:", verbs=("run",)),
    "rye": Wrapper(verbs=("run",)),
    "hatch": Wrapper("-e|--env:", verbs=("run",)),
    "bundle": Wrapper(verbs=("exec",)),
    "pnpm": Wrapper("-C|--dir: -F|--filter:", verbs=("exec", "dlx")),
    "yarn": Wrapper("--cwd:", verbs=("exec", "dlx", "run")),
    "npm": Wrapper("-w|--workspace: --prefix:", verbs=("exec", "x")),
    "sshpass": Wrapper("-p: -f: -d: -P:"),
    "dotenv": Wrapper("-f|--file:", verbs=("run",)),
    "doppler": Wrapper("-p: -c: -t:", verbs=("run",)),
    "op": Wrapper("--env-file:", verbs=("run",)),
}


def _read(command: Command) -> Iterator[Outcome]:
    name = known_name(command.name)
    wrapper = WRAPPERS[name]
    words = list(command.args)
    if wrapper.verbs:
        words = _after_verb(words, wrapper)
    table = options(wrapper.valued, permute=False)
    parsed = parse(words, table)
    if parsed.has(*wrapper.silent, "--help", "--version"):
        return
    if name == "npx" and (calls := parsed.values("-c")):
        yield Inline("shell", calls[0].built, "npx -c")
        return
    inner = parsed.operands[wrapper.before :]
    variables: dict[str, str] = {}
    while wrapper.assigns and inner and _assigns(inner[0]):
        key, _, value = inner.pop(0).text.partition("=")
        variables[key] = value
    if name == "flock" and len(inner) > 1 and inner[0].text == "-c":
        yield Inline("shell", inner[1].built, "flock -c")
    elif name == "sudo" and parsed.has("-s", "-i") and inner:
        yield Inline("shell", _spaced(inner), "sudo -s")
    elif inner:
        yield Runs(tuple(inner), variables)


def _after_verb(words: list[Word], wrapper: Wrapper) -> list[Word]:
    """The words after the verb, nothing where it isn't one that runs a command."""
    table = options(wrapper.valued, permute=False)
    operands = parse(words, table).operands
    if not operands or operands[0].text not in wrapper.verbs:
        return []
    return words[words.index(operands[0]) + 1 :]


def _assigns(word: Word) -> bool:
    name, equals, _ = word.text.partition("=")
    return bool(equals) and name.isidentifier()


def _spaced(words: list[Word]) -> BuiltText:
    builder = TextBuilder()
    for number, word in enumerate(words):
        if number:
            builder.gap(" ")
        builder.append(word.built)
    return builder.build()


PROGRAM = Program(tuple(WRAPPERS), _read)
