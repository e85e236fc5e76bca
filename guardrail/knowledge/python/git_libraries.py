"""GitPython, dulwich and pygit2: work thrown away, branches overwritten or deleted.

Source: the API reference of GitPython 3.1 (`Repo.git` runs any command of git, `HEAD.reset`,
`Remote.push`, `Repo.delete_head`), of dulwich's `porcelain` 0.22 to 1, and of pygit2 1.15 to 1.19.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, ChangesHistory, Row, RunsGit, words

_BESIDE = ("git", "Repo", "dulwich", "pygit2")
_COMMANDS = words(
    "reset clean checkout push branch stash restore rebase rm reflog gc filter_branch commit merge"
    " config worktree tag update_ref am"
)
_GIT = "import git\nrepo = git.Repo('.')\n"
_HARD = (
    "hard",
    "pygit2.GIT_RESET_HARD",
    "GIT_RESET_HARD",
    "pygit2.enums.ResetMode.HARD",
    "ResetMode.HARD",
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("git.Repo", "git.repo.Repo", "git.Repo.clone_from", "git.Repo.init"),
        kind="git repository",
    ),
    Gives(kind="git repository", member="git", gives="git command"),
    Gives(kind="git repository", member="head", gives="git head"),
    Gives(kind="git repository", member="index", gives="git index"),
    Gives(
        kind="git repository", member="remote() create_remote()", gives="git remote", named=FIRST
    ),
    Gives(kind="git repository", member="remotes", gives="git remotes"),
    Gives(kind="git remotes", member="* []", gives="git remote"),
    Makes(names=("pygit2.Repository", "pygit2.clone_repository"), kind="pygit2 repository"),
    Gives(kind="pygit2 repository", member="index", gives="pygit2 index"),
    Gives(kind="pygit2 repository", member="remotes", gives="pygit2 remotes"),
    Gives(kind="pygit2 remotes", member="[] for", gives="pygit2 remote"),
)

ROWS: tuple[Row, ...] = (
    *(
        RunsGit(
            names=(f".{command}",),
            on=("git command",),
            command=command.replace("_", "-"),
            beside=_BESIDE,
            example=f'{_GIT}repo.git.{command}("--hard")',
        )
        for command in sorted(_COMMANDS)
    ),
    RunsGit(
        names=(".execute",),
        on=("git command",),
        command="",
        beside=("git",),
        example=_GIT + "repo.git.execute(['git', 'clean', '-fdx'])",
    ),
    RunsGit(
        names=(".commit",),
        on=("git index",),
        command="commit",
        beside=("git",),
        example=_GIT + "repo.index.commit('now', skip_hooks=True)",
    ),
    RunsGit(
        names=(".add",),
        on=("git command",),
        command="add",
        beside=(".git.add",),
        example=_GIT + "repo.git.add('.env', force=True)",
    ),
    RunsGit(
        names=(".add",),
        on=("git index", "pygit2 index"),
        command="add",
        words=Argument(0, "items"),
        beside=("index.add",),
        unproved="GitPython and pygit2 call the argument otherwise",
        example=_GIT + "repo.index.add(['.env'])",
    ),
    RunsGit(
        names=("dulwich.porcelain.add",),
        on=(),
        command="add",
        words=Argument(1, "paths"),
        beside=("dulwich",),
        example="from dulwich import porcelain\nporcelain.add('.', paths=['.env'])",
    ),
    ChangesHistory(
        names=(".reset",),
        on=("git head",),
        action="reset --hard",
        when=(("working_tree", ("True",)),),
        beside=_BESIDE,
        example=_GIT + "repo.head.reset('HEAD~1', index=True, working_tree=True)",
        twin=_GIT + "repo.head.reset('HEAD~1', index=True)",
    ),
    ChangesHistory(
        names=(".push",),
        on=("git remote",),
        action="push --force",
        when=((Argument(-1, "force"), ("True",)),),
        target=Argument(0, "refspec"),
        beside=_BESIDE,
        unproved="options are taken as any keywords",
        example=_GIT + "repo.remote('origin').push(force=True)",
        twin=_GIT + "repo.remote('origin').push()",
    ),
    ChangesHistory(
        names=(".push",),
        on=("git remote", "pygit2 remote"),
        action="push --force",
        forced=Argument(0, "refspec"),
        target=Argument(0, "refspec"),
        beside=_BESIDE,
        example=_GIT + "repo.remote('origin').push('+main:main')",
        twin=_GIT + "repo.remote('origin').push('main:main')",
    ),
    ChangesHistory(
        names=(".delete_head",),
        on=("git repository",),
        action="branch -D",
        target=FIRST,
        when=(("force", ("True",)),),
        beside=_BESIDE,
        unproved="options are taken as any keywords",
        example=_GIT + "repo.delete_head('feature', force=True)",
        twin=_GIT + "repo.delete_head('feature')",
    ),
    ChangesHistory(
        names=(".reset",),
        on=("pygit2 repository",),
        action="reset --hard",
        when=((Argument(1, "reset_type"), _HARD),),
        beside=_BESIDE,
        unproved="the method is written in C",
        example=(
            "import pygit2\nrepo = pygit2.Repository('.')\n"
            "repo.reset(repo.head.target, pygit2.GIT_RESET_HARD)"
        ),
        twin=(
            "import pygit2\nrepo = pygit2.Repository('.')\n"
            "repo.reset(repo.head.target, pygit2.GIT_RESET_SOFT)"
        ),
    ),
    ChangesHistory(
        names=(".checkout", ".checkout_tree", ".checkout_head", ".checkout_index"),
        on=("pygit2 repository",),
        action="checkout --force",
        when=(
            (Argument(-1, "strategy"), (r"~~\bGIT_CHECKOUT_FORCE\b|\bCheckoutStrategy\.FORCE\b",)),
        ),
        beside=_BESIDE,
        unproved="the options are taken as any keywords",
        example=(
            "import pygit2\nrepo = pygit2.Repository('.')\n"
            "repo.checkout('HEAD', strategy=pygit2.GIT_CHECKOUT_FORCE)"
        ),
        twin=(
            "import pygit2\nrepo = pygit2.Repository('.')\n"
            "repo.checkout('HEAD', strategy=pygit2.GIT_CHECKOUT_SAFE)"
        ),
    ),
    ChangesHistory(
        names=("dulwich.porcelain.reset",),
        action="reset --hard",
        when=((Argument(1, "mode"), ("hard",)),),
        beside=("dulwich",),
        example="from dulwich import porcelain\nporcelain.reset('.', 'hard')",
        twin="from dulwich import porcelain\nporcelain.reset('.', 'soft')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.push",),
        action="push --force",
        when=((Argument(-1, "force"), ("True",)),),
        target=Argument(2, "refspecs"),
        beside=("dulwich",),
        example="from dulwich import porcelain\nporcelain.push('.', 'origin', 'main', force=True)",
        twin="from dulwich import porcelain\nporcelain.push('.', 'origin', 'main')",
    ),
    ChangesHistory(
        names=("dulwich.porcelain.clean",),
        action="clean -fd",
        beside=("dulwich",),
        example="from dulwich import porcelain\nporcelain.clean('.')",
        twin="from dulwich import porcelain\nporcelain.status('.')",
    ),
)
