"""What is known of an address by the names it goes by alone: `os.environ["PROD_DATABASE_URL"]`.

A test that is given its database by the environment empties whatever is set there. Only a name that
speaks of tests says that it is one for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import is_fixture, results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.project.environment import GRAVEST, classify

_ADDRESS = late(r"(?i)url|uri|dsn|conn|host|endpoint|database|(?<![a-z])db(?![a-z])")
FOR_TESTS = late(
    r"(?i)test|tst|example|\bci\b|ci_|_ci|pytest|temp|tmp|sandbox|docker|container|dev|local"
)
_OUTSIDE = late(r"(?:os\.)?(?:environ\s*\[|environ\.get\(|getenv\()")
_FILE = late(r"\A(?:sqlite|duckdb|file)|\.(?:db|sqlite3?|duckdb)\Z|\A[./]")
PRETENDED = late(r"(?i)mock|patch|respx|responses|httpretty|\bvcr|fake|stub|recording")
"""What says that a test talks to nobody."""
_OF_TESTS = late(r"(?i)(?:\A|_)(?:tests?|testing|pytest|e2e)(?:_|\Z)")
_CONTAINERS = "testcontainers."
_NAMED = "a host with a name of its own"
_MOST_NAMES = 6


def by_name(reading: Reading, node: Node) -> Environment:
    """Production, where a variable is named after it; a test's own, or one that anybody may set."""
    nodes = tuple(_ways_back(reading, node))
    if any(reading.matching.typed(one).startswith(_CONTAINERS) for one in nodes):
        return Environment(EnvironmentKind.THROWAWAY, "a container that is made for it")
    named = tuple(name for one in nodes if (name := _name_of(reading, one)))
    where = raised(named) if any(map(_ADDRESS.search, named)) else Environment()
    if where.kind is EnvironmentKind.UNKNOWN and reading.in_test:
        return _handed_in(reading, nodes[-1], named) if nodes else where
    if where.kind is EnvironmentKind.UNKNOWN and nodes and _is_of_tests(reading, nodes[-1]):
        return Environment(EnvironmentKind.THROWAWAY, f"whatever {named[-1]} names")
    if where.kind is EnvironmentKind.UNKNOWN and reading.offering and nodes:
        # What a program sets before it imports a module isn't known: a name alone tells nothing.
        told = _handed_in(reading, nodes[-1], named)
        return told if told.reason == _NAMED else where
    return where


def _is_of_tests(reading: Reading, node: Node) -> bool:
    """Whether a variable of the environment is one for tests, and by default a place of their own.

    A name alone says nothing, and what the program calls it even less:
    `TEST_URL = os.environ["DATABASE_URL"]`.
    """
    if _OUTSIDE.match(reading.module.code(node)) is None:
        return False
    given = arguments_of(reading.module, node) if node.type == "call" else []
    default = reading.known(given[1]) if len(given) > 1 else ""
    if not default or _by_default(default) != Environment():
        return False
    return _OF_TESTS.search(_name_of(reading, node)) is not None


def of_host(reading: Reading, node: Node) -> Environment:
    """Where a machine stands, by its name and by the key that it is kept under.

    `HOSTS["training"]` is the training machine, whatever it is called.
    """
    keys = [one for one in _ways_back(reading, node) if one.type == "subscript"]
    words = tuple(name for one in keys if (name := _name_of(reading, one)))
    hosts = [one.rpartition("@")[2].partition(":")[0] for one in reading.texts(node)]
    found = [classify(host=one, words=words, services=frozenset()) for one in hosts]
    return min(found, key=lambda one: GRAVEST.index(one.kind), default=by_name(reading, node))


def of_machines(reading: Reading, node: Node) -> Environment:
    """Where a group of machines stands, by the names that it may have: `ci_runners`, `prod-web`.

    Of `hosts or DEFAULT` it is what is taken where nobody says which.
    """
    node = unwrapped(node)
    if node.type == "boolean_operator" and not reading.texts(node):
        node = node.named_children[-1]
    found = [classify(words=(one,)) for one in reading.texts(node)]
    return min(found, key=lambda one: GRAVEST.index(one.kind), default=Environment())


