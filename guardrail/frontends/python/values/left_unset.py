"""What a program takes from its environment, and holds nothing where the environment is silent.

`os.environ.get("PREFIX", "")` is an empty text, `os.getenv("SELECTOR")` is None. The same holds of
settings that need not be there: `getattr(settings, "PREFIX", "")`, `app.config.get("PREFIX")`.
Sources: the Python library reference, `os.getenv` and `configparser`; python-decouple 3, `config`;
environs 11 and django-environ 0.11, `Env`; Django 5.2, "Using settings without setting
DJANGO_SETTINGS_MODULE"; Flask 3, "Configuration Handling"; Airflow 3 and Prefect 3,
`Variable.get`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.naming.field_defaults import default_of
from guardrail.frontends.python.strings.building import Builder
from guardrail.frontends.python.strings.rope import known
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_ASKING = words("os.environ.get os.getenv environ.get getenv")
_VARIABLES = words(
    "airflow.models.Variable.get airflow.sdk.Variable.get prefect.variables.Variable.get"
)
"""What asks an orchestrator for a variable, which must be there unless a default says otherwise."""
_DECLARED = words("config decouple.config env env.str env.get env.list env.json")
"""What asks for a setting that must be set, unless a default says otherwise."""
_TRIMMING = words("strip lstrip rstrip lower upper casefold removeprefix removesuffix")
_SETTINGS = late(r"(?:\A|[._])(?:settings|config|conf|cfg|configuration)\Z", re.IGNORECASE)
"""What people call the object that holds a program's settings."""
_EMPTY = late(r"None|[rbuRBU]?(?:\"\"|'')")
_DEEPEST = 6


def left_unset(builder: Builder, node: Node, depth: int = 0) -> str:
    """The variable whose absence makes an expression empty, "" where nothing is known of that."""
    value = default_of(builder.module, builder.flow.value(node) or node)
    if depth > _DEEPEST or value.type != "call":
        return ""
    call = call_of(builder.module, value, builder.names.dotted(value)[:-2])
    owner = call.function.child_by_field_name("object")
    if call.last in _TRIMMING and owner is not None:
        return left_unset(builder, owner, depth + 1)
    asked = _setting(builder, call)
    if asked is None:
        asked = next(iter(call.positional), None) if _leaves_nothing(builder, call) else None
    return (known(builder.text(asked)) or "") if asked is not None else ""


def is_zero(builder: Builder, node: Node, depth: int = 0) -> bool:
    """Whether an expression is the number 0, or is where nobody sets a variable."""
    value = default_of(builder.module, builder.flow.value(node) or node)
    if depth > _DEEPEST or value.type not in ("integer", "string", "call"):
        return False
    if value.type != "call":
        return builder.module.code(value).strip("'\"") == "0"
    call = call_of(builder.module, value, builder.names.dotted(value)[:-2])
    if call.name == "int" and call.positional:
        return is_zero(builder, call.positional[0], depth + 1)
    default = call.keywords.get("default") or next(iter(call.positional[1:2]), None)
    asked = call.name in _ASKING or call.name in _DECLARED or call.name == "env.int"
    return asked and default is not None and is_zero(builder, default, depth + 1)


def is_nothing(builder: Builder, node: Node) -> bool:
    """Whether an expression is an empty text or None, as it is written."""
    value = builder.flow.value(node) or node
    return _EMPTY.fullmatch(builder.module.code(value)) is not None


def _setting(builder: Builder, call: Call) -> Node | None:
    """The name of a setting that a program looks up and that need not be there."""
    given = call.positional
    owner = call.function.child_by_field_name("object")
    default = call.keywords.get("fallback")
    if builder.module.code(call.function) == "getattr" and len(given) == 3:
        owner, asked, default = given
    elif call.last == "get" and len(given) == 2 and default is not None:
        asked = given[1]
    elif call.last == "get" and given and len(given) <= 2:
        asked, default = given[0], next(iter(given[1:]), None)
    else:
        return None
    if owner is None or not _SETTINGS.search(builder.module.code(owner)):
        return None
    return asked if default is None or is_nothing(builder, default) else None


def _leaves_nothing(builder: Builder, call: Call) -> bool:
    """Whether a call that asks for a variable gives nothing where it isn't set."""
    default = call.keywords.get("default") or call.keywords.get("default_var")
    if default is None and len(call.positional) > 1:
        default = call.positional[1]
    if call.name in _ASKING:
        return default is None or is_nothing(builder, default)
    declared = call.name in _DECLARED or call.name in _VARIABLES
    return declared and default is not None and is_nothing(builder, default)
