"""The script that stands where git looks for a hook."""

from __future__ import annotations

import shlex
import sys

INSTALLABLE = ("pre-commit", "pre-merge-commit", "pre-push", "prepare-commit-msg")
BY_DEFAULT = ("pre-commit", "pre-merge-commit")

MARK = "# Put here by `guardrail hook install`; `guardrail hook uninstall` takes it away."
CHAINED = ".before-guardrail"
"""The ending under which a hook that was there before is kept."""

_TEXT = """\
#!/bin/sh
{mark}
python={python}
if [ ! -x "$python" ]; then
    echo {gone} >&2
    exit 2
fi
{body}
"""

_ALONE = 'exec "$python" -I -m guardrail hook {hook} "$@"'
_CHAINED = """\
"$0{ending}" "$@" || exit $?
exec "$python" -I -m guardrail hook {hook} "$@\""""
_CHAINED_WITH_INPUT = """\
given=$(cat)
printf '%s\\n' "$given" | "$0{ending}" "$@" || exit $?
printf '%s\\n' "$given" | "$python" -I -m guardrail hook {hook} "$@\""""


def script(hook: str, *, chained: bool = False, python: str = sys.executable) -> str:
    """The hook's text. It fails where Guardrail can't be started; a chained hook runs first.

    The interpreter runs isolated, so that nothing in the work tree is imported.
    """
    body = _ALONE
    if chained:
        body = _CHAINED_WITH_INPUT if hook == "pre-push" else _CHAINED
    gone = (
        f"guardrail: {python} is gone, so nothing was judged; "
        "run guardrail hook install again, or guardrail hook uninstall"
    )
    return _TEXT.format(
        mark=MARK,
        python=shlex.quote(python),
        gone=shlex.quote(gone),
        body=body.format(hook=hook, ending=CHAINED),
    )
