"""How clients of clouds, registries and machines are told not to look at certificates or keys.

Sources: the references of openstacksdk 4 (`Connection(verify=…)`), keystoneauth1 5 (`Session`), the
older OpenStack clients (`insecure`), docker 7 (`TLSConfig`), PyGithub 2 (`Github`), python-gitlab 8
(`ssl_verify`), python-jenkins 1, python-consul and python-nomad (`verify`), azure-core 1
(`connection_verify`), minio 7 (`cert_check`), pyVmomi 8 (`disableSslCertValidation`), pywinrm 0.5
(`server_cert_validation`), ncclient 0.6 (`hostkey_verify`), scrapli 2024 (`auth_strict_key`), spur
0.3, plumbum 2, pexpect 4.9 (`run`, `pxssh`), Ansible ("Managing host key checking") and kubernetes
31 (`assert_hostname`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot
from guardrail.knowledge.python.rows import words

_Line = tuple[str, str, frozenset[str], tuple[str, ...], str, str]
"""A word, what follows it, the calls and packages it counts in, a line that loosens, its twin."""

_AZURE = "from azure.storage.blob import BlobClient\nBlobClient.from_blob_url(url, {0})"
_VMWARE = "from pyVim.connect import SmartConnect\nSmartConnect(host='vc.acme.io', {0})"
_KUBERNETES = "from kubernetes import client\nkube = client.Configuration()\nkube."

_CERTIFICATES: tuple[_Line, ...] = (
    (
        "verify",
        r"\s*=\s*False\b",
        words("connect Connection from_config CloudRegion Session Password"),
        ("openstack", "keystoneauth1"),
        "import openstack\nopenstack.connect(cloud='shop', verify=False)",
        "import openstack\nopenstack.connect(cloud='shop', cacert='/etc/ssl/ca.pem')",
    ),
    (
        "verify",
        r"\s*=\s*False\b",
        words("TLSConfig Github GithubIntegration Consul Nomad"),
        ("docker", "github", "consul", "nomad"),
        "from github import Github\nGithub(auth=auth, verify=False)",
        "from github import Github\nGithub(auth=auth, verify='/etc/ssl/ca.pem')",
    ),
    (
        "ssl_verify",
        r"\s*=\s*False\b",
        words(ANY_CALL),
        ("gitlab", "jenkins"),
        "import gitlab\ngitlab.Gitlab('https://git.acme.io', ssl_verify=False)",
        "import gitlab\ngitlab.Gitlab('https://git.acme.io', ssl_verify=True)",
    ),
    (
        "insecure",
        r"\s*=\s*True\b",
        words("Client Connection Session"),
        ("keystoneclient", "novaclient", "cinderclient", "glanceclient", "swiftclient"),
        "from swiftclient import Connection\nConnection(url, user, key, insecure=True)",
        "from swiftclient import Connection\nConnection(url, user, key, insecure=False)",
    ),
    (
        "connection_verify",
        r"\s*=\s*False\b",
        words(ANY_CALL),
        ("azure",),
        _AZURE.format("connection_verify=False"),
        _AZURE.format("connection_verify='/etc/ssl/ca.pem'"),
    ),
    (
        "cert_check",
        r"\s*=\s*False\b",
        words("Minio MinioAdmin"),
        ("minio",),
        "from minio import Minio\nMinio('files.acme.io', cert_check=False)",
        "from minio import Minio\nMinio('files.acme.io', cert_check=True)",
    ),
    (
        "disableSslCertValidation",
        r"\s*=\s*True\b",
        words(ANY_CALL),
        ("pyVim", "pyVmomi"),
        _VMWARE.format("disableSslCertValidation=True"),
        _VMWARE.format("disableSslCertValidation=False"),
    ),
    (
        "server_cert_validation",
        r"""\s*=\s*["']ignore["']""",
        words(ANY_CALL),
        ("winrm",),
        "import winrm\nwinrm.Session('win1', auth=auth, server_cert_validation='ignore')",
        "import winrm\nwinrm.Session('win1', auth=auth, server_cert_validation='validate')",
    ),
    (
        "assert_hostname",
        r"\s*=\s*False\b",
        frozenset(),
        ("kubernetes",),
        _KUBERNETES + "assert_hostname = False",
        _KUBERNETES + "assert_hostname = True",
    ),
)
_HOST_KEYS: tuple[_Line, ...] = (
    (
        "hostkey_verify",
        r"\s*=\s*False\b",
        words(ANY_CALL),
        ("ncclient",),
        "from ncclient import manager\nmanager.connect(host='sw1', hostkey_verify=False)",
        "from ncclient import manager\nmanager.connect(host='sw1', hostkey_verify=True)",
    ),
    (
        "auth_strict_key",
        r"[\"']?\s*[=:]\s*False\b",
        words(ANY_CALL),
        ("scrapli",),
        "from scrapli import Scrapli\nScrapli(host='sw1', auth_strict_key=False)",
        "from scrapli import Scrapli\nScrapli(host='sw1', auth_strict_key=True)",
    ),
    (
        "events",
        (
            r"\s*=\s*\{[^{}]{0,200}?(?:continue connecting|yes/no|authenticity)[^{}:]{0,60}:"
            r"\s*b?[\"']yes"
        ),
        words("run runu"),
        ("pexpect",),
        "import pexpect\npexpect.run('ssh db-1 uptime', events={'continue connecting': 'yes\\n'})",
        "import pexpect\npexpect.run('ssh db-1 uptime', events={'[Pp]assword:': PASSWORD})",
    ),
    (
        "certificate_check",
        (
            r"\s*=\s*lambda\b[^:\n]*:\s*True\b|\((?![^\n]*\n(?:[ \t]{5,}[^\n]*\n|[ \t]*\n){0,20}?"
            r"[ \t]+(?:return\s+(?!True\b)|raise\b))[^\n]*\n"
            r"(?:[ \t]{5,}[^\n]*\n|[ \t]*\n){0,20}?[ \t]+return\s+True\b"
        ),
        frozenset(),
        ("pygit2",),
        (
            "import pygit2\nclass Calls(pygit2.RemoteCallbacks):\n"
            "    def certificate_check(self, certificate, valid, host):\n        return True"
        ),
        (
            "import pygit2\nclass Calls(pygit2.RemoteCallbacks):\n"
            "    def certificate_check(self, certificate, valid, host):\n        return valid"
        ),
    ),
    (
        "missing_host_key",
        (
            r"\(self[^\n]*\n"
            r"(?:[ \t]{5,}(?:[\w.]*(?:log|print|warn)\w*[.(]|[\w.]*add\()[^\n]*\n){0,4}?"
            r"[ \t]+(?:return|pass|\.\.\.)\b[^\n]*(?:\n|\Z)"
        ),
        frozenset(),
        ("paramiko",),
        (
            "import paramiko\nclass Any(paramiko.MissingHostKeyPolicy):\n"
            "    def missing_host_key(self, client, hostname, key):\n        return"
        ),
        (
            "import paramiko\nclass Known(paramiko.MissingHostKeyPolicy):\n"
            "    def missing_host_key(self, client, hostname, key):\n"
            "        raise ValueError(hostname)"
        ),
    ),
    (
        "StrictHostKeyChecking",
        r"[\"']\s*:\s*[\"'](?:no|off)[\"']",
        frozenset(),
        (),
        "from pexpect import pxssh\npxssh.pxssh(options={'StrictHostKeyChecking': 'no'})",
        "from pexpect import pxssh\npxssh.pxssh(options={'StrictHostKeyChecking': 'yes'})",
    ),
    (
        "ANSIBLE_HOST_KEY_CHECKING",
        r"[\"']\s*\]?\s*[=:,]\s*[\"'](?:False|false|0|no)[\"']",
        frozenset(),
        (),
        "import os\nos.environ['ANSIBLE_HOST_KEY_CHECKING'] = 'False'",
        "import os\nos.environ['ANSIBLE_HOST_KEY_CHECKING'] = 'True'",
    ),
    (
        "missing_host_key",
        r"\s*=\s*[\w.]*MissingHostKey\.(?:accept|warn|auto_add)\b",
        words(ANY_CALL),
        ("spur",),
        "import spur\nspur.SshShell(missing_host_key=spur.ssh.MissingHostKey.accept)",
        "import spur\nspur.SshShell(missing_host_key=spur.ssh.MissingHostKey.raise_error)",
    ),
    (
        "missing_host_policy",
        r"\s*=\s*(?:[\w.]+\.)?(?:AutoAddPolicy|WarningPolicy)\b",
        words(ANY_CALL),
        ("plumbum",),
        "import paramiko, plumbum\nParamikoMachine(missing_host_policy=paramiko.AutoAddPolicy())",
        "import paramiko, plumbum\nParamikoMachine(missing_host_policy=paramiko.RejectPolicy())",
    ),
)

CLIENTS: tuple[Spot, ...] = tuple(
    Spot(
        word=word,
        pattern=pattern,
        what=what,
        calls=calls,
        beside=beside,
        example=example,
        twin=twin,
    )
    for what, lines in ((Loosens.CERTIFICATE, _CERTIFICATES), (Loosens.HOST_KEY, _HOST_KEYS))
    for word, pattern, calls, beside, example, twin in lines
)
