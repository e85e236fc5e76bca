"""Functions of libraries that call what they are given: threads, pools, tasks, schedulers."""

PASSES_EACH = ("imap", "imap_unordered", "map", "map_async", "starmap")
"""Functions that call what they are given with each of what else they are given."""

PASSES_LISTED = ("Timer", "add_job", "apply", "apply_async", "start_new_thread")
"""Functions that call what they are given with what stands in a list behind it."""

PASSES_ON = (
    *PASSES_EACH,
    *PASSES_LISTED,
    "add_task",
    "call_later",
    "call_soon",
    "callback",
    "database_sync_to_async",
    "delayed",
    "enqueue",
    "on_commit",
    "partial",
    "push_async_callback",
    "register",
    "run_in_executor",
    "run_in_threadpool",
    "run_sync",
    "spawn",
    "start_soon",
    "submit",
    "sync_to_async",
    "to_thread",
)
"""Functions that call what they are given: `partial(os.remove, path)`."""
