"""Turns an exception that ended a command into a sentence and an exit status."""

from __future__ import annotations

from guardrail.console.options import UsageError

USAGE_WRONG = 2
FAILED = 3


def explained(problem: Exception) -> tuple[int, str]:
    """The exit status, and one line that says what was wrong and what to do. No secrets."""
    from guardrail.engine.rulebook import UnknownPack
    from guardrail.git import GitError
    from guardrail.knowledge.credentials.masking import mask
    from guardrail.policy.policy import PolicyError
    from guardrail.reporters.escaping import visible

    if isinstance(problem, UsageError | PolicyError | GitError | UnknownPack):
        return USAGE_WRONG, visible(mask(str(problem)))
    if isinstance(problem, OSError) and problem.filename:
        return USAGE_WRONG, visible(mask(f"{problem.filename}: {problem.strerror}"))
    return FAILED, (
        f"internal error ({type(problem).__name__}); nothing was judged. "
        "Set GUARDRAIL_TRACEBACK=1 to see where, and please report it."
    )
