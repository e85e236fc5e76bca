"""hvac, the client of HashiCorp's Vault: secrets with their history, engines and audits removed.

Source: the API reference of hvac 2.3 (`secrets.kv.v1`, `secrets.kv.v2`, `sys`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Row

_BESIDE = ("hvac",)
_START = "import hvac\nclient = hvac.Client()\n"
_KV, _KV1, _KV2, _SYS = "vault kv", "vault kv 1", "vault kv 2", "vault sys"
_ATTRIBUTES = "what it is called on is an attribute that is made when it is asked for"

_EVERYTHING = 'path "*" { capabilities = ["read", "update", "delete", "sudo"] }'
_SOMETHING = 'path "kv/shop/*" { capabilities = ["read"] }'

KINDS: tuple[Kind, ...] = (
    Makes(names=("hvac.Client", "hvac.v1.Client"), kind="vault client"),
    Gives(kind="vault client", member="secrets", gives="vault engines"),
    Gives(kind="vault client", member="sys", gives=_SYS),
    Gives(kind="vault engines", member="kv", gives=_KV),
    Gives(kind=_KV, member="v1", gives=_KV1),
    Gives(kind=_KV, member="v2", gives=_KV2),
)


def _removes(
    kinds: tuple[str, ...], method: str, what: str, *, called: str, twin: str
) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=kinds,
        what=what,
        store="vault",
        target=FIRST._replace(keyword="path"),
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=f'{_START}client.{called}.{method}(path="shop")',
        twin=f'{_START}client.{called}.{twin}(path="shop")',
    )


ROWS: tuple[Row, ...] = (
    _removes(
        (_KV, _KV2),
        "delete_metadata_and_all_versions",
        "secret with every version",
        called="secrets.kv.v2",
        twin="read_secret_metadata",
    ),
    _removes(
        (_KV, _KV2),
        "destroy_secret_versions",
        "secret's versions, for good",
        called="secrets.kv.v2",
        twin="undelete_secret_versions",
    ),
    _removes((_KV, _KV1), "delete_secret", "secret", called="secrets.kv.v1", twin="read_secret"),
    _removes(
        (_SYS,),
        "disable_secrets_engine",
        "secrets engine with all that is in it",
        called="sys",
        twin="read_mount_configuration",
    ),
    _removes((_SYS,), "delete_namespace", "namespace", called="sys", twin="create_namespace"),
    ChangesObject(
        names=(".disable_audit_device",),
        on=(_SYS,),
        what="audit device",
        verb=Verb.ALTER,
        protections=(("-", "-", "its record of who reads what"),),
        store="vault",
        target=FIRST._replace(keyword="path"),
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=f'{_START}client.sys.disable_audit_device(path="file")',
        twin=f'{_START}client.sys.calculate_hash(path="file", input_to_hash="x")',
    ),
    ChangesObject(
        names=(".create_or_update_policy", ".create_or_update_acl_policy"),
        on=(_SYS,),
        what="holder of the policy",
        verb=Verb.ESCALATE,
        store="vault",
        target=NOWHERE,
        protections=(
            ("policy.", '*path "[*]"*"sudo"*', "every right"),
            ("1.", '*path "[*]"*"sudo"*', "every right"),
        ),
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.sys.create_or_update_policy('ops', '" + _EVERYTHING + "')",
        twin=_START + "client.sys.create_or_update_policy('ops', '" + _SOMETHING + "')",
    ),
)
