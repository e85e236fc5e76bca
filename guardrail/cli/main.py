"""Where `guardrail` starts: finds the subcommand, and turns trouble into exit codes.

0: nothing at or above the failing level; 1: findings; 2: wrong usage, broken configuration or a
repository that can't be read; 3: Guardrail itself failed.
"""

from __future__ import annotations

import os
import sys

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("guardrail.cli.check", "judge files, what is staged, or a change"),
    "ci": ("guardrail_hooks.ci.main", "judge a pull request against its base"),
    "hook": ("guardrail_hooks.main", "git hooks: install them, or be called by them"),
    "effects": ("guardrail.cli.effects", "say what code would do, without judging"),
    "schema": ("guardrail.cli.schema", "show the tables that the migrations make"),
    "why": ("guardrail.cli.why", "say what was seen at a line, and what each rule made of it"),
    "explain": ("guardrail.cli.explain", "a rule's page, or a finding's by its fingerprint"),
    "rules": ("guardrail.cli.rules", "list every rule"),
    "fix": ("guardrail.cli.fix", "mend what can be mended"),
    "rollback-plan": (
        "guardrail.cli.rollback_plan",
        "write the way back from a migration, and what can't come back",
    ),
    "init": ("guardrail.cli.init", "look at the project and write a guardrail.toml"),
    "baseline": ("guardrail.cli.baseline", "record today's findings, so that only new ones count"),
    "config": ("guardrail.cli.config", "show the policy that holds, or its schema"),
    "lsp": ("guardrail_lsp.main", "the language server for editors"),
}

USAGE_WRONG = 2
FAILED = 3


def main(arguments: list[str] | None = None) -> int:
    """Run a command line; the exit status."""
    if arguments is None:
        _import_what_is_installed()
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["--version"]:
        from guardrail import __version__

        print(f"guardrail {__version__}")
        return 0
    if words[:1] == ["check"]:
        from guardrail.cli.express import nothing_to_see

        line = nothing_to_see(words[1:])
        if line is not None:
            print(line)
            return 0
    if arguments is None:
        _collect_seldom()
    status = _run(words)
    if arguments is None:
        _let_go_at_once()
    return status


def _import_what_is_installed() -> None:
    """Take the folders of `PYTHONPATH` off the path, unless Guardrail itself comes from one.

    Often they are the project under judgement, which would lend its modules to this process.
    """
    named = os.environ.get("PYTHONPATH")
    if not named or sys.flags.ignore_environment:
        return
    folders = {os.path.abspath(folder) for folder in named.split(os.pathsep)}  # noqa: PTH100
    here = os.path.abspath(__file__)  # noqa: PTH100 (start-up)
    if not any(here.startswith(os.path.join(folder, "")) for folder in folders):  # noqa: PTH118
        sys.path[:] = [each for each in sys.path if os.path.abspath(each) not in folders]  # noqa: PTH100


def _collect_seldom() -> None:
    """A run makes much that lives until its end: looking for what doesn't costs a tenth of it."""
    import gc

    gc.set_threshold(200_000, 20, 20)


def _let_go_at_once() -> None:
    """Keep Python from looking through all that a run has made when it ends: 0.1 s at times."""
    import gc

    gc.freeze()


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help())
        return 0 if words else USAGE_WRONG
    name, rest = words[0], words[1:]
    try:
        return _call(name, rest)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return FAILED
    except Exception as problem:  # the last line of defence: no traceback reaches a person
        return _trouble(problem)


def _call(name: str, rest: list[str]) -> int:
    from importlib import import_module

    if name in COMMANDS:
        status: int = import_module(COMMANDS[name][0]).run(rest)
        return status
    from importlib.metadata import entry_points

    for entry in entry_points(group="guardrail.commands", name=name):
        other: int = entry.load()(rest)
        return other
    import difflib

    from guardrail.console.options import UsageError

    near = difflib.get_close_matches(name, COMMANDS, 1)
    hint = f"; did you mean {near[0]}?" if near else "; see guardrail --help"
    raise UsageError(f"there is no command {name!r}{hint}")


def _trouble(problem: Exception) -> int:
    from guardrail.console.trouble import explained

    if os.environ.get("GUARDRAIL_TRACEBACK"):
        raise problem
    status, line = explained(problem)
    print(f"guardrail: {line}", file=sys.stderr)
    return status


def _help() -> str:
    lines = [
        "usage: guardrail COMMAND [OPTIONS]",
        "",
        "Reads SQL, Python and shell that agents write, and says what it would do.",
        "",
        "commands:",
        *(f"  {name.ljust(15)}{summary}" for name, (_, summary) in COMMANDS.items()),
        "",
        "  guardrail COMMAND --help says more; guardrail --version says which this is.",
    ]
    return "\n".join(lines)
