"""az, gcloud and aws: what opens doors to everybody, hands out every right, gives protections up.

Source: the references of the Azure CLI 2.60 (`network nsg rule`, `firewall-rule`, `storage`,
`keyvault`, `vm open-port`, `aks`, `role assignment`, `backup protection`), of gcloud 500
(`compute firewall-rules`, `sql instances`, `container clusters`, `storage buckets`,
`add-iam-policy-binding`) and of the AWS CLI 2 (`iam attach-…-policy`, `put-…-policy`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guardrail.effects import PrivilegeChange, ResourceChange, Verb
from guardrail.knowledge.programs.command import Command, Outcome, Word
from guardrail.patterns import late

_EVERYBODY = "the internet"
_WORLD = r"(?:.*,)?(?:\*|0\.0\.0\.0(?:/[0-7])?|128\.0\.0\.0/1|::/0|Internet|Any)(?:,.*)?"
_LAST = r"255\.255\.255\.255"
_TRACKS = ("alpha", "beta", "preview")
_MOST = 60


class Door(NamedTuple):
    """An option of commands, whose value opens something: `what` is opened, by `how`.

    `shut` are options whose values keep it shut, `port` the one that says the ports.
    """

    commands: str
    option: str
    value: str
    what: str
    how: str = "access"
    port: str = ""
    shut: tuple[tuple[str, str], ...] = ()


class Loss(NamedTuple):
    """An option of commands, whose value gives up what protects or brings back a resource."""

    commands: str
    option: str
    value: str
    kind: str
    lost: str


_AZ_DOORS = (
    Door(
        r"network nsg rule (?:create|update)",
        "--source-address-prefixes",
        _WORLD,
        "the security group",
        port="--destination-port-ranges",
        shut=(("--access", "(?i:deny)"), ("--direction", "(?i:outbound)")),
    ),
    *(
        Door(
            r"(?:sql|postgres|mysql|mariadb|redis|synapse)\b.*\bfirewall-rules? (?:create|update)",
            option,
            _LAST,
            "the server",
            how="its port",
        )
        for option in ("--end-ip-address", "--end-ip")
    ),
    Door(
        r"(?:postgres|mysql) flexible-server (?:create|update)",
        "--public-access",
        r"(?i:all)|0\.0\.0\.0-255\.255\.255\.255",
        "the server",
        how="its port",
    ),
    Door(r"vm open-port", "--port", r".+", "the machine", port="--port"),
    Door(
        r"storage account (?:create|update)",
        "--default-action",
        "(?i:allow)",
        "the storage account",
        how="every network",
    ),
    Door(
        r"storage account (?:create|update)",
        "--allow-blob-public-access",
        "(?i:true)",
        "the storage account's containers",
    ),
    Door(
        r"storage container (?:create|set-permission)",
        "--public-access",
        "blob|container",
        "the container",
        how="its access level",
    ),
    Door(r"keyvault (?:create|update)", "--default-action", "(?i:allow)", "the vault"),
    Door(
        r"aks (?:create|update)",
        "--api-server-authorized-ip-ranges",
        rf"|{_WORLD}",
        "the cluster's control plane",
    ),
)
_GCLOUD_DOORS = (
    Door(
        r"compute firewall-rules (?:create|update)",
        "--source-ranges",
        _WORLD,
        "the firewall",
        port="--allow --rules",
        shut=(("--direction", "(?i:egress|out)"), ("--action", "(?i:deny)")),
    ),
    Door(
        r"sql instances (?:create|patch)",
        "--authorized-networks",
        _WORLD,
        "the database",
        how="its port",
    ),
    Door(
        r"container clusters (?:create|update)",
        "--master-authorized-networks",
        _WORLD,
        "the cluster's control plane",
    ),
    Door(
        r"container clusters update",
        "--no-enable-master-authorized-networks",
        "",
        "the cluster's control plane",
    ),
)
_AZ_LOSSES = (
    *(
        Loss(r"keyvault update", option, "(?i:false)", "vault", what)
        for option, what in (
            ("--enable-purge-protection", "what keeps its secrets from being purged"),
            ("--enable-soft-delete", "deleted secrets, kept for a while"),
        )
    ),
    *(
        Loss(
            r"storage account blob-service-properties update",
            option,
            "(?i:false)",
            "storage account",
            what,
        )
        for option, what in (
            ("--enable-delete-retention", "deleted blobs, kept for a while"),
            ("--enable-container-delete-retention", "deleted containers, kept for a while"),
            ("--enable-versioning", "versioning"),
        )
    ),
    Loss(
        r"backup protection disable",
        "--delete-backup-data",
        "(?i:true|yes)",
        "protected item",
        "its backups",
    ),
)
_GCLOUD_LOSSES = (
    Loss(r"sql instances patch", "--no-backup", "", "database instance", "automated backups"),
    Loss(
        r"sql instances patch",
        "--no-enable-point-in-time-recovery",
        "",
        "database instance",
        "point-in-time recovery",
    ),
    Loss(
        r"(?:sql|compute) instances (?:patch|update)",
        "--no-deletion-protection",
        "",
        "instance",
        "deletion protection",
    ),
    *(
        Loss(r"storage buckets update", option, value, "bucket", what)
        for option, value, what in (
            ("--clear-retention-period", "", "the retention period"),
            ("--no-versioning", "", "versioning"),
            ("--clear-soft-delete", "", "deleted objects, kept for a while"),
            ("--soft-delete-duration", r"0\w?", "deleted objects, kept for a while"),
            ("--no-public-access-prevention", "", "what kept it from being opened to everybody"),
        )
    ),
)
_DOORS = {"azure": _AZ_DOORS, "gcp": _GCLOUD_DOORS}
_LOSSES = {"azure": _AZ_LOSSES, "gcp": _GCLOUD_LOSSES}
_ROLES = {
    "azure": (
        r"role assignment create",
        "--role",
        r"(?i:owner|user access administrator|role based access control administrator)",
        ("--assignee", "--assignee-object-id"),
    ),
    "gcp": (
        r"(?:projects|organizations|resource-manager folders) add-iam-policy-binding .*",
        "--role",
        r"roles/(?:owner|editor|resourcemanager\.organizationAdmin|iam\.securityAdmin)",
        ("--member",),
    ),
    "aws": (
        r"iam attach-(?:user|role|group)-policy",
        "--policy-arn",
        r".*:policy/(?:AdministratorAccess|IAMFullAccess|PowerUserAccess)",
        ("--user-name", "--role-name", "--group-name"),
    ),
}
"""Commands that hand out a role, the option that says which, those that hand out all, to whom."""
_NAMES = (
    *("--name", "-n", "--nsg-name", "--server", "--server-name", "-s", "--account-name"),
    *("--vault-name", "--item-name"),
)
_EVERYTHING = late(
    r"[\"']?Action[\"']?\s*:\s*\[?\s*[\"']\*[\"'].*[\"']?Resource[\"']?\s*:\s*\[?\s*[\"']\*[\"']"
    r"|[\"']?Resource[\"']?\s*:\s*\[?\s*[\"']\*[\"'].*[\"']?Action[\"']?\s*:\s*\[?\s*[\"']\*[\"']",
    re.DOTALL,
)
_PORT = late(r"(?:\w+:)?(\d[\d,-]*)")


def doors(command: Command, cloud: str) -> Iterator[Outcome]:
    """What a command of a cloud opens, hands out or gives up."""
    plain, given = _given(command.args)
    plain = plain[1:] if plain[:1] and plain[0] in _TRACKS else plain
    said = " ".join(plain)
    for door in _DOORS.get(cloud, ()):
        if _meets(said, given, door.commands, door.option, door.value) and not any(
            _meets(said, given, door.commands, *one) for one in door.shut
        ):
            yield PrivilegeChange(
                span=command.span(),
                evidence=command.evidence,
                dialect=cloud,
                verb=Verb.GRANT,
                privileges=(_ports(given, door) if door.port else door.how,),
                on=f"{door.what} {_named(plain, given, door.commands)}".strip(),
                whom=(_EVERYBODY,),
            )
    lost = [
        one
        for one in _LOSSES.get(cloud, ())
        if _meets(said, given, one.commands, one.option, one.value)
    ]
    if lost:
        yield ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.ALTER,
            provider=cloud,
            kind=lost[0].kind,
            id=_named(plain, given, lost[0].commands),
            protections=tuple(dict.fromkeys(one.lost for one in lost)),
        )
    yield from _rights(command, cloud, said, given)


def _rights(
    command: Command, cloud: str, said: str, given: dict[str, list[str]]
) -> Iterator[Outcome]:
    """Every right of an account, a subscription or a project that is handed to somebody."""
    commands, option, roles, holders = _ROLES[cloud]
    policy = cloud == "aws" and re.fullmatch(r"iam put-(?:user|role|group)-policy", said)
    role = " ".join(given.get(option, ()))
    every = policy and _EVERYTHING.search(" ".join(given.get("--policy-document", ())))
    if not every and not (re.fullmatch(commands, said) and re.fullmatch(roles, role)):
        return
    if cloud == "azure" and "/resourcegroups/" in " ".join(given.get("--scope", ())).lower():
        return
    whom = next((" ".join(given[name]) for name in holders if name in given), "")
    what = "every action on every resource" if every else f"the role {role.rpartition('/')[2]}"
    if whom.startswith(("allUsers", "allAuthenticatedUsers")):
        return
    yield PrivilegeChange(
        span=command.span(),
        evidence=command.evidence,
        dialect=cloud,
        verb=Verb.GRANT,
        privileges=(what,),
        on="the account",
        whom=(whom or "somebody",),
    )


def _given(args: tuple[Word, ...]) -> tuple[list[str], dict[str, list[str]]]:
    """The words before the options, and the values of each option, however they are written."""
    plain, given, at = list[str](), dict[str, list[str]](), ""
    for word in args[:_MOST]:
        text = word.text
        if text.startswith("-") and len(text) > 1:
            at, sign, value = text.partition("=")
            given.setdefault(at, []).extend([value] if sign else [])
        elif at and (not given[at] or at in _SEVERAL):
            given[at].append(text)
        else:
            plain.append(text)
    return plain, given


_SEVERAL = frozenset(
    ("--source-address-prefixes", "--destination-port-ranges", "--api-server-authorized-ip-ranges")
)
"""Options of az that take one value after the other."""


def _meets(said: str, given: dict[str, list[str]], commands: str, option: str, value: str) -> bool:
    if option not in given or re.match(rf"{commands}(?:\s|$)", said) is None:
        return False
    if not value:
        return True
    told = ",".join(given[option])
    return re.fullmatch(value, told) is not None


def _ports(given: dict[str, list[str]], door: Door) -> str:
    told = " ".join(one for name in door.port.split() for one in given.get(name, ()))
    found = [port for one in _PORT.findall(told) for port in one.split(",") if port]
    return f"port {', '.join(dict.fromkeys(found))}" if found else "every port"


def _named(plain: list[str], given: dict[str, list[str]], commands: str) -> str:
    """What a command calls the resource: by an option, or by the word behind the command."""
    told = next((given[name][0] for name in _NAMES if given.get(name)), "")
    found = re.match(commands, " ".join(plain))
    left = " ".join(plain)[found.end() :].split() if found is not None else []
    return told or (left[0] if left else "")
