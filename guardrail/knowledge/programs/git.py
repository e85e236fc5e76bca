"""git: commands that lose work or history, and those that pass its hooks by.

Options as in git 2.39's `-h` and manual pages. `push -n` is a dry run, `commit -n` skips hooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guardrail.effects import (
    CredentialAction,
    CredentialUse,
    GuardChange,
    HistoryChange,
    Recoverable,
)
from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program, Word
from guardrail.knowledge.programs.git_push import pushed
from guardrail.knowledge.programs.options import Options, Parsed, options, parse
from guardrail.knowledge.programs.unchecked import CERTIFICATE, HOST_KEY, strangers_welcome
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late

_GLOBAL = options(
    "-C: -c: --git-dir: --work-tree: --namespace: --exec-path: --config-env: --super-prefix:"
    " -p|--paginate -P|--no-pager --bare --version|-v --help|-h",
    permute=False,
)
_KEPT_HOOKS = late(r"(?:\./)?(?:\w[\w-]*/)*\.?[\w-]*(?:hook|husky)[\w-]*(?:/_)?/?\Z")
"""A folder of the project itself, in which it keeps its hooks."""

_PASSING = ("/tmp/", "/var/tmp/", "/var/cache/", "~/.cache/")
"""Folders in which nobody keeps work of their own."""
_SECRETS = late(
    r"(?:.*/)?(?:\.env(?:\.(?:local|prod(?:uction)?|staging|live))?|id_(?:rsa|ed25519|ecdsa)|\.npmrc|\.pypirc"
    r"|\.netrc|\.pgpass|\.git-credentials|client_secrets?\.json"
    r"|credentials\.json|service[-_]account\.json|[\w.-]*\.tfstate)"
)
"""Files that are kept out of repositories for what is in them."""
_EVERYTHING = (".", "./", ":/", "*")
"""What all files of a folder are called to `git add`."""
_OFF = ("false", "0", "no", "off")
_SKIPS_HOOKS = {
    "HUSKY": ("0",),
    "LEFTHOOK": ("0", "false"),
    "OVERCOMMIT_DISABLE": ("1", "true"),
    "PRE_COMMIT_ALLOW_NO_CONFIG": ("1",),
}


class Row(Struct, frozen=True):
    """A way to lose something: with one of `needs`, unless one of `spared` is given.

    `words` are the operands that must come first. `action` is what it is called. `bare`: the
    operands don't say what is lost.
    """

    verb: str
    action: str
    needs: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    recoverable: Recoverable = Recoverable.NO
    bare: bool = False


_OPTIONS: dict[str, Options] = {
    "add": options(
        "-f|--force -A|--all|--no-ignore-removal -n|--dry-run -u|--update -p|--patch -v|--verbose"
        " -N|--intent-to-add --renormalize --chmod:"
    ),
    "reset": options("--hard --merge --soft --mixed --keep -p|--patch"),
    "clean": options("-e|--exclude: -f|--force -d -x -X -n|--dry-run -i|--interactive -q|--quiet"),
    "branch": options("-D -d|--delete -f|--force -M -m|--move -C -c -u|--set-upstream-to: -t"),
    "stash": options("-m|--message: -u -a -k -q|--quiet"),
    "tag": options("-d|--delete -f|--force -m|--message: -F|--file: -u: -a -s -l|--list: -n"),
    "switch": options("-f|--force --discard-changes -c|--create: -C|--force-create: -d|--detach"),
    "restore": options("-s|--source: -S|--staged -W|--worktree -p|--patch"),
    "checkout": options(
        "-b: -B: -f|--force -p|--patch --ours --theirs --detach -q|--quiet -t --orphan:"
    ),
    "reflog": options("--expire: --expire-unreachable: --all -n|--dry-run --rewrite --updateref"),
    "gc": options("--prune: --aggressive --auto -q|--quiet"),
    "update-ref": options("-m: -d --stdin -z --no-deref"),
    "worktree": options("-f|--force -b: -B:"),
    "commit": options(
        "-n|--no-verify -m|--message: -F|--file: -C|--reuse-message: -c|--reedit-message:"
        " -t|--template: --author: --date: --fixup: --squash: --cleanup: --trailer: -a|--all"
        " --amend --dry-run"
    ),
    "merge": options("--no-verify -m|--message: -F|--file: -s|--strategy: -X|--strategy-option:"),
    "rebase": options("--no-verify -x|--exec: --onto: -s|--strategy: -X|--strategy-option: -i"),
    "am": options("--no-verify -n"),
    "config": options(
        "--unset --unset-all --global --system --local --add --get --get-all -f|--file: -l|--list"
    ),
}

_ROWS: tuple[Row, ...] = (
    Row("reset", "reset --hard", ("--hard",)),
    Row("reset", "reset --merge", ("--merge",)),
    Row("stash", "stash clear", words=("clear",), recoverable=Recoverable.GIT),
    Row("stash", "stash drop", words=("drop",), recoverable=Recoverable.GIT),
    Row("branch", "branch -D", ("-D",), recoverable=Recoverable.GIT),
    Row("tag", "tag -d", ("-d",)),
    Row("switch", "checkout --force", ("-f", "--discard-changes"), bare=True),
    Row("checkout", "checkout --force", ("-f",), bare=True),
    Row("reflog", "reflog delete", words=("delete",)),
    Row("update-ref", "update-ref -d", ("-d",), recoverable=Recoverable.GIT),
    Row("worktree", "worktree remove --force", ("-f",), words=("remove",)),
    Row("filter-branch", "filter-branch", recoverable=Recoverable.GIT, bare=True),
    Row("filter-repo", "filter-branch", spared=("--analyze", "--dry-run"), bare=True),
)


def _read(command: Command) -> Iterator[Outcome]:
    before = parse(command.args, _GLOBAL)
    if before.has("--help", "--version") or not before.operands:
        yield from _configured(command, before)
        return
    if before.value("-C"):
        command = replace(command, directory=before.value("-C"))
    verb = before.operands[0].text
    table = _OPTIONS.get(verb, options(""))
    parsed = parse(before.operands[1:], table)
    yield from _configured(command, before)
    yield from _aliased(before, verb)
    if parsed.has("--help", "-h"):
        return
    yield from _unhooked(command, verb, parsed)
    special = _SPECIAL.get(verb)
    if special is not None:
        yield from special(command, parsed)
    for row in _ROWS:
        if row.verb == verb and _fits(row, parsed):
            target = "" if row.bare else _named(parsed, len(row.words))
            yield _lost(command, row.action, target, row.recoverable)


def _named(parsed: Parsed, start: int = 0) -> str:
    return ", ".join(word.text for word in parsed.operands[start:] if word.known)


def _fits(row: Row, parsed: Parsed) -> bool:
    words = tuple(word.text for word in parsed.operands[: len(row.words)])
    given = not row.needs or parsed.has(*row.needs)
    return words == row.words and given and not parsed.has(*row.spared)


def _lost(
    command: Command, action: str, target: str = "", recoverable: Recoverable = Recoverable.NO
) -> HistoryChange:
    folder = command.directory or ""
    passing = folder.startswith(_PASSING) and not action.startswith("push")
    return HistoryChange(
        span=command.span(),
        evidence=command.evidence,
        environment=Environment(EnvironmentKind.THROWAWAY, f"a checkout in {folder}")
        if passing
        else Environment(),
        recoverable=recoverable,
        action=action,
        target=target,
    )


def _guard(command: Command, detail: str) -> GuardChange:
    return GuardChange(
        span=command.span(),
        evidence=command.evidence,
        guard="git hooks",
        path=".git/hooks",
        detail=f"skipped by {detail}",
    )


def _believing(command: Command, detail: str, guard: str = CERTIFICATE) -> GuardChange:
    return GuardChange(
        span=command.span(), evidence=command.evidence, guard=guard, path="", detail=detail
    )


def _configured(command: Command, before: Parsed) -> Iterator[Outcome]:
    """`git -c core.hooksPath=…`."""
    for word in before.values("-c"):
        name, _, path = word.text.partition("=")
        if name.lower() == "core.hookspath" and not _KEPT_HOOKS.match(path):
            yield _guard(command, "git -c core.hooksPath")
        if name.lower() == "http.sslverify" and path.lower() in _OFF:
            yield _believing(command, "git -c http.sslVerify=false")
    if command.variables.get("GIT_SSL_NO_VERIFY", "").lower() in ("1", "true"):
        yield _believing(command, "GIT_SSL_NO_VERIFY=1")
    if strangers_welcome(command.variables.get("GIT_SSH_COMMAND", "").partition("-o")[2].strip()):
        yield _believing(command, "GIT_SSH_COMMAND=ssh -o StrictHostKeyChecking=no", HOST_KEY)


def _aliased(before: Parsed, verb: str) -> Iterator[Outcome]:
    """`git -c alias.x='!command' x` runs the command."""
    for word in before.values("-c"):
        name, _, text = word.text.partition("=")
        if name.lower() == f"alias.{verb}".lower() and text.startswith("!"):
            yield Inline("shell", word.cut(len(name) + 2).built, f"git {verb}")


def _unhooked(command: Command, verb: str, parsed: Parsed) -> Iterator[Outcome]:
    """Ways to commit or push past the hooks."""
    skips = ("--no-verify", "-n") if verb == "commit" else ("--no-verify",)
    if verb in ("commit", "merge", "rebase", "am", "push") and parsed.has(*skips):
        yield _guard(command, f"git {verb} --no-verify")
    if verb in ("commit", "push"):
        skipped = command.variables.get("SKIP", "")
        if skipped and skipped not in ("0", "false", "no-commit-to-branch"):
            yield _guard(command, f"SKIP={skipped}")
        for name, values in _SKIPS_HOOKS.items():
            if command.variables.get(name) in values:
                yield _guard(command, f"{name}={command.variables[name]}")


def _add(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """`git add -f .env`: what is in no repository for a reason goes into this one."""
    for word in parsed.operands:
        if _SECRETS.fullmatch(word.text):
            yield CredentialUse(
                span=command.span_of(word),
                evidence=command.evidence,
                action=CredentialAction.SENT,
                kind=f"whatever {word.text} holds",
                place="git's history",
            )
    # Another folder than where one is may hold nothing but what was built for it.
    trees = (one for one in command.args if one.text.startswith("--work-tree"))
    elsewhere = command.directory != "" or any(trees)
    whole = parsed.has("-A") or any(word.text in _EVERYTHING for word in parsed.operands)
    if parsed.has("-f") and whole and not elsewhere and not parsed.has("-n"):
        yield CredentialUse(
            span=command.span(),
            evidence=command.evidence,
            action=CredentialAction.SENT,
            kind="whatever git is told to ignore",
            place="git's history",
        )


def _config(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """`git config core.hooksPath …`; reading it is nothing."""
    words = [word.text for word in parsed.operands]
    if words[:1] in (["set"], ["unset"], ["get"], ["list"]):
        if words[0] in ("get", "list"):
            return
        words = [*words[1:], *words[:1]]
    hooks = bool(words) and words[0].lower() == "core.hookspath"
    changes = len(words) > 1 or parsed.has("--unset", "--unset-all")
    kept = len(words) > 1 and not parsed.has("--unset") and _KEPT_HOOKS.match(words[1])
    if hooks and changes and not kept and not parsed.has("--get", "--get-all"):
        yield _guard(command, "git config core.hooksPath")
    if len(words) > 1 and words[0].lower() == "http.sslverify" and words[1].lower() in _OFF:
        yield _believing(command, "git config http.sslVerify false")


def _checkout(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """`checkout -- path`, `checkout .` throw changes away; `checkout branch` doesn't."""
    yield from _made(command, parsed.values("-b", "-B", "--orphan"))
    if parsed.has("-p", "-b", "-B", "--orphan", "-f"):
        return
    words = [word.text for word in command.args]
    after = words[words.index("--") + 1 :] if "--" in words else []
    whole = [word.text for word in parsed.operands if word.text in (".", "./", ":/")]
    if after or whole:
        yield _lost(command, "checkout --", ", ".join(after or whole))


