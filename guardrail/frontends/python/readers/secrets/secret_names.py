"""What is a secret by its name alone: a variable, an entry of a mapping, a field of a class."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.secrets.secret_literals import names_secret
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.knowledge.python.secret_answers import FILE, OWN_KINDS
from guardrail.knowledge.python.telling import CONNECTIONS, HARMLESS, MADE_UP, OWN, WEAK
from guardrail.patterns import late

NEW = "new "
"""How a secret is told that the program has just made."""
_HIDES_ITS_PASSWORD = late(r"(?:str|repr)\([\w.]*(?:engine|bind)(?:\(\))?\.url\)")
"""An address of SQLAlchemy's as a text: `***` stands for the password (`URL.__str__` since 2.0)."""
_PUT = late(r"\bself\.(\w+)\s*(?::[^=\n]{1,60})?=(?!=)\s*([^\n]{0,40})")
_HIDDEN = late(r"Secret(?:Str|Bytes)?\(|None\b|True\b|False\b|bool\(|[\w.]+\s+is\b|len\(")
"""How what is no plain text of a secret begins."""
_MOST = 100
_DATA = ("dataclass", "BaseModel", "BaseSettings", "NamedTuple", "Struct", "define", "frozen")


def is_secret(name: str) -> bool:
    """Whether a name is a secret's beyond doubt, or of an address with a password in it."""
    if name.strip("_").lower() in WEAK or HARMLESS.search(name):
        return False
    return names_secret(name) or CONNECTIONS.search(name) is not None


def is_key(name: str) -> bool:
    """Whether an entry of a mapping, or a variable of the environment, is a secret."""
    if HARMLESS.search(name) or name == "PWD":
        return False
    lower = name.lower()
    token = lower.endswith(("_token", "_secret", "_key")) and name.isupper()
    return token or names_secret(name) or CONNECTIONS.search(name) is not None


def is_own(what: str) -> bool:
    """Whether what is shown is the program's own: all of its variables, or a secret of its own."""
    return what in OWN_KINDS or what.startswith(FILE) or OWN.search(what) is not None


def named_secret(module: Module, name: str, reaching: tuple[Binding, ...]) -> Iterator[str]:
    """What a name of a secret stands for, unless it plainly holds something else."""
    values = [unwrapped(one.value) for one in reaching if one.value is not None]
    if reaching and reaching[0].kind in (BindingKind.LOOPED, BindingKind.DEFINED):
        return
    made = [call_of(module, one, "") for one in values if one.type == "call"]
    last = [module.code(one.function).rpartition(".")[2] for one in made]
    parameter = any(one.kind is BindingKind.PARAMETER for one in reaching)
    if values and not parameter and all(_is_written_out(module, one) for one in values):
        return
    if any(HARMLESS.search(one) for one in last):
        return
    if values and all(_HIDES_ITS_PASSWORD.fullmatch(module.code(one)) for one in values):
        return
    yield f"{NEW if MADE_UP.intersection(last) else ''}{name}"


def _is_written_out(module: Module, node: Node) -> bool:
    """Whether a value stands in the code, where everybody sees it anyway."""
    if node.type == "none":
        return True
    parts = module.children(node)[0] if node.type == "string" else ()
    return node.type == "string" and all(one.type != "interpolation" for one in parts)


def holds_by_names(reading: Reading, node: Node) -> bool:
    """Whether an expression is a dictionary, whose keys are names that may be shown."""
    value = reading.builder.flow.value(node) or node
    made = made_by(reading, value) if value.type == "call" else value
    if made.type == "call":
        call = reading.call(made)
        own = own_function(reading, call)
        results = results_of(reading.module, own) if own is not None else []
        made = results[0] if len(results) == 1 else made
    return made.type == "dictionary"


def secrets_of_object(reading: Reading, node: Node) -> Iterator[str]:
    """The secrets that methods put into an object: `self.password = …`, `vars(settings)`."""
    module = reading.module
    if module.name(node) == "self":
        around = place_of(module, node.start_byte).definitions
        owners = [one for one in reversed(around) if one.type == "class_definition"][:1]
    else:
        owners = [one.of.node for one in objects(reading).of(node) if one.of is not None][:1]
    for owner in owners:
        found = islice(_PUT.finditer(module.code(owner)), _MOST)
        told = (one[1] for one in found if is_secret(one[1]) and not _HIDDEN.match(one[2]))
        yield from (f"{module.name(node) or 'self'}.{name}" for name in islice(told, 1))


def secret_fields(reading: Reading, node: Node) -> Iterator[str]:
    """The fields of a data class of the module that hold a secret as a plain text."""
    told = (name for name in fields_of(reading, node) if is_secret(name))
    yield from (f"{reading.module.short(node, 30)}.{name}" for name in islice(told, 1))


def fields_of(reading: Reading, node: Node) -> Iterator[str]:
    """The fields of a data class of the module that are plain texts and shown with the object."""
    module = reading.module
    for thing in objects(reading).of(node):
        scope = thing.of
        if scope is None or not scope.is_class:
            continue
        above = scope.node.parent
        start = scope.node.start_byte
        if above is not None and above.type == "decorated_definition":
            start = above.start_byte
        body = scope.node.child_by_field_name("body")
        head = module.text[start : body.start_byte] if body is not None else ""
        if not any(word in head for word in _DATA) or "def __repr__" in module.code(scope.node):
            continue
        for name, bound in scope.bindings.items():
            typed = bound[0].annotation
            declared = module.code(typed) if typed is not None else ""
            value = module.code(bound[0].value) if bound[0].value is not None else ""
            if "str" in declared and "repr=False" not in value:
                yield name
