"""hvac, the client of HashiCorp's Vault: secrets with their history, engines and audits removed.

Source: the API reference of hvac 2.3 (`secrets`, `sys`, `auth`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, Row

_BESIDE = ("hvac",)
_START = "import hvac\nclient = hvac.Client()\n"
_KV, _KV1, _KV2, _SYS = "vault kv", "vault kv 1", "vault kv 2", "vault sys"
_TRANSIT = "vault transit"

_EVERYTHING = 'path "*" { capabilities = ["read", "update", "delete", "sudo"] }'
_SOMETHING = 'path "kv/shop/*" { capabilities = ["read"] }'

KINDS: tuple[Kind, ...] = (
    Makes(names=("hvac.Client", "hvac.v1.Client"), kind="vault client"),
    Gives(kind="vault client", member="secrets", gives="vault engines"),
    Gives(kind="vault client", member="sys", gives=_SYS),
    Gives(kind="vault engines", member="kv", gives=_KV),
    Gives(kind=_KV, member="v1", gives=_KV1),
    Gives(kind=_KV, member="v2", gives=_KV2),
    Gives(kind="vault engines", member="transit", gives=_TRANSIT),
    Gives(kind="vault engines", member="pki", gives="vault pki"),
    Gives(kind="vault engines", member="database", gives="vault databases"),
    Gives(kind="vault client", member="auth", gives="vault auth"),
    Gives(kind="vault auth", member="token", gives="vault tokens"),
    Gives(kind="vault auth", member="approle", gives="vault roles"),
    Gives(kind="vault auth", member="userpass", gives="vault users"),
)


def _removes(
    kinds: tuple[str, ...],
    method: str,
    what: str,
    *,
    called: str,
    twin: str,
    argument: str = "path",
    spared: tuple[Condition, ...] = (),
) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=kinds,
        what=what,
        store="vault",
        target=FIRST._replace(keyword=argument),
        spared=spared,
        beside=_BESIDE,
        example=f'{_START}client.{called}.{method}({argument}="shop")',
        twin=f'{_START}client.{called}.{twin}({argument}="shop")',
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
        spared=((Argument(1, "versions"), (r"~~\[\s*:\s*-",)),),
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
    _removes(
        (_SYS,),
        "disable_auth_method",
        "way to log in with all who use it",
        called="sys",
        twin="read_auth_method_tuning",
    ),
    *(
        _removes(
            (_SYS,),
            method,
            "leases below the prefix",
            called="sys",
            twin="list_leases",
            argument="prefix",
        )
        for method in ("revoke_prefix", "revoke_force")
    ),
    _removes(
        (_TRANSIT,),
        "delete_key",
        "key",
        called="secrets.transit",
        twin="read_key",
        argument="name",
    ),
    _removes(
        ("vault pki",),
        "delete_root",
        "root certificate's key",
        called="secrets.pki",
        twin="read_ca_certificate",
        argument="mount_point",
    ),
    _removes(
        ("vault databases",),
        "delete_connection",
        "connection",
        called="secrets.database",
        twin="read_connection",
        argument="name",
    ),
    _removes(
        ("vault users",),
        "delete_user",
        "user",
        called="auth.userpass",
        twin="read_user",
        argument="username",
    ),
    ChangesObject(
        names=(".delete",),
        on=("vault client",),
        what="secret",
        store="vault",
        target=Argument(0, "path"),
        beside=_BESIDE,
        example=_START + "client.delete('secret/shop')",
        twin=_START + "client.read('secret/shop')",
    ),
    ChangesObject(
        names=(".update_key_configuration",),
        on=(_TRANSIT,),
        what="key",
        verb=Verb.ALTER,
        protections=(
            ("deletion_allowed.", "True", "protection from being deleted"),
            ("exportable.", "True", "that it never leaves the vault"),
        ),
        store="vault",
        target=Argument(0, "name"),
        beside=_BESIDE,
        example=_START
        + "client.secrets.transit.update_key_configuration('shop', deletion_allowed=True)",
        twin=_START
        + "client.secrets.transit.update_key_configuration('shop', deletion_allowed=False)",
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(kind,),
            what="holder of the token",
            verb=Verb.ESCALATE,
            store="vault",
            target=NOWHERE,
            protections=((f"{argument}.", "root", "every right"),),
            beside=_BESIDE,
            example=f"{_START}client.auth.{part}.{method}({argument}=['root'])",
            twin=f"{_START}client.auth.{part}.{method}({argument}=['shop'])",
        )
        for kind, part, method, argument in (
            ("vault tokens", "token", "create", "policies"),
            ("vault tokens", "token", "create_orphan", "policies"),
            ("vault roles", "approle", "create_or_update_approle", "token_policies"),
            ("vault users", "userpass", "create_or_update_user", "policies"),
        )
    ),
    ChangesObject(
        names=(".create_key",),
        on=(_TRANSIT,),
        what="key",
        verb=Verb.ALTER,
        protections=(
            ("exportable.", "True", "that it never leaves the vault"),
            ("allow_plaintext_backup.", "True", "that it never leaves the vault"),
        ),
        store="vault",
        target=Argument(0, "name"),
        beside=_BESIDE,
        example=_START + "client.secrets.transit.create_key('shop', exportable=True)",
        twin=_START + "client.secrets.transit.create_key('shop', exportable=False)",
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(_SYS,),
            what="vault's present state",
            store="vault",
            target="",
            beside=_BESIDE,
            example=f"{_START}client.sys.{method}(snapshot)",
            twin=f"{_START}client.sys.take_raft_snapshot()",
        )
        for method in ("restore_raft_snapshot", "force_restore_raft_snapshot")
    ),
    ChangesObject(
        names=(".remove_raft_node",),
        on=(_SYS,),
        what="node with its copy of the vault",
        store="vault",
        target=FIRST._replace(keyword="server_id"),
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        example=f"{_START}client.sys.remove_raft_node('vault-2')",
        twin=f"{_START}client.sys.read_raft_config()",
    ),
    ChangesObject(
        names=(".disable_audit_device",),
        on=(_SYS,),
        what="audit device",
        verb=Verb.ALTER,
        protections=(("-", "-", "its record of who reads what"),),
        store="vault",
        target=FIRST._replace(keyword="path"),
        beside=_BESIDE,
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
            ("policy.path.*.capabilities", "sudo|delete", "every right"),
            ("1.path.*.capabilities", "sudo|delete", "every right"),
        ),
        beside=_BESIDE,
        example=_START + "client.sys.create_or_update_policy('ops', '" + _EVERYTHING + "')",
        twin=_START + "client.sys.create_or_update_policy('ops', '" + _SOMETHING + "')",
    ),
)