def _switch(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """`switch -c branch` makes one."""
    yield from _made(command, parsed.values("-c", "-C"))


def _made(command: Command, names: Sequence[Word]) -> Iterator[Outcome]:
    """A branch that is made here: what is pushed to it later is the program's own."""
    for name in names[:1]:
        yield _lost(command, "make branch", name.text, Recoverable.YES)


def _restore(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """`restore path` throws changes away, unless only the index is restored."""
    if parsed.operands and not parsed.has("-p") and (not parsed.has("-S") or parsed.has("-W")):
        yield _lost(command, "restore", _named(parsed))


def _branch(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    if parsed.has("-d") and parsed.has("-f"):
        yield _lost(command, "branch -D", _named(parsed), Recoverable.GIT)


def _tag(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """`tag -f name commit` moves a tag: what is pushed by force after that is the tag."""
    if parsed.operands and parsed.has("-f") and not parsed.has("-d", "-l"):
        yield _lost(command, "make tag", parsed.operands[0].text, Recoverable.YES)


def _clean(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """Untracked files, `-x` those that are ignored too; without `-f` git refuses."""
    if parsed.has("-f") and not parsed.has("-n", "-i"):
        flags = "".join(flag for flag in "dxX" if parsed.has(f"-{flag}"))
        yield _lost(command, f"clean -f{flags}", _named(parsed))


def _reflog(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    times = parsed.values("--expire", "--expire-unreachable")
    expires = [word.text for word in parsed.operands[:1]] == ["expire"] and not parsed.has("-n")
    if expires and any(word.text in ("now", "all") for word in times):
        yield _lost(command, "reflog expire")


def _gc(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    if parsed.value("--prune") in ("now", "all"):
        yield _lost(command, "gc --prune=now")


def _rebase(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    for word in parsed.values("-x"):
        yield Inline("shell", word.built, "git rebase -x")


def _submodule(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    words = [word for word in parsed.operands if not word.text.startswith("-")]
    if len(words) > 1 and words[0].text == "foreach":
        yield Inline("shell", words[1].built, "git submodule foreach")


def _push(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    for action, target in pushed(command.args):
        yield _lost(command, action, target, Recoverable.GIT)


_SPECIAL: dict[str, Callable[[Command, Parsed], Iterator[Outcome]]] = {
    "add": _add,
    "config": _config,
    "checkout": _checkout,
    "switch": _switch,
    "restore": _restore,
    "branch": _branch,
    "tag": _tag,
    "clean": _clean,
    "gc": _gc,
    "reflog": _reflog,
    "rebase": _rebase,
    "submodule": _submodule,
    "push": _push,
}

PROGRAM = Program(("git",), _read)
