"""Conditions of stores that hold for every row, and near ones that pick some."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """
import lancedb
from datetime import datetime, timedelta
from delta.tables import DeltaTable
from google.cloud import firestore
from google.cloud.firestore import FieldFilter
from mongoengine import Document
from pyiceberg.catalog import load_catalog
from pyiceberg.expressions import AlwaysTrue, EqualTo, GreaterThanOrEqual, NotNull
from pymongo import MongoClient
from pyspark.sql.functions import col, expr, lit
from snowflake.snowpark import Session

class User(Document):
    pass

docs = lancedb.connect("s3://shop/docs").open_table("docs")
delta = DeltaTable.forName(spark, "shop.users")
iceberg = load_catalog("shop").load_table("shop.users")
snow = Session.builder.create().table("USERS")
mongo = MongoClient().shop.users
fire = firestore.Client().collection("users")
"""
EACH = "for d in q:\n    d.reference.delete()\n"


def all_of_them(code: str) -> bool:
    """Whether code deletes every row."""
    found = [one for one in items(START + code) if isinstance(one, DataChange)]
    return any(one.scope in (Scope.NONE, Scope.TAUTOLOGY) for one in found)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("docs.delete('id IS NOT NULL')", True),
        ("docs.delete('deleted_at IS NOT NULL')", False),
        ("docs.delete('customer_id IS NOT NULL')", False),
        ("delta.delete('1 = 1')", True),
        ("delta.delete(lit(True))", True),
        ("delta.delete(expr('true'))", True),
        ("delta.delete(col('id').isNotNull())", True),
        ("delta.delete(col('deleted_at').isNotNull())", False),
        ("delta.delete('id = 0')", False),
        ("snow.delete(col('ID').is_not_null())", True),
        ("snow.delete(snow['ID'] >= 0)", True),
        ("snow.delete(snow['STATUS'] == 'draft')", False),
        ("iceberg.delete(AlwaysTrue())", True),
        ("iceberg.delete(NotNull('id'))", True),
        ("iceberg.delete(GreaterThanOrEqual('id', 0))", True),
        ("iceberg.delete(NotNull('deleted_at'))", False),
        ("iceberg.delete(EqualTo('id', 0))", False),
        ("mongo.delete_many({'created_at': {'$lt': datetime.utcnow()}})", True),
        ("mongo.delete_many({'created_at': {'$lt': datetime.utcnow() + timedelta(days=9)}})", True),
        (
            "mongo.delete_many({'created_at': {'$lt': datetime.utcnow() - timedelta(days=9)}})",
            False,
        ),
        ("mongo.delete_many({'expires_at': {'$lt': datetime.utcnow() + timedelta(1)}})", False),
        ("User.objects(id__ne=None).delete()", True),
        ("User.objects(plan__ne=None).delete()", False),
        ("for d in fire.where('total', '>=', 0).stream():\n    d.reference.delete()", True),
        ("q = fire.where(filter=FieldFilter('n', '!=', None)).stream()\n" + EACH, True),
        ("for d in fire.where('total', '>=', 500).stream():\n    d.reference.delete()", False),
    ],
)
def test_what_every_row_is(code: str, told: bool) -> None:
    assert all_of_them(code) is told
