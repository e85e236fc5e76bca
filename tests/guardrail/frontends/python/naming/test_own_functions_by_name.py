"""A function of the module's own is none of a library's, whatever it is called."""

from reading_python import items

from guardrail.effects import SchemaChange

_CALL = 'drop_database("postgresql://db.acme.io/app")\n'


def test_a_function_of_its_own_drops_nothing_by_its_name() -> None:
    own = f"def drop_database(url):\n    print(url)\n\n{_CALL}"
    assert not [one for one in items(own) if isinstance(one, SchemaChange)]


def test_one_that_is_imported_does() -> None:
    imported = f"from sqlalchemy_utils import drop_database\n\n{_CALL}"
    assert [one for one in items(imported) if isinstance(one, SchemaChange)]


def test_a_list_that_a_generator_extends_is_picked_as_that_is() -> None:
    code = (
        "import boto3\nlogs = boto3.client('logs')\nnames = []\n"
        "pages = logs.get_paginator('describe_log_groups').paginate({0})\n"
        "for page in pages:\n    names.extend(one['logGroupName'] for one in page['logGroups'])\n"
        "for name in names:\n    logs.delete_log_group(logGroupName=name)\n"
    )
    chosen = [
        [getattr(one, "chosen", "") for one in items(code.replace("{0}", given))]
        for given in ("logGroupNamePrefix='/aws/lambda/preview-'", "")
    ]
    assert chosen == [["label"], [""]]
