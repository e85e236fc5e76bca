"""The column types of Django's fields, as PostgreSQL knows them.

Source: Django 5.2, django/db/backends/postgresql/base.py (`data_types`), and the field reference.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import words

COLUMN_TYPES: dict[str, str] = {
    "AutoField": "integer",
    "BigIntegerRangeField": "int8range",
    "BigAutoField": "bigint",
    "BigIntegerField": "bigint",
    "BinaryField": "bytea",
    "BooleanField": "boolean",
    "CICharField": "citext",
    "CIEmailField": "citext",
    "CITextField": "citext",
    "CharField": "varchar",
    "CommaSeparatedIntegerField": "varchar",
    "DateField": "date",
    "DateRangeField": "daterange",
    "DateTimeField": "timestamptz",
    "DateTimeRangeField": "tstzrange",
    "DecimalField": "numeric",
    "DecimalRangeField": "numrange",
    "DurationField": "interval",
    "EmailField": "varchar",
    "FileField": "varchar",
    "FilePathField": "varchar",
    "FloatField": "double precision",
    "GenericIPAddressField": "inet",
    "HStoreField": "hstore",
    "ImageField": "varchar",
    "IntegerField": "integer",
    "IntegerRangeField": "int4range",
    "IPAddressField": "inet",
    "JSONField": "jsonb",
    "NullBooleanField": "boolean",
    "PositiveBigIntegerField": "bigint",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "smallint",
    "SearchVectorField": "tsvector",
    "SlugField": "varchar",
    "SmallAutoField": "smallint",
    "SmallIntegerField": "smallint",
    "TextField": "text",
    "TimeField": "time",
    "URLField": "varchar",
    "UUIDField": "uuid",
}

BUILT_ON: tuple[str, ...] = ("CharField", "TextField", "SlugField", "EmailField", "URLField")
"""Fields that other packages' are nearly always named after where their column is the same."""

LENGTHS: dict[str, int] = {
    "EmailField": 254,
    "FileField": 100,
    "FilePathField": 100,
    "ImageField": 100,
    "SlugField": 50,
    "URLField": 200,
}
"""The `max_length` of a field that isn't told one."""

REFERRING: frozenset[str] = words(
    "ForeignKey OneToOneField ParentalKey TreeForeignKey TreeOneToOneField AutoOneToOneField"
)
"""Fields that are a column with a foreign key and an index, also those of well-known packages."""

ONE_TO_ONE: frozenset[str] = words("OneToOneField TreeOneToOneField AutoOneToOneField")
"""Those of them whose column is unique."""

MANY_TO_MANY: frozenset[str] = words(
    "ManyToManyField ParentalManyToManyField TreeManyToManyField SortedManyToManyField"
)
"""Fields that are a table of their own unless they name a model `through` which they go."""

ELSEWHERE: frozenset[str] = MANY_TO_MANY | words(
    "GenericRelation GenericForeignKey TaggableManager ClusterTaggableManager"
)
"""Fields that aren't a column of the model's own table."""

AUTOMATIC: frozenset[str] = words("AutoField BigAutoField SmallAutoField")
"""Fields whose values the database counts."""

INDEX_METHODS: dict[str, str] = {
    "BTreeIndex": "btree",
    "BloomIndex": "bloom",
    "BrinIndex": "brin",
    "GinIndex": "gin",
    "GistIndex": "gist",
    "HashIndex": "hash",
    "SpGistIndex": "spgist",
}
"""The access methods of the index classes of django.contrib.postgres."""

OTHERS: frozenset[str] = words(
    "ArrayField CIText GeneratedField GeometryField PointField LineStringField PolygonField"
    " MultiPointField MultiLineStringField MultiPolygonField GeometryCollectionField RasterField"
)
"""More fields of Django's own, which like all of these are NOT NULL unless told otherwise."""

IN_CODE_ALONE: frozenset[str] = words(
    "blank choices db_column editable error_messages help_text limit_choices_to on_delete"
    " related_name related_query_name validators verbose_name db_comment to"
)
"""Arguments that change nothing in the database (`Field.non_database_attrs`, `ForeignKey`'s too).

`to` does, by the table that it means, however that is written.
"""

CHECKED: frozenset[str] = words(
    "PositiveBigIntegerField PositiveIntegerField PositiveSmallIntegerField"
)
"""Fields whose column is checked not to be negative (`data_type_check_constraints`)."""

INDEXED: frozenset[str] = frozenset(("SlugField",))
"""Fields that are indexed unless told otherwise."""

VOLATILE_DEFAULTS: frozenset[str] = frozenset(("RandomUUID", "Random", "UUID4", "UUID7"))
"""Database functions that a `db_default` may call, of which each row needs its own value."""

DJANGOS: frozenset[str] = OTHERS | COLUMN_TYPES.keys() | REFERRING | ELSEWHERE
"""Every field of Django's own."""
