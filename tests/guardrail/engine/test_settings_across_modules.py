"""A setting of another module that may be empty picks nothing where it is used as a filter."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange, ResourceChange
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
