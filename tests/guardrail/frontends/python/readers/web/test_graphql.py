"""Mutations whose condition stands in the variables that are sent with them."""

from __future__ import annotations

import pytest
from reading_python import shown

SENT = """
import requests
DELETE = "mutation D($where: carts_bool_exp!) {{ delete_carts(where: $where) {{ affected_rows }} }}"
def run(query, variables=None):
    return requests.post(URL, json={{"query": query, "variables": variables or {{}}}})
class Gql:
    def run(self, document, **variables):
        return requests.post(self.url, json={{"query": document, "variables": variables}})
def job(older):
    {done}
"""


def sent(done: str) -> str:
    """What the request of a job sends."""
    told = [one for one in shown(SENT.format(done=done)) if "sends=" in one]
    return told[0].rpartition("sends=")[2] if told else ""


@pytest.mark.parametrize(
    ("done", "picked"),
    [
        ('run(DELETE, {"where": {"created": {"_lt": older}}})', True),
        ('run(DELETE, variables={"where": {"id": {"_eq": 7}}})', True),
        ('Gql().run(DELETE, where={"id": {"_eq": 7}})', True),
        ('run(DELETE, {"where": {}})', False),
        ('run(DELETE, {"where": {"id": {"_is_null": False}}})', False),
        ('run(DELETE, {"where": {"_and": []}})', False),
        ("Gql().run(DELETE, where={})", False),
        ("run(DELETE)", False),
    ],
)
def test_a_condition_in_the_variables(done: str, picked: bool) -> None:
    assert sent(done) == ("delete_carts where" if picked else "delete_carts")


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("where: {}", "update_trials everywhere"),
        ("where: {id: {_is_null: false}}", "update_trials everywhere"),
        ("where: {ends: {_lt: $now}}", "update_trials where"),
        ("where: $where", "update_trials"),
        ("id: 7", "update_trials"),
    ],
)
def test_a_change_of_what_every_row_holds(condition: str, told: str) -> None:
    document = f"mutation E {{ update_trials({condition} _set: {{on: false}}) {{ id }} }}"
    assert sent(f"run({document!r})") == told


BUILT = """
import argparse, requests
TRIM = "mutation T($where: carts_bool_exp!) {{ delete_carts(where: $where) {{ affected_rows }} }}"
def build(days, channel):
    where = {{}}
    if days is not None:
        where["created"] = {{"_lt": cutoff(days)}}
    if channel:
        where["channel"] = {{"_eq": channel}}
    return where
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument({days})
    parser.add_argument("--channel")
    args = parser.parse_args()
    where = build(args.days, args.channel)
    requests.post(URL, json={{"query": TRIM, "variables": {{"where": where}}}})
"""


@pytest.mark.parametrize(
    ("days", "picked"),
    [
        ('"--days", type=int, default=None', False),
        ('"--days", type=int', False),
        ('"--days", type=int, default=90', True),
        ('"--days", type=int, required=True', True),
        ('"days", type=int', True),
        ('"days", type=int, nargs="?"', False),
    ],
)
def test_a_condition_that_options_put_together(days: str, picked: bool) -> None:
    told = [one for one in shown(BUILT.format(days=days)) if "sends=" in one]
    assert told[0].rpartition("sends=")[2] == ("delete_carts where" if picked else "delete_carts")
