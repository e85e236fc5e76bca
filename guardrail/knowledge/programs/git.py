"""git: what loses work, rewrites what others have, or skips hooks.

Options as in `git <command> -h` of git 2.39 and in the reference manual.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from guardrail.effects import GuardChange, HistoryChange, Recoverable
from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program, Word
from guardrail.knowledge.programs.options import Parsed, options, parse

_BEFORE = options(
    "-C: -c: --git-dir: --work-tree: --namespace: --exec-path --super-prefix: --config-env:"
    " -p|--paginate -P|--no-pager --bare --no-replace-objects --version -h|--help",
    permute=False,
)
_EVERYTHING = frozenset({".", "./", "*", ":/", ":", "./*"})

Reader = Callable[[Command, tuple[Word, ...]], Iterator[Outcome]]


def _read(command: Command) -> Iterator[Outcome]:
    before = parse(command.args, _BEFORE)
    for setting in before.values("-c"):
        yield from _setting(command, setting)
    if before.operands and not before.has("-h", "--version"):
        read = _COMMANDS.get(before.operands[0].text)
        if read is not None:
            yield from read(command, tuple(before.operands[1:]))


def _setting(command: Command, setting: Word) -> Iterator[Outcome]:
    """`-c name=value`: an alias that runs a command, or hooks looked for elsewhere."""
    name, _, value = setting.text.partition("=")
    if name.lower().startswith("alias.") and value.startswith("!"):
        yield Inline("shell", setting.cut(len(name) + 2).built, "git alias")
    elif name.lower() == "core.hookspath":
        yield _skips(command, f"-c {setting.text}")


def _loses(
    command: Command, action: str, target: str = "", recoverable: Recoverable = Recoverable.NO
) -> HistoryChange:
    return HistoryChange(
        span=command.span(),
        evidence=command.evidence,
        action=action,
        target=target,
        recoverable=recoverable,
    )


def _skips(command: Command, how: str) -> GuardChange:
    return GuardChange(
        span=command.span(),
        evidence=command.evidence,
        guard="git hooks",
        path=".git/hooks",
        detail=f"skipped by git {how}",
    )


_PUSH = options(
    "-f|--force -d|--delete --mirror --prune -n|--dry-run --force-with-lease --force-if-includes"
    " --no-verify -o|--push-option: --repo: --receive-pack|--exec: -u|--set-upstream --tags --all"
    " --branches --follow-tags --atomic -q|--quiet -v|--verbose --signed --recurse-submodules:"
)


def _push(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _PUSH)
    if parsed.has("-n"):
        return
    if parsed.has("--no-verify"):
        yield _skips(command, "push --no-verify")
    refs = [word.text for word in parsed.operands[1:]]
    forced = [ref.lstrip("+") for ref in refs if ref.startswith("+")]
    deleted = [ref[1:] for ref in refs if ref.startswith(":") and len(ref) > 1]
    named = ", ".join(ref.rpartition(":")[2] for ref in refs)
    git = Recoverable.GIT
    if parsed.has("--mirror", "--prune"):
        how = "push --mirror" if parsed.has("--mirror") else "push --prune"
        yield _loses(command, how, "every branch", git)
    elif parsed.has("-d") or deleted:
        yield _loses(
            command, "push --delete", named if parsed.has("-d") else ", ".join(deleted), git
        )
    elif parsed.has("-f"):
        yield _loses(command, "push --force", named, git)
    elif forced:
        target = ", ".join(ref.rpartition(":")[2] for ref in forced)
        yield _loses(command, "push --force", target, git)
    elif parsed.has("--force-with-lease"):
        yield _loses(command, "push --force-with-lease", named, git)


_RESET = options("--hard --soft --mixed --merge --keep -q|--quiet -p|--patch -N")


def _reset(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _RESET)
    for mode in ("--hard", "--merge"):
        if parsed.has(mode):
            to = parsed.operands[0].text if parsed.operands else ""
            yield _loses(command, f"reset {mode}", to)


_CLEAN = options("-f|--force -n|--dry-run -i|--interactive -d -x -X -q|--quiet -e|--exclude:")


def _clean(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _CLEAN)
    if parsed.has("-f") and not parsed.has("-n", "-i"):
        flags = "".join(flag for flag in "dxX" if parsed.has(f"-{flag}"))
        where = ", ".join(word.text for word in parsed.operands)
        yield _loses(command, f"clean -f{flags}", where)


_CHECKOUT = options(
    "-f|--force|--discard-changes -b: -B: -c|--create: -C|--force-create: -p|--patch -q|--quiet"
    " -t|--track -d|--detach --orphan: -m|--merge --ours --theirs --pathspec-from-file:"
)


def _checkout(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _CHECKOUT)
    if parsed.has("-p"):
        return
    if parsed.has("-f"):
        yield _loses(command, "checkout --force")
        return
    texts = [word.text for word in args]
    paths = texts[texts.index("--") + 1 :] if "--" in texts else []
    paths = paths or [word.text for word in parsed.operands if word.text in _EVERYTHING]
    if paths:
        yield _loses(command, "checkout --", ", ".join(paths))


_RESTORE = options("-S|--staged -W|--worktree -s|--source: -p|--patch -q|--quiet --ours --theirs")


def _restore(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _RESTORE)
    if parsed.operands and not parsed.has("-p") and (parsed.has("-W") or not parsed.has("-S")):
        yield _loses(command, "restore", ", ".join(word.text for word in parsed.operands))


def _stash(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    action = args[0].text if args else ""
    if action in ("clear", "drop"):
        yield _loses(command, f"stash {action}", recoverable=Recoverable.GIT)


_BRANCH = options("-D -d|--delete -f|--force -M -m|--move: -C -c|--copy: -q|--quiet -r|--remotes")


def _branch(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _BRANCH)
    if parsed.has("-D") or (parsed.has("-d") and parsed.has("-f")):
        names = ", ".join(word.text for word in parsed.operands)
        yield _loses(command, "branch -D", names, Recoverable.GIT)


_REFLOG = options("--expire: --expire-unreachable: --all -n|--dry-run --rewrite --updateref")


def _reflog(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    parsed = parse(args, _REFLOG)
    action = parsed.operands[0].text if parsed.operands else ""
    if action == "delete" or (action == "expire" and _now(parsed) and not parsed.has("-n")):
        yield _loses(command, f"reflog {action}")


def _now(parsed: Parsed) -> bool:
    times = (*parsed.values("--expire"), *parsed.values("--expire-unreachable"))
    return any(word.text in ("now", "all") for word in times)


def _gc(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    if any(word.text in ("--prune=now", "--prune=all") for word in args):
        yield _loses(command, "gc --prune=now")


def _rewrite(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    if args:
        yield _loses(command, "filter-branch", recoverable=Recoverable.GIT)


_COMMIT = options(
    "-n|--no-verify -m|--message: -F|--file: -C|--reuse-message: -c|--reedit-message: --author:"
    " --date: -t|--template: --fixup: --squash: -a|--all -s|--signoff -q|--quiet -v|--verbose"
    " -e|--edit --amend --no-edit --allow-empty --dry-run -i|--include -o|--only -p|--patch"
    " --cleanup: --pathspec-from-file: --trailer: -u -S -z --porcelain --short --long"
)


def _commit(command: Command, args: tuple[Word, ...]) -> Iterator[Outcome]:
    if parse(args, _COMMIT).has("-n"):
        yield _skips(command, "commit --no-verify")


_COMMANDS: dict[str, Reader] = {
    "push": _push,
    "reset": _reset,
    "clean": _clean,
    "checkout": _checkout,
    "switch": _checkout,
    "restore": _restore,
    "stash": _stash,
    "branch": _branch,
    "reflog": _reflog,
    "gc": _gc,
    "filter-branch": _rewrite,
    "filter-repo": _rewrite,
    "commit": _commit,
}

PROGRAM = Program(("git",), _read)
