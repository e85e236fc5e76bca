"""The JSON Schema of `guardrail.toml`, for editors that complete and check it."""

from __future__ import annotations

import json
from typing import Any

URL = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema, made from the classes that check the file."""
    from guardrail.policy.model import PolicyFile

    made = PolicyFile.model_json_schema(by_alias=True)
    return {"$schema": URL, **made, "title": "guardrail.toml"}


def rendered() -> str:
    """The schema as the text of a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
