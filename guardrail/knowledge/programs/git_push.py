"""What `git push` loses on the remote. Options and refspecs as in git-push(1) of git 2.39."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.knowledge.programs.command import Word
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-C: -c: --git-dir: --work-tree: -f|--force -d|--delete --mirror --prune --force-with-lease"
    " -n|--dry-run -o|--push-option: --repo: --receive-pack: --exec: -u|--set-upstream --all --tags"
    " --no-verify --force-if-includes -q|--quiet -v|--verbose --follow-tags --atomic"
)

EVERY_TAG = "every tag"
"""What `--tags` pushes where no branch is named: the tags alone."""


def pushed(args: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """Each loss as an action and the ref it reaches; nothing for a dry run."""
    parsed = parse(args, _OPTIONS)
    if parsed.has("-n"):
        return
    words = [word.text for word in parsed.operands]
    refs = words[words.index("push") + 1 :][1:] if "push" in words else []
    forced = [ref[1:] for ref in refs if ref.startswith("+")]
    deleted = [ref[1:] for ref in refs if ref.startswith(":") and len(ref) > 1]
    for option in ("--mirror", "--prune"):
        if parsed.has(option):
            yield f"push {option}", "every branch"
            return
    if parsed.has("-d") or deleted:
        yield "push --delete", _named(deleted or refs)
    if parsed.has("-f") and parsed.has("--tags") and not refs:
        yield "push --force", EVERY_TAG
    elif parsed.has("-f") and not parsed.has("-d"):
        yield "push --force", _named([ref for ref in refs if not ref.startswith(":")])
    elif forced:
        yield "push --force", _named(forced)
    elif parsed.has("--force-with-lease"):
        yield "push --force-with-lease", _named(refs)


def _named(refs: list[str]) -> str:
    """The remote's side of the refspecs."""
    return ", ".join(ref.rpartition(":")[2] for ref in refs)
