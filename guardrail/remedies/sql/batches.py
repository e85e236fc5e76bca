"""The remedy `batched` in SQL: an UPDATE of many rows, some pages of the table at a time.

A row that is written anew may move to a page that is still to come, so only what may be done twice
is done in batches: values that don't come from the columns that they are put in.

Sources: PostgreSQL's documentation of DO (a COMMIT in a block that isn't in a transaction), of the
type `tid` and of `pg_relation_size`, `pg_partition_tree`.
"""

from __future__ import annotations

from guardrail.remedies.migrations.layout import Layout, layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.migrations.tools import GOOSE, Outside
from guardrail.remedies.migrations.writing import Following, following
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import cased, plain, removal, verbatim
from guardrail.remedies.sql.outside import outside
from guardrail.remedies.sql.scan import Statement, Token, name_at

PAGES = 500
"""Pages of the table in a batch: some 4 MB, tens of thousands of rows."""

_TEMPLATE = """\
DO $batches$
DECLARE
    page bigint := 0;
    pages bigint := coalesce(
        (SELECT max(pg_relation_size(relid)) FROM pg_partition_tree('{quoted}')),
        pg_relation_size('{quoted}')
    ) / current_setting('block_size')::bigint;
BEGIN
    WHILE page <= pages LOOP
        UPDATE {target} SET {sets}
        WHERE {where}{ctid} >= format('(%s,0)', page)::tid
            AND {ctid} < format('(%s,0)', page + {step})::tid;
        COMMIT;
        page := page + {step};
    END LOOP;
END
$batches$"""

_REFUSED = frozenset({"FROM", "RETURNING", "SELECT", "WITH", "CURRENT", "RANDOM", "NEXTVAL"})


def batched(place: Place) -> Made | None:
    """The UPDATE in batches, each in a transaction of its own."""
    layout = layout_of(place) if place.is_sql else None
    if layout is None or layout.here is None:
        return None
    block = in_batches(place.text, layout.here)
    if block is None:
        return None
    here = layout.here
    ends = layout.transaction[1:] if layout.transaction else ()
    alone = not [s for s in layout.others if s not in (layout.transaction or ())]
    if layout.tool.outside is Outside.FREE and not alone:
        # Whoever runs it may open a transaction around the file, which would stay open.
        return _moved(place, layout, block, ends)
    table = plain(name_at(here.tokens, 1)[0])
    written = block
    if layout.tool is GOOSE:
        end = "" if place.text[here.end : here.stop].endswith(";") else ";"
        written = f"-- +goose StatementBegin\n{block}{end}"
    edits = [place.edit(here.start, here.end, written)]
    if layout.tool is GOOSE:
        edits.append(place.edit(here.stop, here.stop, "\n-- +goose StatementEnd"))
    return outside(place, layout, tuple(edits), [block], slug=slug_of("fill", table))


def _moved(place: Place, layout: Layout, block: str, ends: tuple[Statement, ...]) -> Made | None:
    """The block in a migration of its own, where no later statement here may need it done."""
    here = layout.here
    assert here is not None
    if any(each.start > here.start and each not in ends for each in layout.others):
        return None
    slug = slug_of("fill", plain(name_at(here.tokens, 1)[0]))
    after = following(place, layout, [Following(slug, f"{block};", outside=True)])
    if after is None:
        return None
    note = "moved to the migration that follows"
    return Made((removal(place, here.start, here.stop), *after[0]), after[1], note=note)


def in_batches(text: str, update: Statement) -> str | None:
    """The block that does an UPDATE in batches, `None` where it may not be done twice."""
    tokens, words = update.tokens, update.words
    if words[0] != "UPDATE" or "$batches$" in text or _REFUSED & set(words):
        return None
    at = 2 if words[1] == "ONLY" else 1
    table, after = name_at(tokens, at)
    if not table or "SET" not in words:
        return None
    put = words.index("SET")
    alias = [token for token in tokens[after:put] if token.up != "AS"]
    if len(alias) > 1 or put < after:
        return None
    where = _outer(tokens, "WHERE", put)
    assigned = tokens[put + 1 : where]
    if not _repeatable(assigned):
        return None
    last = alias[0].text if alias else ""
    condition = verbatim(text, tokens[where + 1 :])
    return _TEMPLATE.format(
        quoted=table.replace("'", "''"),
        target=text[tokens[1].start : tokens[put].start].rstrip(),
        sets=verbatim(text, assigned),
        where=f"({condition})\n            AND " if condition else "",
        ctid=f"{last}.ctid" if last else "ctid",
        step=PAGES,
    )


def _outer(tokens: list[Token], word: str, start: int) -> int:
    """The place of a word outside parentheses, the end where there is none."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[at].text, 0)
        if depth == 0 and tokens[at].up == word:
            return at
    return len(tokens)


def _repeatable(assigned: list[Token]) -> bool:
    """Whether what is assigned never reads a column that is assigned."""
    targets: set[str] = set()
    read: set[str] = set()
    depth, left = 0, True
    for token in assigned:
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            left = True
        elif token.text == "=" and depth == 0 and left:
            left = False
        elif token.kind in ("word", "quoted"):
            (targets if left else read).add(plain(token.text))
    return bool(targets) and not targets & read


def filled(table: str, column: str, value: str, like: str) -> str:
    """The block that fills an empty column of a table in batches."""
    return _TEMPLATE.format(
        quoted=table.replace("'", "''"),
        target=table,
        sets=f"{column} = {value}",
        where=f"({column} {cased('IS NULL', like)})\n            AND ",
        ctid="ctid",
        step=PAGES,
    )
