"""A setting of another module that may be empty picks nothing where it is used as a filter."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange, FileChange, ResourceChange
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

JOB = """
import boto3
from jobs.settings import {0}

boto3.resource("s3").Bucket("b").objects.filter(Prefix={1}).delete()
"""


def reasons(settings: str, name: str, used: str) -> list[str]:
    """Why the filter of a job may pick nothing that takes a setting from a module."""
    texts = {
        "jobs/settings.py": f"import os\n\n{settings}\n",
        "jobs/job.py": JOB.format(name, used),
    }
    known = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: known, Cache(None), 0)
    facts = gatherer.gather(["jobs/job.py"]).readings["jobs/job.py"].facts
    return [fact.reason for fact in facts if isinstance(fact, DataChange)]


@pytest.mark.parametrize("value", ["''", "os.getenv('PREFIX')", "os.environ.get('PREFIX', '')"])
def test_a_setting_that_may_be_empty_leaves_every_object(value: str) -> None:
    assert reasons(f"PREFIX = {value}", "PREFIX", "PREFIX") == ["unscoped when PREFIX is left out"]
    fields = f"class Settings:\n    prefix: str = {value}\n\nsettings = Settings()"
    told = reasons(fields, "settings", "settings.prefix")
    assert told == ["unscoped when settings.prefix is left out"]


@pytest.mark.parametrize("value", ["'tmp/'", "os.environ['PREFIX']", "load()"])
def test_one_that_is_filled_leaves_others_out(value: str) -> None:
    assert reasons(f"PREFIX = {value}", "PREFIX", "PREFIX") == [""]


LOOP = """
from cloudflare import Cloudflare
from jobs.settings import Dns

def clear(client: Cloudflare, settings: Dns) -> None:
    for one in client.dns.records.list(zone_id="z"):
        if one.name.endswith(settings.suffix):
            client.dns.records.delete(one.id, zone_id="z")
"""
FIELDS = """
from dataclasses import dataclass

@dataclass
class Dns:
    token: str
    suffix: str

    @classmethod
    def from_env(cls) -> "Dns":
        return cls(token=load(), suffix={0})
"""


@pytest.mark.parametrize(("value", "told"), [("''", "none"), ("'.preview.a.example'", "unknown")])
def test_a_field_that_its_class_fills_with_nothing_picks_nothing(value: str, told: str) -> None:
    texts = {"jobs/settings.py": FIELDS.format(value), "jobs/job.py": LOOP}
    known = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: known, Cache(None), 0)
    facts = gatherer.gather(["jobs/job.py"]).readings["jobs/job.py"].facts
    assert [str(fact.scope) for fact in facts if isinstance(fact, DataChange)] == [told]


BASELINE = """
import boto3
from jobs.settings import {0}

def apply(name):
    config = {1}
    boto3.client("rds").modify_db_instance(
        DBInstanceIdentifier=name, BackupRetentionPeriod=config.days, DeletionProtection=config.kept
    )
"""
CONFIG = """
from functools import lru_cache
from pydantic_settings import BaseSettings

class Config(BaseSettings):
    days: int = {0}
    kept: bool = {1}

@lru_cache
def get_config() -> Config:
    return Config()
"""


@pytest.mark.parametrize(("name", "made"), [("get_config", "get_config()"), ("Config", "Config()")])
@pytest.mark.parametrize(
    ("days", "kept", "lost"),
    [(0, False, {"automated backups", "deletion protection"}), (14, True, set[str]())],
)
def test_numbers_and_switches_of_settings_are_followed(
    name: str, made: str, days: int, kept: bool, lost: set[str]
) -> None:
    texts = {
        "jobs/settings.py": CONFIG.format(days, kept),
        "jobs/job.py": BASELINE.format(name, made),
    }
    known = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: known, Cache(None), 0)
    read = gatherer.gather(["jobs/job.py"]).readings.get("jobs/job.py")
    facts = read.facts if read is not None else []
    given_up = [set(fact.protections) for fact in facts if isinstance(fact, ResourceChange)]
    assert given_up == ([lost] if lost else [])


STORE = """
import os
from dataclasses import dataclass
from pathlib import Path

@dataclass(frozen=True)
class Store:
    token: str
    prefix: str = {default}
    root: Path = Path("/srv/other")

    @classmethod
    def from_env(cls) -> "Store":
        return cls(token=os.environ["TOKEN"]{given})
"""
MAKES = "from jobs.settings import Store\nsettings = Store.from_env()\n"


def _facts(settings: str, job: str) -> list[object]:
    texts = {"jobs/settings.py": settings, "jobs/job.py": MAKES + job}
    known = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: known, Cache(None), 0)
    return list(gatherer.gather(["jobs/job.py"]).readings["jobs/job.py"].facts)


@pytest.mark.parametrize(
    ("default", "given", "told"),
    [
        ("''", "", "unscoped when settings.prefix is left out"),
        ("'tmp/'", ", prefix=os.getenv('P', '')", "unscoped when settings.prefix is left out"),
        ("''", ", prefix=os.environ['P']", ""),
        ("'tmp/'", "", ""),
    ],
)
def test_what_a_method_of_the_class_fills_a_field_with(default: str, given: str, told: str) -> None:
    job = (
        "import boto3\n"
        "boto3.resource('s3').Bucket('b').objects.filter(Prefix=settings.prefix).delete()\n"
    )
    facts = _facts(STORE.format(default=default, given=given), job)
    assert [one.reason for one in facts if isinstance(one, DataChange)] == [told]


@pytest.mark.parametrize(
    "deleted",
    ["shutil.rmtree(settings.root)", "subprocess.run(['rm', '-r', str(settings.root)])"],
)
@pytest.mark.parametrize(
    ("given", "path"),
    [
        (', root=Path(os.environ.get("ROOT", "/srv/spool/jobs"))', "/srv/spool/jobs"),
        ("", "/srv/other"),
        (', root=Path(os.environ["ROOT"])', "${root}"),
    ],
)
def test_a_folder_that_such_a_field_names(given: str, path: str, deleted: str) -> None:
    job = f"import shutil, subprocess\n{deleted}\n"
    path = path if "shutil" in deleted or path.startswith("/") else ""
    facts = _facts(STORE.format(default="''", given=given), job)
    assert [one.path for one in facts if isinstance(one, FileChange)] == [path]
