"""Branches, tags and stashes that pygit2, dulwich and GitPython delete, and what they push over.

Source: the API reference of pygit2 1.21 (`Branch.delete`, `Branches`, `References`), of dulwich's
`porcelain` and `refs` 1.2 and of GitPython 3.2 (`Head.delete`, `Reference.delete`,
`IndexFile.reset`, `IndexFile.checkout`, `Head.checkout`). None of pygit2's and dulwich's deletions
asks whether a branch is merged.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, ChangesHistory, Row

EVERY = "every branch"
_GIT = "import git\nrepo = git.Repo('.')\n"
_PYGIT = "import pygit2\nrepo = pygit2.Repository('.')\n"
_REFS = "from dulwich.repo import Repo\nrepo = Repo('.')\n"
_DULWICH = "from dulwich import porcelain\n"

KINDS: tuple[Kind, ...] = (
    Gives(kind="pygit2 repository", member="branches", gives="pygit2 branches"),
    Gives(kind="pygit2 branches", member="local", gives="pygit2 branches"),
    Gives(kind="pygit2 branches", member="remote", gives=""),
    Gives(kind="pygit2 branches", member="[] get()", gives="pygit2 branch", named=FIRST),
    Gives(kind="pygit2 repository", member="lookup_branch()", gives="pygit2 branch", named=FIRST),
    Gives(kind="pygit2 repository", member="references", gives="pygit2 references"),
    Gives(
        kind="pygit2 references", member="[] get() create()", gives="pygit2 reference", named=FIRST
    ),
    Gives(
        kind="pygit2 repository",
        member="lookup_reference() lookup_reference_dwim() create_reference()",
        gives="pygit2 reference",
        named=FIRST,
    ),
    Makes(
        names=("dulwich.repo.Repo", "dulwich.repo.Repo.discover", "dulwich.porcelain.open_repo"),
        kind="dulwich repository",
    ),
    Gives(kind="dulwich repository", member="with get_worktree()", gives="dulwich repository"),
    Gives(kind="dulwich repository", member="refs", gives="dulwich references"),
    Gives(kind="git repository", member="heads branches", gives="git heads"),
    Gives(kind="git heads", member="* []", gives="git branch"),
    Gives(kind="git repository", member="active_branch", gives="git branch"),
)

ROWS: tuple[Row, ...] = (
    ChangesHistory(
        names=(".delete",),
        on=("pygit2 branch",),
        action="branch -D",
        beside=("pygit2",),
        example=_PYGIT + "repo.branches.local['feature'].delete()",
        twin=_PYGIT + "repo.branches.local['feature'].rename('old')",
    ),
    ChangesHistory(
        names=(".delete",),
        on=("pygit2 branches",),
        action="branch -D",
        target=Argument(0, "name"),
        beside=("pygit2",),
        example=_PYGIT + "repo.branches.delete('feature')",
        twin=_PYGIT + "repo.branches.get('feature')",
    ),
    ChangesHistory(
        names=(".delete",),
        on=("pygit2 reference",),
        action="update-ref -d",
        beside=("pygit2",),
        example=_PYGIT + "repo.references['refs/heads/main'].delete()",
        twin=_PYGIT + "repo.references['refs/heads/main'].rename('refs/heads/old')",
    ),
    ChangesHistory(
        names=(".delete",),
        on=("pygit2 references",),
        action="update-ref -d",
        target=Argument(0, "name"),
        beside=("pygit2",),
        example=_PYGIT + "repo.references.delete('refs/heads/main')",
        twin=_PYGIT + "repo.references.get('refs/heads/main')",
    ),
    ChangesHistory(
        names=(".remove_if_equals",),
        on=("dulwich references",),
        action="update-ref -d",
        target=Argument(0, "name"),
        beside=("dulwich",),
        unproved="the method is an attribute's",
        example=_REFS + "repo.refs.remove_if_equals(b'refs/heads/main', None)",
        twin=_REFS + "repo.refs.get_peeled(b'refs/heads/main')",
    ),
    ChangesHistory(
        names=(".reset_index",),
        on=("dulwich repository",),
        action="reset --hard",
        beside=("dulwich",),
        unproved="the repository itself has it no longer, but its work tree",
        example=_REFS + "repo.reset_index()",
        twin=_REFS + "repo.open_index()",
    ),
    ChangesHistory(
        names=("git.Reference.delete", "git.refs.reference.Reference.delete"),
        action="update-ref -d",
        target=Argument(1, "path"),
        beside=("Reference.delete",),
        example=_GIT + "git.Reference.delete(repo, 'refs/heads/main')",
        twin=_GIT + "git.Reference.list_items(repo, 'refs/heads/main')",
    ),
    ChangesHistory(
        names=(".delete_tag",),
        on=("git repository",),
        action="tag -d",
        target=FIRST,
        beside=("git",),
        unproved="tags are taken as any arguments",
        example=_GIT + "repo.delete_tag('v1.0')",
        twin=_GIT + "repo.create_tag('v1.0')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.filter_branch",),
        action="filter-branch",
        beside=("dulwich",),
        example=_DULWICH + "porcelain.filter_branch('.', 'main', force=True)",
        twin=_DULWICH + "porcelain.log('.')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.gc",),
        action="gc --prune=now",
        when=((Argument(-1, "grace_period"), ("0",)),),
        beside=("dulwich",),
        example=_DULWICH + "porcelain.gc('.', prune=True, grace_period=0)",
        twin=_DULWICH + "porcelain.gc('.')",
    ),
    ChangesHistory(
        names=(".stash_drop",),
        on=("pygit2 repository",),
        action="stash drop",
        beside=("pygit2",),
        example=_PYGIT + "repo.stash_drop()",
        twin=_PYGIT + "repo.stash_apply()",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.branch_delete",),
        action="branch -D",
        target=Argument(1, "name"),
        beside=("dulwich",),
        example=_DULWICH + "porcelain.branch_delete('.', 'feature')",
        twin=_DULWICH + "porcelain.branch_create('.', 'feature')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.tag_delete",),
        action="tag -d",
        target=Argument(1, "name"),
        beside=("dulwich",),
        example=_DULWICH + "porcelain.tag_delete('.', 'v1.0')",
        twin=_DULWICH + "porcelain.tag_list('.')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.stash_drop",),
        action="stash drop",
        beside=("dulwich",),
        example=_DULWICH + "porcelain.stash_drop('.', 0)",
        twin=_DULWICH + "porcelain.stash_pop('.')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.checkout",),
        action="checkout --force",
        when=((Argument(2, "force"), ("True",)),),
        beside=("dulwich",),
        example=_DULWICH + "porcelain.checkout('.', 'main', force=True)",
        twin=_DULWICH + "porcelain.checkout('.', 'main')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.push",),
        action="push --force",
        forced=Argument(2, "refspecs"),
        target=Argument(2, "refspecs"),
        beside=("dulwich",),
        example=_DULWICH + "porcelain.push('.', 'origin', b'+refs/heads/x:refs/heads/main')",
        twin=_DULWICH + "porcelain.push('.', 'origin', b'refs/heads/x:refs/heads/main')",
    ),
    *(
        ChangesHistory(
            names=("dulwich.porcelain.push",),
            action=action,
            when=((Argument(-1, option), ("True",)),),
            target=Argument(2, "refspecs") if not reaches else NOWHERE,
            reaches=reaches,
            beside=("dulwich",),
            example=_DULWICH + f"porcelain.push('.', 'origin', 'main', {option}=True)",
            twin=_DULWICH + "porcelain.push('.', 'origin', 'main')",
        )
        for option, action, reaches in (
            ("delete", "push --delete", ""),
            ("mirror", "push --mirror", EVERY),
            ("prune", "push --prune", EVERY),
        )
    ),
    *(
        ChangesHistory(
            names=(".push",),
            on=("git remote",),
            action=f"push --{option}",
            when=((Argument(-1, option), ("True",)),),
            target=Argument(0, "refspec") if option == "delete" else NOWHERE,
            reaches="" if option == "delete" else EVERY,
            beside=("git",),
            unproved="options are taken as any keywords",
            example=_GIT + f"repo.remote('origin').push({option}=True)",
            twin=_GIT + "repo.remote('origin').push()",
        )
        for option in ("delete", "mirror", "prune")
    ),
    ChangesHistory(
        names=(".reset",),
        on=("git index",),
        action="reset --hard",
        when=((Argument(1, "working_tree"), ("True",)),),
        beside=("git",),
        example=_GIT + "repo.index.reset('HEAD~1', working_tree=True)",
        twin=_GIT + "repo.index.reset('HEAD~1')",
    ),
    ChangesHistory(
        names=(".checkout",),
        on=("git index", "git branch"),
        action="checkout --force",
        when=((Argument(-1, "force"), ("True",)),),
        beside=("git",),
        example=_GIT + "repo.heads.main.checkout(force=True)",
        twin=_GIT + "repo.heads.main.checkout()",
    ),
    ChangesHistory(
        names=("git.Head.delete", "git.refs.head.Head.delete"),
        action="branch -D",
        target=Argument(1, "heads"),
        when=(("force", ("True",)),),
        beside=("Head.delete",),
        example=_GIT + "git.Head.delete(repo, 'feature', force=True)",
        twin=_GIT + "git.Head.delete(repo, 'feature')",
    ),
)
