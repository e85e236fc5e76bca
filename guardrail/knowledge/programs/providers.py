"""Command lines of clouds, platforms and storage whose first words say what is deleted.

Sources: the command references of pulumi 3, cdk 2, cdktf 0.20, sam 1, serverless 4, eksctl 0.190,
doctl 1, hcloud 1, linode-cli 5, vultr-cli 3, python-openstackclient 7, railway 4, vercel 39,
netlify-cli 18, wrangler 4, argocd 2, velero 1, nomad 1, consul 1, vault 1, etcdctl 3, rclone 1,
s3cmd 2, mc (MinIO) and scw 2.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, Verb
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.verbs import ASKING, Row, deletes, outcomes

_OPTIONS = options(
    "-y|--yes -f|--force --auto-approve --no-prompts --recursive --recurse --prefix --from-key"
    " --purge --dry-run --help|-h -s|--stack: -C|--cwd: --region: -n|--name: --profile: --env:"
    " --stage: --project: --cluster: --app: -r --cascade: --confirm -v --wait -c|--config:"
    " --context: -t|--token: --access-token:"
)
_SINGLE = options(
    "-purge -recurse -prefix -yes -y -force -policy: -mount: -namespace: -address: -help|-h",
    single=True,
)
_ASKED = ("-y", "-f", "--auto-approve", "--no-prompts", "--confirm", "-yes", "-force")

_TOLD: dict[str, tuple[tuple[str, bool, tuple[str, ...]], ...]] = {
    "pulumi": (
        ("stack with all that is in it", True, ("destroy", "down")),
        ("state of the stack", True, ("stack rm",)),
    ),
    "cdk": (("stack", True, ("destroy",)),),
    "cdktf": (("stack", True, ("destroy",)),),
    "sam": (("stack", True, ("delete",)),),
    "serverless": (("service", False, ("remove",)),),
    "eksctl": (("cluster", False, ("delete cluster", "delete nodegroup")),),
    "doctl": (
        ("database cluster", True, ("databases delete", "database delete", "dbs delete")),
        ("droplet", True, ("compute droplet delete", "compute droplet rm")),
        ("volume", True, ("compute volume delete", "compute volume rm")),
        ("snapshot", True, ("compute snapshot delete",)),
        ("cluster", True, ("kubernetes cluster delete", "k8s cluster delete")),
        ("app", True, ("apps delete",)),
        ("registry", True, ("registry delete",)),
        ("project", True, ("projects delete",)),
    ),
    "hcloud": (
        ("server", False, ("server delete",)),
        ("disk of the server", False, ("server rebuild",)),
        ("volume", False, ("volume delete",)),
        ("network", False, ("network delete",)),
    ),
    "linode-cli": (
        ("Linode", False, ("linodes delete",)),
        ("disk of the Linode", False, ("linodes rebuild",)),
        ("volume", False, ("volumes delete",)),
        ("database", False, ("databases mysql-delete", "databases postgresql-delete")),
        ("cluster", False, ("lke cluster-delete",)),
    ),
    "vultr-cli": (
        ("instance", False, ("instance delete",)),
        ("database", False, ("database delete",)),
        ("volume", False, ("block-storage delete",)),
    ),
    "scw": (
        ("server", False, ("instance server delete", "instance server terminate")),
        ("database", False, ("rdb instance delete",)),
        ("volume", False, ("instance volume delete", "block volume delete")),
        ("cluster", False, ("k8s cluster delete",)),
    ),
    "openstack": (
        ("server", False, ("server delete",)),
        ("disk of the server", False, ("server rebuild",)),
        ("volume", False, ("volume delete",)),
        ("snapshot", False, ("volume snapshot delete",)),
        ("project", False, ("project delete",)),
        ("stack", True, ("stack delete",)),
        ("image", False, ("image delete",)),
        ("database instance", False, ("database instance delete",)),
    ),
    "railway": (
        ("project", True, ("delete",)),
        ("volume", True, ("volume delete",)),
        ("environment", True, ("environment delete",)),
    ),
    "vercel": (("project", True, ("remove", "rm", "project rm", "project remove")),),
    "netlify": (("site", True, ("sites:delete",)),),
    "wrangler": (
        ("database", True, ("d1 delete",)),
        ("bucket", False, ("r2 bucket delete",)),
        ("namespace", True, ("kv namespace delete", "kv:namespace delete")),
        ("worker", True, ("delete",)),
    ),
    "argocd": (("app with all that is in it", True, ("app delete",)),),
    "velero": (("backup", True, ("backup delete", "delete backup")),),
    "rclone": (("files", False, ("purge", "delete")),),
}
_TOLD["sls"] = _TOLD["serverless"]

_WITH: dict[str, tuple[Row, ...]] = {
    "s3cmd": (
        deletes("s3", "bucket", "rb", needs=("-f", "--recursive", "-r")),
        deletes("s3", "objects", "del", needs=("--recursive", "-r")),
        deletes("s3", "objects", "rm", needs=("--recursive", "-r")),
    ),
    "mc": (
        deletes("s3", "bucket", "rb", needs=("-f",)),
        deletes("s3", "objects", "rm", needs=("--recursive", "-r")),
    ),
    "etcdctl": (deletes("etcd", "keys", "del", needs=("--prefix", "--from-key")),),
    "nomad": (
        deletes("nomad", "job", "job", "stop", needs=("-purge",)),
        deletes("nomad", "volume", "volume", "delete"),
        deletes("nomad", "namespace", "namespace", "delete"),
    ),
    "consul": (deletes("consul", "keys", "kv", "delete", needs=("-recurse",)),),
    "vault": (
        deletes("vault", "secret with every version", "kv", "metadata", "delete"),
        deletes("vault", "secret's versions", "kv", "destroy"),
        deletes("vault", "secrets engine with all that is in it", "secrets", "disable"),
        deletes("vault", "auth method", "auth", "disable"),
        deletes("vault", "audit device", "audit", "disable"),
        deletes("vault", "leases below the prefix", "lease", "revoke", needs=("-prefix",)),
    ),
}
_ONE_DASH = frozenset(("nomad", "consul", "vault"))


def _rows(program: str) -> tuple[Row, ...]:
    """The rows of a program, those with most words first: `volume delete` before `delete`."""
    known = _WITH.get(program)
    if known is not None:
        return known
    found = [
        deletes(program, kind, *words.split(), asks=asks)
        for kind, asks, verbs in _TOLD[program]
        for words in verbs
    ]
    return tuple(sorted(found, key=lambda row: -len(row.words)))


NAMES = (*_TOLD, *_WITH)
ROWS = {name: _rows(name) for name in NAMES}


def _read(command: Command) -> Iterator[Outcome]:
    name = command.name.rsplit("/", 1)[-1].removesuffix(".exe")
    parsed = parse(command.args, _SINGLE if name in _ONE_DASH else _OPTIONS)
    given_up = dict.fromkeys(_ASKED, ASKING)
    yield from outcomes(command, parsed, ROWS.get(name, ()), given_up=given_up)
    words = [one.text for one in parsed.operands[:2]]
    if name == "vault" and words == ["token", "create"] and "root" in _policies(parsed):
        yield PrivilegeChange(
            span=command.span(),
            evidence=command.evidence,
            dialect="vault",
            verb=Verb.GRANT,
            privileges=("every right",),
            on="the vault",
            whom=("holder of the token",),
        )


def _policies(parsed: Parsed) -> list[str]:
    """The policies that a token is given."""
    return [one for word in parsed.values("-policy") for one in word.text.split(",")]


PROGRAM = Program(NAMES, _read)
