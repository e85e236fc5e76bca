"""The shell's own commands that change what later commands mean, or that run text (bash manual, 4).

Each takes the command and the scope, changes the scope, and yields what runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guardrail.frontends.shell.scope import MOST_EXPORTED, UNKNOWN, Scope, Value, join
from guardrail.knowledge.programs.command import (
    Command,
    FlowKind,
    Inline,
    Opens,
    Outcome,
    Word,
)
from guardrail.knowledge.programs.interpreter import code_from
from guardrail.spanmap import TextBuilder

_MOST_MADE = 100
_TERRAFORM = ("terraform", "tofu")
_CHOOSING = (["workspace", "select"], ["workspace", "new"])
_WORKSPACE = "TF_WORKSPACE"
Builtin = Callable[[Command, Scope], Iterator[Outcome]]

_SCRIPTS = ((".sh", "shell"), (".bash", "shell"), (".zsh", "shell"), (".py", "python"))


def script_of(name: str) -> str:
    """The language of a script that is run by its path, "" where the name isn't such a path."""
    if "/" not in name:
        return ""
    return next((language for suffix, language in _SCRIPTS if name.endswith(suffix)), "")


def opens_tunnel(command: Command) -> bool:
    """Whether a local address may lead anywhere after this command."""
    texts = [word.text for word in command.args]
    return (
        (command.name == "ssh" and any(text.startswith("-L") for text in texts))
        or (command.name in ("kubectl", "oc") and "port-forward" in texts)
        or command.name.rsplit("/", 1)[-1] in ("cloud-sql-proxy", "cloud_sql_proxy", "sshuttle")
    )


def remember_workspace(command: Command, scope: Scope) -> None:
    """Note the workspace that Terraform's commands after this one are about.

    `terraform workspace select "pr-$NUMBER"` means what `TF_WORKSPACE` would.
    """
    words = _operands(command)
    asked = [word.text for word in words[:2]]
    if command.name not in _TERRAFORM or asked not in _CHOOSING or len(words) < 3:
        return
    if len(scope.exported) < MOST_EXPORTED:
        scope.exported[_WORKSPACE] = words[2].text


def _operands(command: Command) -> list[Word]:
    return [word for word in command.args if not word.text.startswith("-")]


def _cd(command: Command, scope: Scope) -> Iterator[Outcome]:
    words = _operands(command)
    if not words:
        scope.go("~" if not command.args else None)
    else:
        word = words[0]
        hole = word.built.holes[0] if word.built.holes else None
        if hole is not None and hole.name == "HOME" and not hole.start:
            scope.go("~" + word.text[hole.end :])
        else:
            scope.go(word.text if word.known and not word.globbed else None)
    yield from ()


def _mkdir(command: Command, scope: Scope) -> Iterator[Outcome]:
    """Note folders that are new: without `-p`, mkdir fails where one is there already."""
    options = [word.text for word in command.args if word.text.startswith("-")]
    if not any(option == "--parents" or "p" in option[1:].split("=")[0] for option in options):
        for word in _operands(command):
            path = join(scope.directory, word.text) if word.known else None
            if path and len(scope.made) < _MOST_MADE:
                scope.made.add(path)
    yield from ()


def _popd(command: Command, scope: Scope) -> Iterator[Outcome]:
    scope.go(None)
    yield from ()


def _declare(command: Command, scope: Scope) -> Iterator[Outcome]:
    """`export`, `declare`, `local` and `readonly`."""
    exports = command.name == "export" or any(w.text in ("-x", "-gx") for w in command.args)
    for word in command.args:
        name, equals, _ = word.text.partition("=")
        if not name.rstrip("+").isidentifier():
            continue
        if equals:
            value = word.cut(len(name) + 1)
            scope.set(name.rstrip("+"), Value((value.built,), word=value))
        elif command.name != "export":
            continue
        if exports:
            scope.export(name)
    yield from ()


def _unknown(command: Command, scope: Scope) -> Iterator[Outcome]:
    """`read`, `unset` and others after which a variable's value isn't known."""
    for word in _operands(command):
        if word.text.isidentifier():
            scope.set(word.text, UNKNOWN)
    yield from ()


def _set(command: Command, scope: Scope) -> Iterator[Outcome]:
    texts = [word.text for word in command.args]
    if "--" in texts:
        scope.arguments = command.args[texts.index("--") + 1 :]
    yield from ()


def _shift(command: Command, scope: Scope) -> Iterator[Outcome]:
    if scope.arguments is not None:
        scope.arguments = scope.arguments[1:]
    yield from ()


def _eval(command: Command, scope: Scope) -> Iterator[Outcome]:
    words = [word for word in command.args if word.text != "--"]
    for word in words:
        if word.flow is not None and word.flow.kind is not FlowKind.UNKNOWN:
            yield from code_from(command, word.flow, "shell", "eval", word)
            return
    if words:
        builder = TextBuilder()
        for number, word in enumerate(words):
            if number:
                builder.gap(" ")
            builder.append(word.built)
        yield Inline("shell", builder.build(), "eval")


def _source(command: Command, scope: Scope) -> Iterator[Outcome]:
    words = _operands(command)
    if not words:
        return
    word = words[0]
    if word.flow is not None:
        yield from code_from(command, word.flow, "shell", "source", word)
    elif word.known and not _is_environment_file(word.text):
        yield Opens(word.text, "shell", f"source {word.text.rsplit('/', 1)[-1]}", word)


def _is_environment_file(path: str) -> bool:
    """Files of assignments and of set-up outside the project: nothing runs in them."""
    name = path.rsplit("/", 1)[-1]
    return path.startswith(("/", "~")) or name.startswith(".env") or name == "activate"


def _trap(command: Command, scope: Scope) -> Iterator[Outcome]:
    words = _operands(command)
    if len(words) > 1 and words[0].text:
        yield Inline("shell", words[0].built, "trap")


BUILTINS: dict[str, Builtin] = {
    "cd": _cd,
    "pushd": _cd,
    "popd": _popd,
    "mkdir": _mkdir,
    "export": _declare,
    "declare": _declare,
    "typeset": _declare,
    "local": _declare,
    "readonly": _declare,
    "unset": _unknown,
    "read": _unknown,
    "mapfile": _unknown,
    "readarray": _unknown,
    "getopts": _unknown,
    "set": _set,
    "shift": _shift,
    "eval": _eval,
    "source": _source,
    ".": _source,
    "trap": _trap,
}
