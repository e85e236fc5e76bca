"""Objects that no class of a library's own page stands for: how one is come by without a request.

Clients hold their parts as properties, descriptors and attributes, or make their methods from a
model. What a kind stands for is then either a class that the library has inside ("gitlab project
branches one"), or what a client that talks to nobody holds: the holder of a question reads
`made module:expression`, and the expression is evaluated in the library's environment.
"""

from __future__ import annotations

from collections.abc import Callable

_LAB = "gitlab.v4.objects."
_AWS = "region_name='eu-west-1', aws_access_key_id='a', aws_secret_access_key='a'"
_CONTENTS = (
    ("variables", "Variable"),
    ("issues", "Issue"),
    ("snippets", "Snippet"),
    ("milestones", "Milestone"),
)
_BOUND = {
    "floating ip": "floating_ips.client.BoundFloatingIP",
    "primary ip": "primary_ips.client.BoundPrimaryIP",
    "zone": "zones.client.BoundZone",
    "firewall": "firewalls.client.BoundFirewall",
    "certificate": "certificates.client.BoundCertificate",
    "server": "servers.client.BoundServer",
    "volume": "volumes.client.BoundVolume",
    "network": "networks.client.BoundNetwork",
    "image": "images.client.BoundImage",
    "load balancer": "load_balancers.client.BoundLoadBalancer",
}
_VERSIONS = {"compute": "v1", "storage": "v1", "bigquery": "v2", "cloudresourcemanager": "v1"}

