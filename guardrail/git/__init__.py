"""The one way Guardrail calls git: every program a configuration can name switched off.

Nothing here runs a hook, a filter, a text conversion, an external diff, a pager, a credential
helper, a file-system monitor or a transport. Contents come from the object store or from own
reading of the work tree, never from commands that would convert them. Errors are `GitError`, with
one sentence for people.
"""

from guardrail.git.changes import Change, between, staged
from guardrail.git.discovery import Repository, repository
from guardrail.git.entries import Entry, index_entries, tree_entries, work_tree_paths
from guardrail.git.objects import Objects
from guardrail.git.revisions import empty_tree, head, is_shallow, merge_base, resolve
from guardrail.git.runner import GitError
from guardrail.git.settings import base_commit, hooks_folder
from guardrail.git.working import hidden_entries, work_tree_changes

__all__ = [
    "Change",
    "Entry",
    "GitError",
    "Objects",
    "Repository",
    "base_commit",
    "between",
    "empty_tree",
    "head",
    "hidden_entries",
    "hooks_folder",
    "index_entries",
    "is_shallow",
    "merge_base",
    "repository",
    "resolve",
    "staged",
    "tree_entries",
    "work_tree_changes",
    "work_tree_paths",
]
