"""Conditions that every row meets, as tools of data lakes write them: texts, columns, expressions.

Patterns for `every_like`: without spaces, in single quotes. What every row has is its key: that it
is there, or no less than 0. Of other columns (`deleted_at IS NOT NULL`) that picks some.

Sources: the SQL of Spark 4 and DataFusion; `pyspark.sql.functions` (`lit`, `expr`, `col`),
Snowpark's functions of these names; `pyiceberg.expressions` of PyIceberg 0.10.
"""

from __future__ import annotations

_KEY = r"(?:\w+\.)?(?:_?id|uuid|uid|pk)"
_COLUMN = rf"(?:(?:\w+\.)?col\('{_KEY}'\)|\w+\['{_KEY}'\]|\w+\.{_KEY})"
_TRUE = rf"(?:true|1=1|{_KEY}isnotnull|{_KEY}(?:>=?-1|>=?0|>=1|!=''|<>''|!=-1|!=0)|\w+like'%')"

TRUE_TEXTS = (rf"(?i)'{_TRUE}'",)
"""Texts: "1 = 1", "id IS NOT NULL"."""

TRUE_COLUMNS = (
    *TRUE_TEXTS,
    r"(?:\w+\.)?lit\((?:True|1)\)(?:==(?:\w+\.)?lit\((?:True|1)\))?",
    rf"(?i)(?:\w+\.)?(?:expr|sql_expr)\('{_TRUE}'\)",
    rf"(?i){_COLUMN}(?:\.(?:isnotnull|is_not_null)\(\)|>=0|>0|>-1)",
)
"""Columns: `lit(True)`, `col("id").isNotNull()`."""

TRUE_EXPRESSIONS = (
    *TRUE_TEXTS,
    r"(?:\w+\.)*AlwaysTrue\(\)",
    rf"(?i)(?:\w+\.)*NotNull\('{_KEY}'\)",
    rf"(?i)(?:\w+\.)*GreaterThan(?:OrEqual)?\('{_KEY}',(?:0|-1|1)\)",
    rf"(?i)(?:\w+\.)*NotEqualTo\('{_KEY}',(?:0|-1|'')\)",
)
"""Expressions of Iceberg: `NotNull("id")`."""