CLASSES: dict[str, str] = {
    **{
        f"elastic {part}": f"elasticsearch.client.{name}Client"
        for part, name in (
            ("ml", "Ml"),
            ("transform", "Transform"),
            ("ingest", "Ingest"),
            ("enrich", "Enrich"),
            ("security", "Security"),
            ("dangling_indices", "DanglingIndices"),
            ("features", "Features"),
            ("watcher", "Watcher"),
            ("lifecycles", "Ilm"),
        )
    },
    **{
        f"vault {part}": f"hvac.api.{module}.{name}"
        for part, module, name in (
            ("auth.kubernetes", "auth_methods", "Kubernetes"),
            ("auth.jwt", "auth_methods", "JWT"),
            ("auth.aws", "auth_methods", "Aws"),
            ("secrets.aws", "secrets_engines", "Aws"),
            ("secrets.identity", "secrets_engines", "Identity"),
            ("secrets.ssh", "secrets_engines", "Ssh"),
        )
    },
    "github run": "github.WorkflowRun.WorkflowRun",
    "github artifact": "github.Artifact.Artifact",
    **{f"hcloud {one}": f"hcloud.{name}" for one, name in _BOUND.items()},
    **{
        f"gitlab project {many} one": f"{_LAB}Project{name}"
        for many, name in (
            ("branches", "Branch"),
            ("tags", "Tag"),
            ("packages", "Package"),
            ("pipelines", "Pipeline"),
            ("wikis", "Wiki"),
            ("secure_files", "SecureFile"),
            *_CONTENTS,
        )
    },
    **{
        f"gitlab project {many}": f"{_LAB}Project{name}Manager"
        for many, name in (
            ("branches", "Branch"),
            ("tags", "Tag"),
            ("releases", "Release"),
            ("packages", "Package"),
            ("pipelines", "Pipeline"),
            ("wikis", "Wiki"),
            ("secure_files", "SecureFile"),
            ("artifacts", "Artifact"),
            *_CONTENTS,
        )
    },
    "gitlab registry": f"{_LAB}ProjectRegistryRepository",
    "gitlab group variables": f"{_LAB}GroupVariableManager",
    "gitlab group variables one": f"{_LAB}GroupVariable",
    "gitlab approvals": f"{_LAB}ProjectApproval",
    "docker swarm": "docker.models.swarm.Swarm",
    "gcs everybody": "google.cloud.storage.acl._ACLEntity",
    "spanner batch": "google.cloud.spanner_v1.batch.Batch",
    "ssh channel": "paramiko.channel.Channel",
    "gitlab registry tags": f"{_LAB}ProjectRegistryTagManager",
    "gitlab registry tags one": f"{_LAB}ProjectRegistryTag",
    "gitlab client users": f"{_LAB}UserManager",
    "gitlab client users one": f"{_LAB}User",
    "gitlab project": f"{_LAB}Project",
    "gitlab group": f"{_LAB}Group",
    "gitlab projects": f"{_LAB}ProjectManager",
    "gitlab groups": f"{_LAB}GroupManager",
    "gitlab protected branches": f"{_LAB}ProjectProtectedBranchManager",
    "gitlab protected branches one": f"{_LAB}ProjectProtectedBranch",
    "gitlab protected tags": f"{_LAB}ProjectProtectedTagManager",
    "gitlab protected tags one": f"{_LAB}ProjectProtectedTag",
    "gitlab approval rules": f"{_LAB}ProjectApprovalRuleManager",
    "gitlab approval rules one": f"{_LAB}ProjectApprovalRule",
    "gitlab push rules": f"{_LAB}ProjectPushRulesManager",
    "gitlab push rules one": f"{_LAB}ProjectPushRules",
    "gitlab protected environments": f"{_LAB}ProjectProtectedEnvironmentManager",
    "gitlab protected environments one": f"{_LAB}ProjectProtectedEnvironment",
    "firebase top": "firebase_admin.db.Reference",
    "firebase top /": "firebase_admin.db.Reference",
    "braintree customers": "braintree.CustomerGateway",
    "braintree plans": "braintree.SubscriptionGateway",
    "braintree payments": "braintree.TransactionGateway",
    "github release": "github.GitRelease.GitRelease",
    "github team": "github.Team.Team",
    "github ref": "github.GitRef.GitRef",
    "github branch": "github.Branch.Branch",
    "git index": "git.index.base.IndexFile",
    "git branch": "git.refs.head.Head",
    "git remote": "git.remote.Remote",
    "pygit2 branch": "pygit2.Branch",
    "pygit2 branches": "pygit2.branches.Branches",
    "pygit2 reference": "pygit2.Reference",
    "pygit2 references": "pygit2.references.References",
    "imap_tools folders": "imap_tools.folder.MailBoxFolderManager",
    "exchange folder": "exchangelib.folders.base.Folder",
    "exchange items": "exchangelib.queryset.QuerySet",
    **{
        f"openstack {one}": f"openstack.{one}.v{version}._proxy.Proxy"
        for one, version in (
            ("compute", 2),
            ("block_storage", 3),
            ("object_store", 1),
            ("identity", 3),
            ("image", 2),
            ("orchestration", 1),
            ("database", 1),
            ("dns", 2),
            ("network", 2),
            ("key_manager", 1),
            ("load_balancer", 2),
            ("container_infrastructure_management", 1),
            ("shared_file_system", 2),
        )
    },
    "libcloud compute": "libcloud.compute.base.NodeDriver",
    "libcloud storage": "libcloud.storage.base.StorageDriver",
    "libcloud dns": "libcloud.dns.base.DNSDriver",
    "libcloud loadbalancer": "libcloud.loadbalancer.base.Driver",
    "libcloud node": "libcloud.compute.base.Node",
    "libcloud volume": "libcloud.compute.base.StorageVolume",
    "libcloud container": "libcloud.storage.base.Container",
    "libcloud zone": "libcloud.dns.base.Zone",
    "libcloud object": "libcloud.storage.base.Object",
    "google log": "google.cloud.logging_v2.logger.Logger",
    "google log sink": "google.cloud.logging_v2.sink.Sink",
    "google dns zone": "google.cloud.dns.zone.ManagedZone",
    "digitalocean Record": "digitalocean.Record",
    "podman volume": "podman.domain.volumes.Volume",
}
"""Classes whose objects are of a kind, but which programs don't name."""

