"""hvac, the client of HashiCorp's Vault: policies, roles, people and issuers removed; the seal.

Source: hvac 2.4 itself (`sys`, `auth`, `secrets`) and Vault's documentation ("seal": nothing is
answered until enough keys have been given again).
"""

from __future__ import annotations

from typing import NamedTuple

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import FIRST, Row

_BESIDE = ("hvac",)
_START = "import hvac\nclient = hvac.Client()\n"
_SYS = "vault sys"


class _Removed(NamedTuple):
    """A part of the client, its method, what goes, by which argument, whether it's made anew."""

    part: str
    method: str
    what: str
    argument: str
    again: bool = True


_REMOVED = (
    _Removed("sys", "delete_policy", "policy", "name"),
    _Removed("sys", "delete_acl_policy", "policy", "name"),
    _Removed("auth.approle", "delete_role", "role with its logins", "role_name"),
    _Removed("auth.kubernetes", "delete_role", "role with its logins", "name"),
    _Removed("auth.jwt", "delete_role", "role with its logins", "name"),
    _Removed("auth.aws", "delete_role", "role with its logins", "role"),
    _Removed("secrets.database", "delete_role", "role with its logins", "name"),
    _Removed("secrets.aws", "delete_role", "role with its logins", "name"),
    _Removed("secrets.identity", "delete_entity", "identity", "entity_id", again=False),
    _Removed("secrets.identity", "delete_entity_by_name", "identity", "name", again=False),
    _Removed("secrets.identity", "delete_group", "group of identities", "group_id"),
    _Removed("secrets.identity", "delete_group_by_name", "group of identities", "name"),
    _Removed("secrets.identity", "delete_named_key", "key", "name", again=False),
    _Removed("secrets.pki", "delete_issuer", "issuer of certificates", "issuer_ref", again=False),
    _Removed("secrets.pki", "revoke_issuer", "issuer of certificates", "issuer_ref", again=False),
    _Removed("secrets.ssh", "delete_ca_information", "key that signs", "mount_point", again=False),
)
_TOLD = {
    "sys": _SYS,
    "auth.approle": "vault roles",
    "secrets.database": "vault databases",
    "secrets.pki": "vault pki",
}
"""The kinds of parts that are told elsewhere."""
_OTHERS = dict.fromkeys(one.part for one in _REMOVED if one.part not in _TOLD)
_HOLDERS = {"auth": "vault auth", "secrets": "vault engines"}


def _kind(part: str) -> str:
    return _TOLD.get(part, f"vault {part}")


KINDS: tuple[Kind, ...] = tuple(
    Gives(kind=_HOLDERS[holder], member=member, gives=_kind(part))
    for part in _OTHERS
    for holder, _, member in (part.partition("."),)
)


def _removed(one: _Removed) -> ChangesObject:
    start = f"{_START}client.{one.part}."
    return ChangesObject(
        names=(f".{one.method}",),
        on=(_kind(one.part),),
        what=one.what,
        store="vault",
        target=FIRST._replace(keyword=one.argument),
        recoverable=Recoverable.YES if one.again else Recoverable.NO,
        beside=_BESIDE,
        example=f'{start}{one.method}({one.argument}="shop")',
        twin=f'{start}read({one.argument}="shop")',
    )


ROWS: tuple[Row, ...] = (
    *(_removed(one) for one in _REMOVED),
    ChangesObject(
        names=(".delete_raft_auto_snapshot_config",),
        on=(_SYS,),
        what="vault",
        verb=Verb.ALTER,
        store="vault",
        target="",
        protections=(("-", "-", "its scheduled snapshots"),),
        beside=_BESIDE,
        example=_START + "client.sys.delete_raft_auto_snapshot_config(name='nightly')",
        twin=_START + "client.sys.read_raft_auto_snapshot_config(name='nightly')",
    ),
    ChangesObject(
        names=(".seal",),
        on=(_SYS,),
        what="vault",
        verb=Verb.ALTER,
        store="vault",
        target="",
        protections=(("-", "-", "its service until it is unsealed"),),
        beside=_BESIDE,
        example=_START + "client.sys.seal()",
        twin=_START + "client.sys.is_sealed()",
    ),
)
