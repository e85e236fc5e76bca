"""PySpark and Databricks' utilities: tables and paths written over, SQL that runs, folders removed.

Source: the API reference of PySpark 4.2 (`SparkSession`, `DataFrameReader`, `DataFrameWriter`,
`DataFrameWriterV2`), its guide to generic load and save functions (save modes), Delta Lake's
"Selective overwrite" (`replaceWhere`, dynamic partition overwrites) and "Remove unused data files
with vacuum" (`retentionDurationCheck`), and Databricks' reference of `dbutils.fs.rm`.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Is,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row, RunsText
from guardrail.knowledge.python.true_conditions import TRUE_COLUMNS

_SESSION, _READER, _FRAME = "spark session", "spark reader", "spark frame"
_WRITER, _TABLE_WRITER = "spark writer", "spark table writer"
_OVERWRITING = (f"{_WRITER} overwrite", f"{_WRITER} Overwrite", f"{_WRITER} OVERWRITE")
_MODE = Argument(-1, "mode")
_BESIDE = ("spark", "pyspark", "SparkSession")
_DATABRICKS = "the package is only there on Databricks"
_CHECK = "the check that vacuum leaves what is still in use"
_IN_KIND = "the save mode is part of the kind"
# Options that leave what the frame has nothing to say of.
_PARTS = r"(?!(key=)?'(replaceWhere|partitionOverwriteMode|replaceOn|replaceUsing)').*"
_ALL_PARTS = r"(?!.*(replaceWhere|partitionOverwriteMode|replaceOn|replaceUsing)=).*"

_START = (
    "from pyspark.sql import SparkSession\n"
    "spark = SparkSession.builder.appName('shop').getOrCreate()\n"
    "frame = spark.read.format('parquet').load('new').filter('age > 3')\n"
)
_SESSIONS = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n"
_UTILITIES = "from pyspark.dbutils import DBUtils\ndbutils = DBUtils(spark)\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("spark", "spark_session", "sparksession"), kind=_SESSION),
    Makes(
        names=("pyspark.sql.SparkSession", "pyspark.sql.session.SparkSession"),
        kind=_SESSION,
    ),
    Makes(
        names=("pyspark.sql.SparkSession.getActiveSession", "pyspark.sql.SparkSession.active"),
        kind=_SESSION,
        proxy="a method of the class",
    ),
    Is(names=("pyspark.sql.SparkSession.builder",), kind="spark builder"),
    Makes(
        names=("databricks.connect.DatabricksSession",),
        kind=_SESSION,
        proxy="other packages, with the same session",
        unproved="the library isn't installed",
    ),
    Gives(
        kind="spark builder",
        member="appName() config() master() enableHiveSupport() remote()",
        gives="spark builder",
    ),
    Gives(kind="spark builder", member="getOrCreate() create()", gives=_SESSION),
    Gives(kind=_SESSION, member="newSession()", gives=_SESSION),
    Gives(kind=_SESSION, member="read", gives=_READER),
    Gives(kind=_SESSION, member="conf", gives="spark settings"),
    Gives(kind=_SESSION, member="table() sql() createDataFrame() range()", gives=_FRAME),
    Makes(names=("pyspark.sql.DataFrameReader",), kind=_READER),
    Gives(kind=_READER, member="format() option() options() schema()", gives=_READER),
    Gives(
        kind=_READER,
        member="load() table() parquet() csv() json() orc() jdbc() text()",
        gives=_FRAME,
    ),
    Makes(names=("pyspark.sql.DataFrame", "pyspark.sql.dataframe.DataFrame"), kind=_FRAME),
    Gives(
        kind=_FRAME,
        member=(
            "select() selectExpr() filter() where() withColumn() withColumns()"
            " withColumnRenamed() drop() dropDuplicates() distinct() dropna() fillna() replace()"
            " union() unionByName() intersect() subtract() join() crossJoin() orderBy() sort()"
            " limit() alias() cache() persist() repartition() coalesce() toDF() transform()"
            " sample()"
        ),
        gives=_FRAME,
    ),
    Gives(kind=_FRAME, member="write", gives=_WRITER),
    Gives(kind=_FRAME, member="writeTo()", gives=_TABLE_WRITER, named=Argument(0, "table")),
    Spelt(names=("write",), kind=_WRITER),
    Makes(names=("pyspark.sql.DataFrameWriter",), kind=_WRITER),
    Gives(kind=_WRITER, member="mode()", gives=_WRITER, by=Argument(0, "saveMode")),
    Gives(
        kind=_WRITER,
        member="format() partitionBy() bucketBy() sortBy() clusterBy()",
        gives=_WRITER,
    ),
    Gives(kind=_WRITER, member="option()", gives=_WRITER, narrows=True, every=(_PARTS,)),
    Gives(kind=_WRITER, member="options()", gives=_WRITER, narrows=True, every=(_ALL_PARTS,)),
    *(
        Gives(
            kind=kind,
            member="format() partitionBy() bucketBy() sortBy() clusterBy()",
            gives=kind,
        )
        for kind in _OVERWRITING
    ),
    *(
        Gives(kind=kind, member="option()", gives=kind, narrows=True, every=(_PARTS,))
        for kind in _OVERWRITING
    ),
    *(
        Gives(kind=kind, member="options()", gives=kind, narrows=True, every=(_ALL_PARTS,))
        for kind in _OVERWRITING
    ),
    Makes(names=("pyspark.sql.DataFrameWriterV2",), kind=_TABLE_WRITER),
    Gives(
        kind=_TABLE_WRITER,
        member="using() option() options() tableProperty() partitionedBy()",
        gives=_TABLE_WRITER,
    ),
    Makes(names=("pyspark.sql.conf.RuntimeConfig",), kind="spark settings"),
    Spelt(names=("dbutils",), kind="databricks utilities"),
    Makes(
        names=("pyspark.dbutils.DBUtils",),
        kind="databricks utilities",
        unproved=_DATABRICKS,
    ),
    Gives(kind="databricks utilities", member="fs", gives="databricks files"),
)


_PATH = Argument(0, "path")
_MODE_IS = r"(?im)^(?![ \t]*#).*?partitionOverwriteMode[\"']?\W{1,20}"
_DYNAMIC, _STATIC = f"{_MODE_IS}dynamic", f"{_MODE_IS}static"
"""How a session says whether a frame replaces the partitions that it has, or all there are."""
_PARTED = "partitionBy"
_SHARED = (
    r"~(?:s3[an]?|gs|abfss?|wasbs?|adl|hdfs|oss|cosn)://\w",
    r"~dbfs:/\w",
    r"~/(?:mnt|dbfs|Volumes)/\w",
)
"""Paths that others read too: of stores in the cloud, of a cluster, of Databricks."""

_ONE_PART = (
    r"~.*/\w+=[^/*]+/?$",
    r"~~\{[^{}]*\b(?:day|date|ds|dt|hour|month|partition\w*|run_id|batch\w*)\b[^{}]*\}[\"']$",
)
"""A folder of one partition, or of one day."""

_SETTING = ".config('spark.sql.sources.partitionOverwriteMode', 'MODE')"


def _files(method: str) -> Iterator[Row]:
    """A method of the writer that leaves files under a path, told where it is a shared one."""
    named, own = (_PATH, _SHARED), (_MODE, ("overwrite", "Overwrite", "OVERWRITE"))
    for on, mode in (((_WRITER, *_OVERWRITING), own), (_OVERWRITING, (_MODE, ("-",)))):
        first = f"{_START}frame.write" + ("" if mode is own else ".mode('overwrite')")
        more = ", mode='overwrite'" if mode is own else ""
        yield ChangesData(
            names=(f".{method}",),
            on=on,
            when=(named, mode),
            spared=((_PATH, _ONE_PART),),
            verb=Verb.OVERWRITE,
            target=_PATH,
            parts_if=_DYNAMIC,
            parted=_PARTED,
            store="spark",
            unproved="" if mode is own else _IN_KIND,
            beside=_BESIDE,
            example=f"{first}.{method}('s3://shop/users'{more})",
            twin=f"{first}.{method}('/tmp/users'{more})",
        )
    parted = f"{_SESSIONS.replace('.getO', _SETTING + '.getO')}spark.table('a').write"
    parted += f".mode('overwrite').partitionBy('day').{method}(path)"
    yield ChangesData(
        names=(f".{method}",),
        on=_OVERWRITING,
        when=((_MODE, ("-",)),),
        verb=Verb.OVERWRITE,
        target=_PATH,
        if_said=_STATIC,
        store="spark",
        unproved=_IN_KIND,
        beside=_BESIDE,
        example=parted.replace("MODE", "static"),
        twin=parted.replace("MODE", "dynamic"),
    )


def _writes(method: str, target: Argument) -> tuple[Row, Row]:
    """A method of the writer that takes a table's place: by its own mode, by `mode()`."""
    beside = _BESIDE if method == "save" else (*_BESIDE, method)
    first = f"frame.write.{method}('users', "
    return (
        ChangesData(
            names=(f".{method}",),
            on=(_WRITER, *_OVERWRITING),
            when=((_MODE, ("overwrite", "Overwrite", "OVERWRITE")),),
            verb=Verb.OVERWRITE,
            target=target,
            parts_if=_DYNAMIC,
            parted=_PARTED,
            store="spark",
            beside=beside,
            example=f"{_START}{first}mode='overwrite')",
            twin=f"{_START}{first}mode='append')",
        ),
        ChangesData(
            names=(f".{method}",),
            on=_OVERWRITING,
            when=((_MODE, ("-",)),),
            verb=Verb.OVERWRITE,
            target=target,
            parts_if=_DYNAMIC,
            parted=_PARTED,
            store="spark",
            unproved=_IN_KIND,
            beside=beside,
            example=f"{_START}frame.write.mode('overwrite').{method}('users')",
            twin=(
                f"{_START}frame.write.mode('overwrite').option('replaceWhere', 'day = 3')"
                f".{method}('users')"
            ),
        ),
    )


