"""A setting of another module that may be empty picks nothing where it is used as a filter."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange
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