def database_by_name(reading: Reading, node: Node) -> Environment:
    """The same of a database's own name: what it is by default makes it no more a test's own."""
    where = by_name(reading, node)
    nodes = tuple(_ways_back(reading, node)) if where == Environment() and reading.in_test else ()
    if not nodes or not _OUTSIDE.match(reading.module.code(nodes[-1])):
        return where
    named = [name for one in nodes if (name := _name_of(reading, one))]
    given = arguments_of(reading.module, nodes[-1])[1:2] if nodes[-1].type == "call" else []
    told = (*named, *(reading.known(one) for one in given))
    if any(map(FOR_TESTS.search, told)):
        return where
    return Environment(EnvironmentKind.UNKNOWN, f"whatever {named[-1]} names")


def raised(names: tuple[str, ...]) -> Environment:
    """Production, where names say so: what else they say proves nothing."""
    where = classify(words=names)
    return where if where.kind is EnvironmentKind.PRODUCTION else Environment()


def _handed_in(reading: Reading, node: Node, named: tuple[str, ...]) -> Environment:
    """Whatever a variable of the environment names that isn't one for tests, or its default."""
    code = reading.module.code(node)
    if not _OUTSIDE.match(code) or any(map(FOR_TESTS.search, named)):
        return Environment()
    given = arguments_of(reading.module, node) if node.type == "call" else []
    if len(given) > 1:
        return _by_default(reading.known(given[1]))
    return Environment(EnvironmentKind.UNKNOWN, f"whatever {named[-1]} names")


def strange_host(reading: Reading, address: str) -> Environment:
    """Whose an address is that a fixture writes down: its host has a name of its own.

    Tests that pretend, and those that only speak of addresses, write such names down as well.
    """
    module = reading.module
    if "fixture" not in module.plain or PRETENDED.search(module.plain):
        return Environment()
    return _by_default(address)


def _by_default(address: str) -> Environment:
    """Where an address leads that is taken where the environment says nothing else.

    A host with a name of its own is no machine of the test's, if nothing says it is.
    """
    if FOR_TESTS.search(address) or "." not in address or _FILE.search(address):
        return Environment()
    where = classify(url=address) if "://" in address else classify(host=address)
    if where.kind is not EnvironmentKind.UNKNOWN:
        return where if where.kind is EnvironmentKind.PRODUCTION else Environment()
    return Environment(EnvironmentKind.UNKNOWN, _NAMED)


def _ways_back(reading: Reading, node: Node) -> Iterator[Node]:
    """An expression, what it was given, and so on; also by a fixture of pytest."""
    for _ in range(_MOST_NAMES):
        node = unwrapped(node)
        yield node
        if node.type not in ("identifier", "attribute"):
            return
        held = reading.builder.flow.value(node) or by_fixture(reading, node)
        if held is None or held.id == node.id:
            return
        node = held


def by_fixture(reading: Reading, node: Node) -> Node | None:
    """What the only result of a fixture is that a test is handed by a name."""
    handed = [one.kind for one in reading.builder.flow.reaching(node)]
    fixture = reading.scopes.function(reading.module.name(node))
    if handed != [BindingKind.PARAMETER] or fixture is None:
        return None
    results = results_of(reading.module, fixture) if is_fixture(reading.module, fixture) else []
    return results[0] if len(results) == 1 else None


def _name_of(reading: Reading, node: Node) -> str:
    """What an expression is called: a variable, a key of the environment; "" for any other."""
    module = reading.module
    if node.type in ("identifier", "attribute"):
        return module.name(node.child_by_field_name("attribute") or node)
    if node.type == "subscript":
        return reading.known(node.child_by_field_name("subscript"))
    if node.type == "call":
        return next((reading.known(one) for one in arguments_of(module, node)[:1]), "")
    return ""
