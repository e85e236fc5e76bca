"""Objects of a store that a loop copies elsewhere before it deletes them: they are moved.

A copy whose failure is passed over (`except ClientError: print(error)`) keeps nothing.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.patterns import late

OBJECT_STORES = frozenset(("s3", "gcs", "azure blobs", "minio"))
_COPIES = late(
    r"\.(?:copy_object|copy_blob|copy_from|copy|rewrite|start_copy_from_url|upload_blob_from_url"
    r"|download_file|download_fileobj|download_to_filename|fget_object)\("
)
_LEAVING = late(r"\b(?:raise|continue|return|break)\b|sys\.exit\(")
_LONGEST = 2_000


def copied_before(reading: Reading, call: Call) -> bool:
    """Whether the loop around a call copies, or fetches, what it deletes then."""
    module = reading.module
    for block in reversed(place_of(module, call.node.start_byte).blocks):
        for statement in module.children(block.node)[0]:
            if statement.end_byte <= call.node.start_byte and _keeps(reading, statement):
                return True
        if block.owner.type in ("for_statement", "while_statement"):
            return False
    return False


def _keeps(reading: Reading, statement: Node) -> bool:
    """Whether a statement copies something, and what follows isn't come to where it fails."""
    if _COPIES.search(reading.module.code(statement)[:_LONGEST]) is None:
        return False
    if statement.type != "try_statement":
        return True
    clauses = [one for one in statement.named_children if one.type == "except_clause"]
    return all(_LEAVING.search(reading.module.code(one)[:_LONGEST]) for one in clauses)
