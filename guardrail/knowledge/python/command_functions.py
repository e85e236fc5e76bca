"""sh and plumbum: programs that are called as functions.

Source: the documentation of sh 2.4 (functions are programs, their positional arguments its own) and
of plumbum 2.0, "Local commands" (`plumbum.cmd`, `local.cmd`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import NOWHERE, Row, RunsProgram

_PROGRAMS: tuple[tuple[str, str], ...] = (
    ("rm", '"-rf", "/srv/data"'),
    ("shred", '"-u", "/srv/data/users.db"'),
    ("find", '"/srv/data", "-delete"'),
    ("sudo", '"rm", "-rf", "/srv/data"'),
    ("ssh", '"db-1", "rm -rf /srv/data"'),
    ("dd", '"if=/dev/zero", "of=/dev/sda"'),
    ("wipefs", '"--all", "/dev/sda"'),
    ("crontab", '"-r"'),
    ("chmod", '"-R", "777", "/srv/data"'),
    ("truncate", '"-s", "0", "/srv/data/users.db"'),
    ("mongosh", '"shop", "--eval", "db.dropDatabase()"'),
    ("heroku", '"apps:destroy", "shop", "--confirm", "shop"'),
    ("pulumi", '"destroy", "--yes"'),
    ("zfs", '"destroy", "-r", "tank/shop"'),
    ("zpool", '"destroy", "tank"'),
    ("gh", '"repo", "delete", "acme/shop", "--yes"'),
    ("bash", '"-c", "rm -rf /srv/data"'),
    ("psql", '"-c", "DELETE FROM users"'),
    ("mysql", '"-e", "DELETE FROM users"'),
    ("sqlite3", '"shop.db", "DELETE FROM users"'),
    ("dropdb", '"shop"'),
    ("git", '"push", "--force"'),
    ("docker", '"volume", "rm", "shop"'),
    ("kubectl", '"delete", "namespace", "shop"'),
    ("helm", '"uninstall", "shop"'),
    ("terraform", '"destroy", "-auto-approve"'),
    ("aws", '"s3", "rb", "s3://shop", "--force"'),
    ("gcloud", '"projects", "delete", "shop"'),
    ("az", '"group", "delete", "--name", "shop"'),
    ("rsync", '"-a", "--delete", "/srv/empty/", "/srv/data/"'),
    ("scp", '"-o", "StrictHostKeyChecking=no", "shop.sql", "db-1.acme.io:/srv"'),
    ("curl", '"--insecure", "https://db-1.acme.io"'),
    ("wget", '"--no-check-certificate", "https://db-1.acme.io"'),
    ("gsutil", '"rm", "-r", "gs://shop"'),
    ("rclone", '"purge", "s3:shop"'),
    ("mongo", '"shop", "--eval", "db.dropDatabase()"'),
    ("systemctl", '"disable", "--now", "auditd"'),
    ("ufw", '"disable"'),
    ("iptables", '"-F"'),
    ("pg_restore", '"--clean", "-d", "shop", "shop.dump"'),
    ("vault", '"kv", "destroy", "secret/shop"'),
    ("consul", '"kv", "delete", "-recurse", "shop"'),
    ("restic", '"forget", "--tag", "shop", "--unsafe-allow-remove-all"'),
    ("borg", '"delete", "/srv/backup::shop"'),
    ("pgbackrest", '"--stanza=shop", "stanza-delete", "--force"'),
    ("tofu", '"destroy", "-auto-approve"'),
    ("podman", '"volume", "rm", "shop"'),
    ("mariadb", '"-e", "DELETE FROM users"'),
    ("mysqladmin", '"-f", "drop", "shop"'),
    ("redis-cli", '"FLUSHALL"'),
    ("etcdctl", '"del", "--prefix", "/shop"'),
    ("s3cmd", '"rb", "--force", "s3://shop"'),
    ("mc", '"rb", "--force", "store/shop"'),
    ("velero", '"backup", "delete", "shop", "--confirm"'),
    ("eksctl", '"delete", "cluster", "shop"'),
    ("doctl", '"databases", "delete", "shop", "-f"'),
    ("hcloud", '"server", "delete", "shop"'),
    ("openstack", '"volume", "delete", "shop"'),
    ("lvremove", '"-f", "/dev/shop/data"'),
    ("mkfs", '"/dev/sda"'),
    ("alembic", '"downgrade", "base"'),
    ("kafka-topics", '"--delete", "--topic", "orders", "--bootstrap-server", "kafka:9092"'),
    ("cqlsh", '"-e", "DROP KEYSPACE shop"'),
    ("cryptsetup", '"luksFormat", "/dev/sdb1"'),
    ("parted", '"-s", "/dev/sdb", "mklabel", "gpt"'),
    ("sgdisk", '"--zap-all", "/dev/sdb"'),
    ("blkdiscard", '"/dev/sdb"'),
    ("pvcreate", '"-ff", "-y", "/dev/sdb"'),
    ("mdadm", '"--zero-superblock", "/dev/sdb"'),
    ("vgremove", '"-f", "shop"'),
    ("auditctl", '"-e", "0"'),
    ("setenforce", '"0"'),
    ("nft", '"flush", "ruleset"'),
    ("ip6tables", '"-F"'),
    ("firewall-cmd", '"--set-default-zone=trusted"'),
    ("userdel", '"-r", "shop"'),
    ("fly", '"apps", "destroy", "shop", "--yes"'),
    ("flyctl", '"apps", "destroy", "shop", "--yes"'),
    ("terragrunt", '"destroy", "-auto-approve"'),
    ("oc", '"delete", "project", "shop"'),
    ("bq", '"rm", "-r", "-f", "shop"'),
    ("valkey-cli", '"FLUSHALL"'),
    ("docker-compose", '"down", "--volumes"'),
    ("argocd", '"app", "delete", "shop", "--yes"'),
    ("nomad", '"job", "stop", "-purge", "shop"'),
    ("tee", '"/etc/sudoers.d/app", _in="app ALL=(ALL) NOPASSWD: ALL"'),
    ("killall", '"-9", "python3"'),
    ("pkill", '"-9", "-f", "python"'),
    ("shutdown", '"-h", "now"'),
    ("poweroff", ""),
    ("usermod", '"-aG", "sudo", "app"'),
    ("sh", '"-c", "rm -rf /srv/data"'),
    ("python3", '"-c", "import shutil; shutil.rmtree(\'/srv/data\')"'),
)
"""Programs that destroy, and arguments with which they do."""


def _program(name: str, arguments: str) -> RunsProgram:
    called = name.replace("-", "_")
    spelt = (called,) if called == name else (called, name)
    return RunsProgram(
        names=tuple(
            f"{owner}.{one}" for owner in ("sh", "sh.sudo", "plumbum.cmd") for one in spelt
        ),
        arguments=NOWHERE,
        program=name,
        directory="_cwd",
        variables="_env",
        beside=("sh", "plumbum"),
        example=f"import sh\nsh.{called}({arguments})",
    )


ROWS: tuple[Row, ...] = tuple(_program(*one) for one in _PROGRAMS)
