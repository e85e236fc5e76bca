"""What generators yield hangs on what they are called with: a filter that is handed on."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

CODE = """
import boto3
from boto3.dynamodb.conditions import Attr

class Store:
    def __init__(self, name):
        self.table = boto3.resource("dynamodb").Table(name)

    def pages(self, **asked):
        while True:
            page = self.table.scan(**asked)
            yield page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def clear(self):
        query = {{"ProjectionExpression": "id"{0}}}
        for items in self.pages({1}):
            for item in items:
                self.table.delete_item(Key={{"id": item["id"]}})
"""
OLD = ', "FilterExpression": Attr("ends").lt(cutoff)'


@pytest.mark.parametrize(
    ("query", "given", "told"),
    [
        ("", "**query", ["none"]),
        ("", "", ["none"]),
        ("", "ProjectionExpression='id'", ["none"]),
        (OLD, "**query", []),
        ("", "FilterExpression=Attr('ends').lt(cutoff)", []),
    ],
)
def test_what_a_method_is_called_with_picks(query: str, given: str, told: list[str]) -> None:
    found = items(CODE.format(query, given))
    scopes = [str(one.scope) for one in found if isinstance(one, DataChange)]
    assert [one for one in scopes if one == "none"] == told
