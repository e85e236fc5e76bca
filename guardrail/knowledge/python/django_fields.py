"""The column types of Django's fields, as PostgreSQL knows them.

Source: Django 5.2, django/db/backends/postgresql/base.py (`data_types`), and the field reference.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import words

COLUMN_TYPES: dict[str, str] = {
    "AutoField": "integer",
    "BigAutoField": "bigint",
    "BigIntegerField": "bigint",
    "BinaryField": "bytea",
    "BooleanField": "boolean",
    "CharField": "varchar",
    "CommaSeparatedIntegerField": "varchar",
    "DateField": "date",
    "DateTimeField": "timestamptz",
    "DecimalField": "numeric",
    "DurationField": "interval",
    "EmailField": "varchar",
    "FileField": "varchar",
    "FilePathField": "varchar",
    "FloatField": "double precision",
    "GenericIPAddressField": "inet",
    "ImageField": "varchar",
    "IntegerField": "integer",
    "IPAddressField": "inet",
    "JSONField": "jsonb",
    "NullBooleanField": "boolean",
    "PositiveBigIntegerField": "bigint",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "smallint",
    "SlugField": "varchar",
    "SmallAutoField": "smallint",
    "SmallIntegerField": "smallint",
    "TextField": "text",
    "TimeField": "time",
    "URLField": "varchar",
    "UUIDField": "uuid",
}

LENGTHS: dict[str, int] = {
    "EmailField": 254,
    "FileField": 100,
    "FilePathField": 100,
    "ImageField": 100,
    "SlugField": 50,
    "URLField": 200,
}
"""The `max_length` of a field that isn't told one."""

REFERRING: frozenset[str] = frozenset(("ForeignKey", "OneToOneField"))
"""Fields that are a column with a foreign key and an index."""

ELSEWHERE: frozenset[str] = frozenset(("ManyToManyField", "GenericRelation", "GenericForeignKey"))
"""Fields that aren't a column of the model's own table."""

OTHERS: frozenset[str] = words(
    "ArrayField HStoreField CIText CICharField CIEmailField CITextField SearchVectorField"
    " IntegerRangeField BigIntegerRangeField DecimalRangeField DateTimeRangeField DateRangeField"
    " GeneratedField GeometryField PointField LineStringField PolygonField MultiPointField"
    " MultiLineStringField MultiPolygonField GeometryCollectionField RasterField"
)
"""More fields of Django's own, which like all of these are NOT NULL unless told otherwise."""

INDEXED: frozenset[str] = frozenset(("SlugField",))
"""Fields that are indexed unless told otherwise."""

VOLATILE_DEFAULTS: frozenset[str] = frozenset(("RandomUUID", "Random", "UUID4", "UUID7"))
"""Database functions that a `db_default` may call, of which each row needs its own value."""

DJANGOS: frozenset[str] = OTHERS | COLUMN_TYPES.keys() | REFERRING | ELSEWHERE
"""Every field of Django's own."""
