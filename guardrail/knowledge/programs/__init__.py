"""What programs do, one file a program.

`MODULES` is the only list of them: the module here that knows a program, and the program's names.
A module is imported when one of its names is first met. Names are compared without folder and
without a version at the end.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.knowledge.programs.command import Program

MODULES: dict[str, str] = {
    "accounts": "usermod gpasswd adduser userdel deluser",
    "alembic": "alembic flask",
    "ansible": "ansible",
    "aws": "aws awslocal",
    "azure": "az",
    "backups": "restic borg kopia pgbackrest wal-g barman tarsnap",
    "chmod": "chmod",
    "crontab": "crontab",
    "cp": "cp",
    "curl": "curl wget",
    "dbt": "dbt",
    "dd": "dd",
    "disks": (
        "parted sgdisk sfdisk cryptsetup blkdiscard pvcreate mdadm nvme hdparm diskutil badblocks"
    ),
    "django": "manage.py django-admin",
    "docker": "docker docker-compose podman nerdctl",
    "env": "env",
    "find": "find",
    "fly": "fly flyctl",
    "gcloud": "gcloud gsutil",
    "gh": "gh",
    "git": "git",
    "helm": "helm",
    "heroku": "heroku",
    "kubectl": "kubectl oc",
    "machine": "kill killall pkill killall5 init telinit poweroff halt shutdown reboot",
    "migrators": "flyway liquibase piccolo",
    "mkfs": "mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkswap wipefs",
    "mongo": "mongosh mongo",
    "mysql": "mysql mariadb",
    "mysqladmin": "mysqladmin",
    "network_devices": "write wr erase format delete request execute",
    "owners": "chown chgrp setcap passwd useradd",
    "pip": "pip",
    "pipelines": (
        "airflow dagster prefect celery rabbitmqctl neo4j-admin kafka-topics kafka-topics.sh"
        " kafka-configs kafka-configs.sh kafka-delete-records kafka-delete-records.sh bq influx"
        " cqlsh cypher-shell"
    ),
    "postgres_tools": "dropdb dropuser createdb pg_restore",
    "pre_commit": "pre-commit lefthook husky",
    "prisma": "prisma",
    "providers": (
        "pulumi cdk cdktf sam serverless sls eksctl doctl hcloud linode-cli vultr-cli scw"
        " openstack railway vercel netlify wrangler argocd velero rclone s3cmd mc"
        " etcdctl nomad consul vault"
    ),
    "protections": (
        "setenforce ufw systemctl iptables ip6tables nft auditctl firewall-cmd aa-teardown"
    ),
    "psql": "psql",
    "python": "python pypy py",
    "rails": "rails rake",
    "redis": "redis-cli valkey-cli",
    "rm": "rm unlink",
    "rsync": "rsync scp sftp",
    "sed": "sed",
    "shells": "sh bash dash zsh ksh ash",
    "shred": "shred",
    "sql_clients": (
        "snowsql snow clickhouse-client clickhouse duckdb sqlcmd sqlplus trino presto beeline hive"
        " spark-sql impala-shell cockroach usql vsql mycli litecli"
    ),
    "sqlite3": "sqlite3",
    "ssh": "ssh",
    "supabase": "supabase",
    "tee": "tee",
    "terraform": "terraform tofu terragrunt",
    "truncate": "truncate",
    "volumes": "zfs zpool btrfs lvremove vgremove pvremove lvreduce",
    "wrappers": (
        "sudo doas nohup setsid time command builtin exec nice ionice timeout gtimeout stdbuf"
        " chroot busybox unbuffer caffeinate flock npx bunx pnpx uvx uv poetry pipenv pdm rye hatch"
        " bundle pnpm yarn npm dotenv doppler op sshpass"
    ),
    "xargs": "xargs",
}

NAMES: dict[str, str] = {
    name: module for module, names in MODULES.items() for name in names.split()
}

_VERSION = late(r"(?<=[a-z])\d[\d.]*\Z")


@lru_cache(maxsize=1024)
def lookup(name: str) -> Program | None:
    """The program that a command's name means, `None` for one that nothing is known of."""
    module = NAMES.get(known_name(name))
    if module is None:
        return None
    found: Program = import_module(f"{__name__}.{module}").PROGRAM
    return found


def known_name(name: str) -> str:
    """The name of `NAMES` that a command's name means, its plain name where there is none."""
    plain = base_name(name)
    return plain if plain in NAMES else _VERSION.sub("", plain)


def base_name(name: str) -> str:
    """A program's name without its folder and `.exe`."""
    return name.rsplit("/", 1)[-1].removesuffix(".exe")
