"""Managed resources of AWS: deleted, unprotected, opened to everybody; rights handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tree_sitter import Node

from guardrail.effects import PrivilegeChange, Recoverable, ResourceChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.clouds.policies import (
    allows_everything,
    expires_everything,
    expires_versions,
    open_to_everybody,
)
from guardrail.frontends.python.readers.clouds.whereabouts import whereabouts
from guardrail.frontends.python.readers.databases.schema import texts_of
from guardrail.frontends.python.readers.narrowing.defaults import default_of
from guardrail.frontends.python.readers.narrowing.fillings import own_function
from guardrail.frontends.python.readers.picking.picked import picked_how
from guardrail.frontends.python.readers.picking.queries import LABEL
from guardrail.frontends.python.readers.programs.handing_on import handed_on
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.values.made_up import named_anew
from guardrail.frontends.python.values.plain_data import UNKNOWN, agrees, found_under
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.knowledge.python.picking import IN_PRODUCTION, LABELLING, PASSING, words_of
from guardrail.knowledge.python.rows import ChangesResource
from guardrail.model import Confidence
from guardrail.stream import Item

EVERYBODY = "the internet"
_AWS, _RESOURCE = "aws", "aws resource"
_PACKAGES = frozenset(("boto3", "aioboto3", "botocore", "aiobotocore"))
_BY_WHOSE = ("label", "made")
_PORTS = ("FromPort", "IpPermissions", "SecurityGroupRules", "portInfo", "portInfos")
"""Arguments of operations that open ports, in which these are."""
_PASSING = LABELLING | PASSING
_FIRST_PORTS = ("FromPort", "fromPort")
_LAST_COPY = "a final snapshot"
"""What AWS refuses to go without unless it is told to: RDS, Redshift ("Skip final snapshot")."""
_COMMON = frozenset(("Name", "name", "Id", "id", "identifier", "domain", "namespace"))


def changes_resource(reading: Reading, call: Call, row: ChangesResource) -> list[Item] | None:
    """What a call of a client does to a resource; `None` for a dry run or another's call."""
    if call.positional:
        return None
    given = _given(reading, call)
    confidence = _sureness(reading, call, row, given)
    dry = reading.truth(given.get("DryRun"))
    if confidence is None or dry is True:
        return None
    said = tuple(dict.fromkeys(_given_up(reading, call, row, given)))
    if not said and row.verb is not Verb.DELETE and (row.protections or row.document):
        return None
    if not said and row.verb is Verb.DELETE and "." in "".join(one[0] for one in row.protections):
        return None
    node = given.get(row.id)
    named = ", ".join(texts_of(reading, node)) if node is not None else ""
    taking = row.verb in (Verb.DELETE, Verb.DISABLE)
    insisted = any(what in said for _, value, what in row.protections if value not in ("-", "*"))
    meant = next((given[one] for one in _documents(row) if one in given), node)
    if taking and (not insisted or row.serves) and handed_on(reading, call, meant):
        confidence = Confidence.LOW
    stated = reading.stated(call.node, confidence)
    if "DryRun" in given and dry is None:
        stated["guards"] = (*stated["guards"], "unless DryRun")
    where = whereabouts(reading, call, node)
    if taking and node is not None and not named and not where.reason:
        where = named_anew(reading, node)
    if row.verb in (Verb.GRANT, Verb.ESCALATE):
        thing = f"{row.kind} {named}".strip()
        opened = row.verb is Verb.GRANT
        return [
            PrivilegeChange(
                **stated,
                environment=where,
                dialect=row.provider,
                verb=Verb.GRANT,
                privileges=said or ("access",),
                on=f"the {thing}" if opened else "the account",
                whom=(EVERYBODY,) if opened else (thing,),
            )
        ]
    return [
        ResourceChange(
            **stated,
            environment=where,
            verb=row.verb,
            provider=row.provider,
            kind=row.kind,
            id=named or reading.partly_known(node),
            protections=tuple(filter(None, said)),
            chosen=_chosen(reading, call, row, given),
            recoverable=_way_back(reading, row, given),
        )
    ]


def _chosen(reading: Reading, call: Call, row: ChangesResource, given: Mapping[str, Node]) -> str:
    """What picked the resource, or what the call does to it in a document: `ChangeBatch={…}`.

    Of a zone that has a certain name all records may go.
    """
    if row.verb is not Verb.DELETE:
        return picked_how(reading, call, given.get(row.id), takes=False)
    told = [
        picked_how(reading, call, given[one]) or _named_for_passing(reading, given[one])
        for one in _documents(row)
        if one in given
    ]
    whole = picked_how(reading, call, given.get(row.id))
    if told and whole not in _BY_WHOSE:
        return next(filter(None, told), "")
    return whole


def _named_for_passing(reading: Reading, document: Node) -> str:
    """Whether all that a document names says that it may go: `pr-7.preview.example.com`."""
    names = [*found_under(plain_value(reading, document), "Name")]
    said = [words_of(one) if isinstance(one, str) else frozenset[str]() for one in names]
    passing = bool(names) and not any(one.isdisjoint(_PASSING) for one in said)
    return LABEL if passing and not any(IN_PRODUCTION.search(str(one)) for one in names) else ""


