"""What runs a function from outside: commands, tasks, requests, told by what stands around it.

Sources: the documentation of Click 8, Typer 0.12, Django 5.2 ("custom django-admin commands"),
Flask 3, FastAPI 0.115, Celery 5, RQ 2, Dramatiq 1.17, Huey 2, Airflow 3, Prefect 3, Dagster 1.9.
"""

from __future__ import annotations

import posixpath
import re

from guardrail.patterns import late

_LONGEST = 2_000
_DECORATOR = late(r"^[ \t]*@([\w.]+)[ \t]*(\(\s*[^\n]*)?", re.MULTILINE)
_TEXT = late(r"\(\s*[rbuRBU]?[\"']([^\"'\n]{1,80})[\"']")
_NAMED = late(r"\b(?:name|task_id)\s*=\s*[\"']([^\"'\n]{1,80})[\"']")
_REQUESTS = frozenset(("get", "post", "put", "patch", "delete", "head", "options"))
_ROUTES = frozenset(("route", "api_route", "websocket"))
_COMMANDS = frozenset(("command", "cli_command", "callback"))
_TASKS = frozenset(
    (
        *("task", "shared_task", "periodic_task", "actor", "job", "cron", "scheduled_job"),
        *("flow", "dag", "asset", "op", "db_task", "db_periodic_task"),
    )
)
_EVENTS = frozenset(("on_event", "before_first_request", "before_request", "after_request"))


_ENTERING = late(
    r"\n[ \t]*@[\w.]*?(?:command|callback|task|actor|job|cron|flow|dag|asset|op|route|get|post|put"
    r"|patch|delete|on_event|websocket|before_request|after_request|before_first_request)\b"
    r"|\nclass Command\(|\nif __name__\b"
)


def may_enter(text: str) -> bool:
    """Whether a text may hold a command, a task, a request or a main block."""
    return _ENTERING.search(text) is not None or text.startswith(
        ("@", "class Command(", "if __name__")
    )


def entry_of(name: str, decorators: str, bases: str, path: str) -> str:
    """What runs a function, in words: "the command wipe", "" where nothing is known to.

    `decorators` is what stands above it, `bases` what its class inherits from ("" for no class).
    """
    if name == "handle" and "Command" in bases and "/commands/" in f"/{path}":
        return f"the command manage.py {posixpath.basename(path).removesuffix('.py')}"
    for found in _DECORATOR.finditer(decorators[:_LONGEST]):
        told = _by_decorator(name, found[1], found[2] or "")
        if told:
            return told
    if name in ("lambda_handler", "handler") and not bases and "event" in decorators:
        return "the function that a cloud calls"
    return ""


def _by_decorator(name: str, decorator: str, arguments: str) -> str:
    owner, _, last = decorator.rpartition(".")
    text = _TEXT.match(arguments)
    said = _NAMED.search(arguments) or text
    if last in _COMMANDS and (owner or last == "command"):
        return f"the command {said[1] if said else name.replace('_', '-')}"
    if last in _REQUESTS and owner and text is not None and text[1].startswith("/"):
        return f"the request {last.upper()} {text[1]}"
    if last in _ROUTES and owner and text is not None:
        return f"the request {text[1]}"
    if last in _TASKS:
        return f"the task {said[1] if said else name}"
    if last in _EVENTS and owner:
        return f"the event {said[1] if said else last}"
    return ""
