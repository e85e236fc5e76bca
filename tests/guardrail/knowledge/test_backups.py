"""What command lines of programs for backups delete."""

from __future__ import annotations

import pytest

from guardrail.effects import ResourceChange
from guardrail.engine.extract import extract
from guardrail.model import Confidence, Source
from guardrail.settings import Settings


def lost(line: str) -> list[ResourceChange]:
    """The backups that a command line deletes."""
    facts = extract(Source("a.sh", "shell", line), Settings())
    return [fact for fact in facts if isinstance(fact, ResourceChange)]


@pytest.mark.parametrize(
    ("line", "kind", "which"),
    [
        ("restic forget --tag pms --unsafe-allow-remove-all --prune", "snapshots", "of pms"),
        ("restic -r s3:a forget -H db-1 --unsafe-allow-remove-all", "snapshots", "of db-1"),
        ("restic forget --keep-last 1 --prune", "snapshots but the last of each folder", ""),
        ("borg delete /srv/backup", "backups", "/srv/backup"),
        ("borg delete /srv/backup::monday", "archive", "/srv/backup::monday"),
        ("borg -r /srv/backup repo-delete", "backups", "/srv/backup"),
        (
            "kopia snapshot delete --all-snapshots-for-source me@db-1:/srv --delete",
            "snapshots",
            "of me@db-1:/srv",
        ),
        (
            "pgbackrest --stanza=main stanza-delete --force",
            "stanza with all its backups",
            "main",
        ),
        ("wal-g delete everything FORCE --confirm", "backups", ""),
        ("barman delete pg oldest", "backup", "pg oldest"),
        ("tarsnap --nuke", "backups", ""),
    ],
)
def test_backups_that_are_deleted(line: str, kind: str, which: str) -> None:
    (found,) = lost(line)
    assert (found.kind, found.id) == (kind, which)


@pytest.mark.parametrize(
    "line",
    [
        "restic forget --tag pms --keep-daily 14 --keep-monthly 12 --prune",
        "restic forget --unsafe-allow-remove-all --keep-daily 3 --tag pms",
        "restic forget --tag pms --unsafe-allow-remove-all --dry-run",
        "restic forget --keep-last 1 --keep-weekly 8 --prune",
        "restic forget --keep-last 30 --prune",
        "restic backup --tag pms /srv",
        "borg delete -n /srv/backup::monday",
        "borg delete --cache-only /srv/backup",
        "borg prune --keep-daily 7 /srv/backup",
        "kopia snapshot delete --all-snapshots-for-source me@db-1:/srv",
        "pgbackrest --stanza=main expire",
        "wal-g delete retain 5 --confirm",
        "wal-g delete everything",
        "barman list-backups pg",
        "tarsnap --list-archives",
    ],
)
def test_what_a_policy_leaves_out_and_what_only_looks_is_not(line: str) -> None:
    assert lost(line) == []


def test_borg_asks_unless_the_environment_answers() -> None:
    (asked,) = lost("borg delete /srv/backup")
    (said,) = lost("BORG_DELETE_I_KNOW_WHAT_I_AM_DOING=YES borg delete /srv/backup")
    assert (asked.guards, said.guards) == (("a prompt",), ())


def test_one_of_many_is_less_sure_to_be_missed() -> None:
    (one,) = lost("borg delete /srv/backup::monday")
    assert one.confidence is Confidence.MEDIUM
