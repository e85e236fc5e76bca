"""`guardrail hook files -- FILES`: for those who let pre-commit choose the files.

What is staged of these files is judged; where nothing of them is, the files as they lie on disk.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.console.options import Command
from guardrail.engine.targets import Target, staged_change, whole
from guardrail.git import Repository
from guardrail_hooks.git_hooks.verdict import here, verdict

COMMAND = Command(
    name="hook files",
    summary="Judge the named files of what is about to be committed.",
    words="-- FILES",
)


def run(arguments: Sequence[str]) -> int:
    """Judge the files; 0 lets git go on."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    repo = here()
    return verdict(repo, _named(repo, parsed.words))


def _named(repo: Repository, files: Sequence[str]) -> Target:
    names = set(files)
    target = staged_change(repo)
    edits = [edit for edit in target.edits if names & {edit.path, edit.old_path}]
    if edits:
        paths = [path for path in target.paths if path in names]
        return replace(target, paths=paths, edits=edits)
    tree = whole(repo.root, sorted(names)) if names else whole(repo.root)
    note = "nothing of these files was staged: judged them as they lie on disk"
    return replace(tree, notes=(note if names else "no files were named: judged the whole tree",))