ROWS: tuple[Row, ...] = (
    RunsText(
        names=(".sql",),
        language="sql",
        text=Argument(0, "sqlQuery"),
        receivers=(_SESSION,),
        dialect="databricks",
        beside=_BESIDE,
        example=_SESSIONS + 'spark.sql("DELETE FROM users")',
    ),
    RunsText(
        names=("spark.sql",),
        language="sql",
        text=Argument(0, "sqlQuery"),
        certain=True,
        dialect="databricks",
        example='spark.sql("TRUNCATE TABLE users")',
    ),
    *_writes("saveAsTable", Argument(0, "name")),
    *_writes("save", _PATH),
    *(row for method in ("parquet", "csv", "json", "orc") for row in _files(method)),
    ChangesData(
        names=(".insertInto",),
        on=(_WRITER, *_OVERWRITING),
        when=((Argument(1, "overwrite"), ("True",)),),
        verb=Verb.OVERWRITE,
        parts_if=_DYNAMIC,
        target=Argument(0, "tableName"),
        store="spark",
        beside=(*_BESIDE, "insertInto"),
        example=_START + "frame.write.insertInto('users', overwrite=True)",
        twin=_START + "frame.write.insertInto('users', overwrite=False)",
    ),
    ChangesData(
        names=(".insertInto",),
        on=_OVERWRITING,
        when=((Argument(1, "overwrite"), ("-",)),),
        verb=Verb.OVERWRITE,
        parts_if=_DYNAMIC,
        target=Argument(0, "tableName"),
        store="spark",
        unproved=_IN_KIND,
        beside=(*_BESIDE, "insertInto"),
        example=_START + "frame.write.mode('overwrite').insertInto('users')",
        twin=_START + "frame.write.mode('append').insertInto('users')",
    ),
    ChangesData(
        names=(".jdbc",),
        on=(_WRITER,),
        when=((Argument(2, "mode"), ("overwrite", "Overwrite", "OVERWRITE")),),
        verb=Verb.OVERWRITE,
        target=Argument(1, "table"),
        store="spark",
        beside=_BESIDE,
        example=_START + "frame.write.jdbc('jdbc:postgresql://db/shop', 'users', 'overwrite')",
        twin=_START + "frame.write.jdbc('jdbc:postgresql://db/shop', 'users', 'append')",
    ),
    ChangesData(
        names=(".jdbc",),
        on=_OVERWRITING,
        when=((Argument(2, "mode"), ("-",)),),
        verb=Verb.OVERWRITE,
        target=Argument(1, "table"),
        store="spark",
        unproved=_IN_KIND,
        beside=_BESIDE,
        example=_START + "frame.write.mode('overwrite').jdbc('jdbc:postgresql://db/s', 'users')",
        twin=_START + "frame.write.mode('append').jdbc('jdbc:postgresql://db/s', 'users')",
    ),
    ChangesData(
        names=(".createOrReplace", ".replace"),
        on=(_TABLE_WRITER,),
        verb=Verb.OVERWRITE,
        store="spark",
        beside=_BESIDE,
        example=_START + "frame.writeTo('users').using('iceberg').createOrReplace()",
        twin=_START + "frame.writeTo('users').using('iceberg').append()",
    ),
    ChangesData(
        names=(".overwrite",),
        on=(_TABLE_WRITER,),
        verb=Verb.OVERWRITE,
        filter=Argument(0, "condition"),
        every_like=TRUE_COLUMNS,
        store="spark",
        beside=_BESIDE,
        example=_START
        + "from pyspark.sql.functions import lit\nframe.writeTo('users').overwrite(lit(True))",
        twin=_START
        + "from pyspark.sql.functions import col\n"
        + "frame.writeTo('users').overwrite(col('day') == 3)",
    ),
    ChangesObject(
        names=(".set",),
        on=("spark settings",),
        what="setting of Delta Lake",
        verb=Verb.ALTER,
        store="spark",
        target=Argument(0, "key"),
        when=(
            (Argument(0, "key"), ("spark.databricks.delta.retentionDurationCheck.enabled",)),
            (Argument(1, "value"), ("false", "False", "FALSE")),
        ),
        protections=(("key", "-", _CHECK), ("key", "*", _CHECK)),
        beside=("retentionDurationCheck",),
        example=_SESSIONS
        + "spark.conf.set('spark.databricks.delta.retentionDurationCheck.enabled', 'false')",
        twin=_SESSIONS
        + "spark.conf.set('spark.databricks.delta.retentionDurationCheck.enabled', 'true')",
    ),
    ChangesObject(
        names=(".rm",),
        on=("databricks files",),
        what="folder",
        store="databricks",
        target=FIRST,
        when=((Argument(1, "recurse"), ("True",)),),
        unproved=_DATABRICKS,
        beside=("dbutils", "DBUtils"),
        example=_UTILITIES + "dbutils.fs.rm('/mnt/shop/users', True)",
        twin=_UTILITIES + "dbutils.fs.ls('/mnt/shop/users')",
    ),
)
