"""Reporters: one module a format, and the escaping and redaction they share.

`render` is the only way to them: it masks every secret before a format sees the report. A format
that leaves much out has a function `shown`, which is asked first: there is less to mask then.
"""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False  # `typing` itself takes as long to import as all of the fast path
if TYPE_CHECKING:
    from typing import Any

    from guardrail.report import Report
    from guardrail.reporters.options import Options
    from guardrail.rule import RuleInfo

__all__ = ["FORMATS", "Options", "render"]

FORMATS: dict[str, str] = {
    "text": "guardrail.reporters.text",
    "concise": "guardrail.reporters.concise",
    "json": "guardrail.reporters.json_report",
    "github": "guardrail.reporters.github",
    "sarif": "guardrail.reporters.sarif",
    "gitlab": "guardrail.reporters.gitlab",
    "rdjsonl": "guardrail.reporters.rdjsonl",
    "junit": "guardrail.reporters.junit",
    "markdown": "guardrail.reporters.markdown",
}


def render(
    format: str, report: Report, rules: Mapping[str, RuleInfo], options: Options | None = None
) -> str:
    """The report in the format of that name, ending in a line end. Raises `KeyError`."""
    from importlib import import_module

    from guardrail.reporters.options import Options
    from guardrail.reporters.redaction import redacted

    module = import_module(FORMATS[format])
    wanted = options or Options()
    if hasattr(module, "shown"):
        report = module.shown(report, wanted)
    text: str = module.render(redacted(report), rules, wanted)
    return text


def __getattr__(name: str) -> Any:
    """`Options`, when somebody asks for it: the closing line alone needs no Structs."""
    if name == "Options":
        from guardrail.reporters.options import Options

        return Options
    raise AttributeError(name)
