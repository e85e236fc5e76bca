"""One account, one user's own jobs, numbers of one name: less than all there is of them."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

LEAVERS = """import httpx

def remove(client: httpx.Client, realm: str, user: str) -> None:
    client.delete(f"/admin/realms/{{realm}}{}")
"""
JOBS = """from crontab import CronTab

def replace(cron: CronTab, **match: str) -> None:
    cron.remove_all(**match)
    cron.write()

def install() -> None:
    replace(CronTab(user=True){})
"""
NUMBERS = """from twilio.rest import Client

class Numbers:
    label = "loadtest-{{run}}"

    def __init__(self, client: Client) -> None:
        self.client = client

    def rented(self, run: str) -> list:
        name = self.label.format(run=run)
        return self.client.incoming_phone_numbers.list({})

    def release(self, run: str) -> None:
        for number in self.rented(run):
            number.delete()
"""


def loud(rule: str, code: str) -> bool:
    """Whether a rule says more of the code than a note."""
    told = level(rule, python(code))
    return told is not None and told >= Level.WARNING


@pytest.mark.parametrize(("path", "told"), [("", True), ("/users/{user}", False)])
def test_whoever_leaves_is_one_of_many(path: str, told: bool) -> None:
    assert loud("provider-deletion", LEAVERS.format(path)) is told


@pytest.mark.parametrize(("match", "told"), [("", True), (", comment='reports'", False)])
def test_which_jobs_go_is_said_by_what_is_handed_on(match: str, told: bool) -> None:
    assert loud("destroyed-resource", JOBS.format(match)) is told


@pytest.mark.parametrize(
    ("asked", "told"), [("limit=500", True), ("friendly_name=name, limit=500", False)]
)
def test_numbers_of_a_telling_name(asked: str, told: bool) -> None:
    assert loud("destroyed-resource", NUMBERS.format(asked)) is told