def _documents(row: ChangesResource) -> list[str]:
    """The arguments that say inside what the call does: `ChangeBatch={"Changes": […]}`."""
    return [where.partition(".")[0] for where, _, _ in row.protections if "." in where]


def _given(reading: Reading, call: Call) -> dict[str, Node]:
    """The named arguments, with those of a dictionary that is unpacked into the call."""
    given = dict(call.keywords)
    for node in call.double_stars:
        value = _written_out(reading, reading.builder.flow.value(node) or node)
        if value is not None:
            given.update(dict(reading.builder.flow.pairs(value)))
    return given


def _written_out(reading: Reading, value: Node) -> Node | None:
    """A dictionary that is written out, also as the one result of the module's own function."""
    if value.type == "call":
        function = value.child_by_field_name("function")
        own = own_function(reading, function) if function is not None else None
        results = results_of(reading.module, own) if own is not None else []
        value = results[0] if len(results) == 1 else value
        value = reading.builder.flow.value(value) or value
    return value if value.type == "dictionary" else None


def _sureness(
    reading: Reading, call: Call, row: ChangesResource, given: Mapping[str, Node]
) -> Confidence | None:
    """How sure it is that the call is the row's, `None` where it isn't."""
    owner = reading.matching.owner(call)
    if call.function.type not in ("attribute", "call") or owner is None:
        return None
    found = objects(reading).of(owner)
    named = row.id in given or not row.id
    beside = not _PACKAGES.isdisjoint(reading.names.packages)
    kinds = {one.kind for one in found}
    if kinds:
        if not kinds.isdisjoint(
            (f"{_AWS} {row.service}", row.service, f"{_RESOURCE} {row.service}")
        ):
            return Confidence.HIGH if named or call.double_stars or call.more else None
        return Confidence.HIGH if _AWS in kinds and named else None
    if not named:
        return Confidence.MEDIUM if beside and call.double_stars and not call.keywords else None
    if beside:
        return Confidence.HIGH
    return Confidence.MEDIUM if row.id and row.id not in _COMMON and row.id[0].isupper() else None


def _given_up(
    reading: Reading, call: Call, row: ChangesResource, given: Mapping[str, Node]
) -> list[str]:
    said: list[str] = []
    for where, value in row.unless:
        argument, _, key = where.partition(".")
        if argument in given:
            plain = plain_value(reading, given[argument])
            if any(agrees(one, value) for one in (found_under(plain, key) if key else (plain,))):
                return []
    for where, value, what in row.protections:
        argument, _, key = where.partition(".")
        node = given.get(argument)
        if node is None:
            if value == "-" and not (call.double_stars or call.more):
                said.append(what)
            continue
        if value == "-":
            continue
        plain = plain_value(reading, node, by_default=row.verb is Verb.GRANT)
        values = list(found_under(plain, key)) if key else [plain]
        if not key and isinstance(plain, list):
            values = plain
        met = [value == "*" or agrees(one, value) for one in values]
        if any(met):
            said.append(_with_port(reading, given, what, met))
    if row.document and row.document in given:
        plain = plain_value(reading, given[row.document])
        if row.verb is Verb.GRANT and open_to_everybody(plain):
            said.append("a policy for everybody")
        if row.verb is Verb.ESCALATE and allows_everything(plain):
            said.append("every action on every resource")
        if row.verb is Verb.ALTER and expires_everything(plain):
            said.append("every object once it is old enough")
        elif row.verb is Verb.ALTER and expires_versions(plain):
            said.append("what was written over or deleted, after a few days")
    return said


def _with_port(reading: Reading, given: Mapping[str, Node], what: str, met: Sequence[bool]) -> str:
    """What is opened, with the port where it is one.

    `met` says of each address in turn whether it is everybody's: where as many ports are taken in
    turn, only those beside one of these count.
    """
    if "port" not in what:
        return what
    for argument in _PORTS:
        node = given.get(argument)
        if node is None:
            continue
        plain = plain_value(reading, node)
        below = (one for key in _FIRST_PORTS for one in found_under(plain, key))
        ports = [plain] if argument == "FromPort" else list(below)
        if argument == "FromPort" and isinstance(plain, list):
            alike = len(plain) == len(met)
            ports = [one for one, open in zip(plain, met, strict=True) if open] if alike else plain
        known = [str(port) for port in ports if port is not UNKNOWN]
        if known:
            return what.replace("every port", f"port {', '.join(known)}")
    return what


def _way_back(reading: Reading, row: ChangesResource, given: Mapping[str, Node]) -> Recoverable:
    kept = [given[name] for name in row.kept if name in given]
    if any(reading.module.code(node) not in ("None", "[]", "0") for node in kept):
        return Recoverable.BACKUP
    if any(
        what == _LAST_COPY and argument in given and _is_false(reading, given[argument])
        for argument, _, what in row.protections
    ):
        return Recoverable.BACKUP
    return Recoverable.YES if row.serves else Recoverable.NO


def _is_false(reading: Reading, node: Node) -> bool:
    """Whether an argument is false where nobody says otherwise."""
    told = plain_value(reading, node)
    default = default_of(reading, node) if told is UNKNOWN and node.type == "identifier" else None
    return told is False or (default is not None and plain_value(reading, default) is False)
