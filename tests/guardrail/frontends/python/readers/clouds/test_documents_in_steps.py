"""Documents of clouds that are built in steps, come from objects, or are taken in turn."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

START = "import boto3\nfrom dataclasses import dataclass\nddb = boto3.client('dynamodb')\n"
OBJECT = """
@dataclass(frozen=True)
class Settings:
    name: str
    protected: bool = {0}
"""


def given_up(code: str) -> list[tuple[str, ...]]:
    """What a program gives up, call by call."""
    found = items(START + dedent(code))
    return [one.protections for one in found if isinstance(one, ResourceChange)]


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize(
    "code",
    [
        """
        options = {{"TableName": "orders"}}
        options["DeletionProtectionEnabled"] = {0}
        ddb.update_table(**options)
        """,
        """
        def options():
            return {{"TableName": "orders", "DeletionProtectionEnabled": {0}}}
        ddb.update_table(**options())
        """,
        """
        OPTIONS = {{"live": {{"DeletionProtectionEnabled": {0}}}}}
        ddb.update_table(TableName="orders", **OPTIONS["live"])
        """,
        """
        TABLES = {{"orders": {{"DeletionProtectionEnabled": {0}}}}}
        for name, options in TABLES.items():
            ddb.update_table(TableName=name, **options)
        """,
        """
        TABLES = [{{"name": "orders", "protected": {0}}}]
        for one in TABLES:
            ddb.update_table(TableName=one["name"], DeletionProtectionEnabled=one["protected"])
        """,
    ],
)
def test_values_of_dictionaries_are_followed(code: str, value: bool) -> None:
    told = given_up(code.format(value))
    assert told == ([] if value else [("deletion protection",)])


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize(
    "code",
    [
        """
        LIVE = Settings("orders", {0})
        ddb.update_table(TableName="orders", DeletionProtectionEnabled=LIVE.protected)
        """,
        """
        LIVE = Settings("orders")
        ddb.update_table(TableName="orders", DeletionProtectionEnabled=LIVE.protected)
        """,
        """
        for one in [Settings("orders", {0}), Settings("carts", True)]:
            ddb.update_table(TableName=one.name, DeletionProtectionEnabled=one.protected)
        """,
        """
        def apply(settings: Settings) -> None:
            ddb.update_table(TableName=settings.name, DeletionProtectionEnabled=settings.protected)
        apply(Settings("orders", {0}))
        """,
    ],
)
def test_values_of_objects_are_followed(code: str, value: bool) -> None:
    told = given_up(OBJECT.format(value) + dedent(code.format(value)))
    assert told == ([] if value else [("deletion protection",)])


RULE = "{{'Status': 'Enabled', 'Filter': {{'Prefix': '{0}'}}, 'Expiration': {{'Days': 1}}}}"


@pytest.mark.parametrize("prefix", ["", "tmp/"])
@pytest.mark.parametrize(
    "code",
    [
        f"rules = [one for one in before()]\nrules.append({RULE})",
        f"rules = before()\nrules.append({RULE})",
        f"rules = []\nrules += [{RULE}]",
        f"def rule():\n    return {RULE}\nrules = [*before(), rule()]",
        (
            "rule = {{'Status': 'Enabled', 'Expiration': {{'Days': 1}}}}\n"
            "rule['Filter'] = {{'Prefix': '{0}'}}\nrules = [rule]"
        ),
        (
            "rule = {{'Status': 'Enabled'}}\n"
            "rule.update(Filter={{'Prefix': '{0}'}}, Expiration={{'Days': 1}})\nrules = [rule]"
        ),
    ],
)
def test_rules_that_are_added_count(code: str, prefix: str) -> None:
    told = given_up(
        code.format(prefix)
        + "\nboto3.client('s3').put_bucket_lifecycle_configuration("
        + "Bucket='shop', LifecycleConfiguration={'Rules': rules})"
    )
    assert told == ([] if prefix else [("every object once it is old enough",)])


def test_what_is_put_in_on_some_ways_replaces_nothing() -> None:
    code = "options = {'DeletionProtectionEnabled': False}\n"
    code += "document = {'Rules': [{'Status': 'Enabled', 'Expiration': {'Days': 1}}]}\n"
    code += "if careful:\n    document['Rules'] = []\n"
    code += "boto3.client('s3').put_bucket_lifecycle_configuration("
    code += "Bucket='shop', LifecycleConfiguration=document)"
    assert given_up(code) == [("every object once it is old enough",)]


@pytest.mark.parametrize("added", [".append(rule)", ".extend([rule])"])
@pytest.mark.parametrize("prefix", ["", "tmp/"])
def test_what_is_added_to_a_list_in_a_document_counts(added: str, prefix: str) -> None:
    told = given_up(
        f"rule = {RULE.format(prefix)}\ndocument = {{'Rules': []}}\ndocument['Rules']{added}\n"
        "boto3.client('s3').put_bucket_lifecycle_configuration("
        "Bucket='shop', LifecycleConfiguration=document)"
    )
    assert told == ([] if prefix else [("every object once it is old enough",)])