_RESOURCES = {
    "s3 bucket": "s3 Bucket('a')",
    "s3 object": "s3 Object('a', 'b')",
    "s3 objects": "s3 Bucket('a').objects",
    "s3 versioning": "s3 BucketVersioning('a')",
    "dynamodb table": "dynamodb Table('a')",
    "ec2 instance": "ec2 Instance('a')",
    "ec2 instances": "ec2 instances",
    "ec2 volume": "ec2 Volume('a')",
    "ec2 snapshot": "ec2 Snapshot('a')",
    "ec2 image": "ec2 Image('a')",
    "ec2 vpc": "ec2 Vpc('a')",
    "sqs queue": "sqs Queue('https://sqs.eu-west-1.amazonaws.com/1/a')",
    "sns topic": "sns Topic('arn:aws:sns:eu-west-1:1:a')",
    "cloudformation stack": "cloudformation Stack('a')",
    "cloudwatch alarm": "cloudwatch Alarm('a')",
    "glacier vault": "glacier Vault('-', 'a')",
    "glacier archive": "glacier Archive('-', 'a', 'b')",
}
_VAULT = {
    "vault kv": "secrets.kv",
    "vault kv 1": "secrets.kv.v1",
    "vault kv 2": "secrets.kv.v2",
    "vault sys": "sys",
    "vault transit": "secrets.transit",
    "vault pki": "secrets.pki",
    "vault databases": "secrets.database",
    "vault users": "auth.userpass",
    "vault tokens": "auth.token",
    "vault roles": "auth.approle",
}
_OTHERS = {
    **{f"hcloud {one.replace(' ', '_')}s": "hcloud:Client('a')." for one in _BOUND},
    "podman volumes": "podman:PodmanClient(base_url='http://a.invalid').volumes",
    "whales compose": "python_on_whales:DockerClient().compose",
    "whales volumes": "python_on_whales:DockerClient().volume",
    "whales system": "python_on_whales:DockerClient().system",
    "aws resource dynamodb": f"boto3:resource('dynamodb', {_AWS})",
    "azure locks": "azure.mgmt.resource.locks:ManagementLockClient(object(), 'a').management_locks",
    "azure role assignments": "azure.mgmt.authorization:AuthorizationManagementClient("
    "object(), 'a').role_assignments",
    "cloudflare records": "cloudflare:Cloudflare(api_token='a').dns.records",
}


def held(kind: str) -> list[str]:
    """The holders, in questions, of what a kind's objects can do; none where its class is known."""
    if kind in CLASSES:
        return [CLASSES[kind]]
    if kind in _RESOURCES:
        service, _, how = _RESOURCES[kind].partition(" ")
        made = [f"made boto3:resource('{service}', {_AWS}).{how}"]
        summary = how.startswith("Object(")
        return made + [one.replace("Object", "ObjectSummary") for one in made if summary]
    if kind in _VAULT:
        return [f"made hvac:Client().{_VAULT[kind]}"]
    if kind in _OTHERS:
        path = _OTHERS[kind]
        part = kind.removeprefix("hcloud ") if path.endswith(".") else ""
        return [f"made {path}{part}"]
    begun, _, rest = kind.partition(" ")
    of = _OF.get(begun)
    return [f"made {found}"] if of and rest and (found := of(rest)) else []


def _azure(rest: str) -> str:
    client, _, part = rest.partition(" ")
    module, _, name = client.rpartition(".")
    return f"azure.mgmt.{module}:{name}(object(), 'a').{part}" if part and module else ""


def _google(rest: str) -> str:
    api, _, part = rest.partition(" ")
    version = _VERSIONS.get(api, "v1beta4" if api == "sqladmin" else "")
    made = f"googleapiclient.discovery:build('{api}', '{version}', developerKey='a')"
    return f"{made}.{part}()" if part and version else ""


def _aws(rest: str) -> str:
    return f"boto3:client('{rest}', {_AWS})" if rest in ("s3", "ssm", "dynamodb") else ""


_OF: dict[str, Callable[[str], str]] = {
    "azure": _azure,
    "google": _google,
    "aws": _aws,
    "cloudflare": lambda rest: f"cloudflare:Cloudflare(api_token='a').{rest}",
    "pydo": lambda rest: f"pydo:Client('a').{rest}",
}
