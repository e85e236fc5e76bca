"""Libraries whose models a program connects once, by one call that says where to.

Sources: Tortoise ORM 0.25 (`Tortoise.init`), MongoEngine 0.29 (`connect`), Beanie 2.0
(`init_beanie`).
"""

from __future__ import annotations

CONNECTED_BY: dict[str, str] = {
    "tortoise": "tortoise.Tortoise.init",
    "mongoengine": "mongoengine.connect",
    "beanie": "beanie.init_beanie",
}
"""The full name of the call, by the package whose models are connected by it."""
