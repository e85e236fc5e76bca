"""What policy documents of clouds allow, as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.python.values.plain_data import UNKNOWN, Plain, found_under
from guardrail.patterns import late

_NARROWING = ("Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan")
_EVERY = ("*", "*:*", "iam:*")
"""Every action, or every action on who may do what."""
_ENDS = frozenset(("Days", "Date"))
"""What says when an object goes; a marker of what was deleted (`ExpiredObjectDeleteMarker`) may."""
_VERSIONS = "NoncurrentVersionExpiration.NoncurrentDays"
_A_FEW_DAYS = ("1", "2", "3")
_FORGES = ("token.actions.githubusercontent.com", "gitlab.com")
_SUBJECTS = (":sub", ":repository", ":repository_owner", ":job_workflow_ref", ":environment")
"""What a token of a workflow says of where it runs."""
_ANY_REPOSITORY = late(r"\*|(?:repo|project_path|ref):\*.*|organization:\*.*")
"""Subjects that repositories of every owner have: `repo:*:environment:production`."""
_EVERYBODY = ("*", "allUsers", "allAuthenticatedUsers")


def open_to_everybody(document: Plain) -> bool:
    """Whether a statement allows something to whoever asks, without any condition."""
    return any(
        ("Condition" not in one and any(who in _EVERYBODY for who in _principals(one)))
        or _any_pipeline(one)
        for one in _allowing(document)
    )


def _any_pipeline(statement: dict[str, Plain]) -> bool:
    """Whether a role may be taken by whoever runs a workflow at a forge: any repository's.

    Source: GitHub, "Configuring OpenID Connect in Amazon Web Services", and GitLab's of that name:
    the subject says which repository it is.
    """
    forges = [one for one in _principals(statement) if str(one).endswith(_FORGES)]
    condition = statement.get("Condition")
    if not forges or condition is UNKNOWN:
        return False
    return _any_subject(condition if isinstance(condition, dict) else {})


def any_repository(conditions: Plain) -> bool:
    """Whether conditions on a forge's tokens let any repository's workflows in.

    `{"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}}` says for
    whom a token was made, and not for which repository.
    """
    if not isinstance(conditions, dict):
        return False
    named = [name for part in conditions.values() if isinstance(part, dict) for name in part]
    of_forge = any(str(name).rpartition(":")[0].endswith(_FORGES) for name in named)
    return of_forge and _any_subject(conditions)


def any_subject_of(statements: Plain) -> bool:
    """The same of statements that list what they ask for: `{"variable": …, "values": […]}`."""
    asked: dict[str, Plain] = {}
    for one in [*found_under(statements, "conditions"), *found_under(statements, "condition")]:
        if not isinstance(one, dict):
            return False
        variable, values = one.get("variable"), one.get("values")
        if not isinstance(variable, str) or values is UNKNOWN:
            return False
        asked[variable] = values
    return any_repository({"StringLike": asked})


def _any_subject(held: dict[str, Plain]) -> bool:
    """Whether none of the conditions on a token says whose workflow it is of."""
    asked = [
        (name, one)
        for part in held.values()
        if isinstance(part, dict)
        for name, one in part.items()
    ]
    if UNKNOWN in held.values() or any(name.startswith("?") for name, _ in asked):
        return False
    subjects = [_several(one) for name, one in asked if name.endswith(_SUBJECTS)]
    return all(any(_ANY_REPOSITORY.fullmatch(str(who)) for who in one) for one in subjects)


def allows_everything(document: Plain) -> bool:
    """Whether a statement allows every action on every resource."""
    return any(
        "*" in _several(one.get("Resource")) and _every_action(one) for one in _allowing(document)
    )


def _every_action(statement: dict[str, Plain]) -> bool:
    """Whether a statement allows all there is, or what lets its holder allow it to themselves.

    A few services left out (`"NotAction": "iam:*"`) are no more than a few.
    """
    if "Condition" in statement:
        return "*" in _several(statement.get("Action"))
    asked = _several(statement.get("Action"))
    return any(one in _EVERY for one in asked) or "NotAction" in statement


def expires_everything(document: Plain) -> bool:
    """Whether a rule of a bucket's lifecycle deletes all objects once they are old enough."""
    ends = (rule.get("Expiration", {}) for rule in _lifecycle_of_all(document))
    return any(one is UNKNOWN or (isinstance(one, dict) and one.keys() & _ENDS) for one in ends)


def expires_versions(document: Plain) -> bool:
    """Whether a rule of a bucket's lifecycle leaves no time to bring back what was written over."""
    kept = (one for rule in _lifecycle_of_all(document) for one in found_under(rule, _VERSIONS))
    return any(str(one) in _A_FEW_DAYS for one in kept)


def _lifecycle_of_all(document: Plain) -> Iterator[dict[str, Plain]]:
    """The rules in force that hold for every object."""
    for rule in found_under(document, "Rules"):
        if not isinstance(rule, dict) or rule.get("Status") == "Disabled":
            continue
        if all(one == "" for key in _NARROWING for one in found_under(rule, key)):
            yield rule


def _allowing(document: Plain) -> Iterator[dict[str, Plain]]:
    whole = [document] if isinstance(document, dict) and "Effect" in document else []
    for statement in (*whole, *found_under(document, "Statement")):
        if isinstance(statement, dict) and statement.get("Effect") == "Allow":
            yield statement


def _principals(statement: dict[str, Plain]) -> list[Plain]:
    principal = statement.get("Principal")
    if isinstance(principal, dict):
        return [who for one in principal.values() for who in _several(one)]
    return _several(principal)


def _several(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value]
