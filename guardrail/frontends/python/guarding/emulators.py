"""Programs that speak to an emulator of a store alone, because they refuse to go on without one.

`if "FIRESTORE_EMULATOR_HOST" not in os.environ: raise …`, or `os.environ["FIRESTORE_EMULATOR_HOST"]
= "localhost:8080"`: Google's libraries follow that variable wherever they make a client. Sources:
"Connect your app to the Firestore emulator", "Using the Pub/Sub emulator", and the same of
Bigtable, Datastore, Spanner and Cloud Storage; each library reads its own at the client's making.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import DataChange, ResourceChange, SchemaChange
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.reading import Reading
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late

_STORES = {
    "FIRESTORE_EMULATOR_HOST": ("firestore",),
    "PUBSUB_EMULATOR_HOST": ("google", "pubsub"),
    "BIGTABLE_EMULATOR_HOST": ("google", "bigtable"),
    "DATASTORE_EMULATOR_HOST": ("google", "datastore"),
    "SPANNER_EMULATOR_HOST": ("google", "spanner"),
    "STORAGE_EMULATOR_HOST": ("google", "gcs"),
}
"""The variables, and what their stores are called here."""
_LEAVING = (
    r"[^\n]{0,80}:\s*(?:#[^\n]*)?\n?\s*(?:raise\b|(?:sys\.)?exit\(|\w+\.(?:fail|exit|skip|error)\()"
)
_REFUSED = late(
    rf"\bif\s+(?:[\"'](?P<within>\w+_EMULATOR_HOST)[\"']\s+not\s+in\s+(?:os\.)?environ"
    rf"|not\s+(?:os\.)?(?:environ\.get|getenv)\(\s*[\"'](?P<asked>\w+_EMULATOR_HOST)[\"']\s*\))"
    rf"{_LEAVING}"
)
_SET = late(
    r"(?m)^(?P<indent>[ \t]*)(?:os\.)?environ\[\s*[\"'](?P<set>\w+_EMULATOR_HOST)[\"']\s*\]\s*="
    r"\s*f?[\"'](?:https?://)?(?:localhost|127\.0\.0\.1)"
)
_ANY = "_EMULATOR_HOST"


def in_emulator(reading: Reading, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, with where it does it if the program speaks to an emulator alone."""
    emulated = _emulated(reading)
    return [_placed(one, emulated) for one in items] if emulated else items


def _emulated(reading: Reading) -> dict[str, str]:
    """The stores that a module speaks to by emulators alone, with the variable that says so."""
    facts, key = reading.module.facts, "emulated stores"
    if key not in facts:
        text = reading.module.text
        named: list[str] = []
        if _ANY in text:
            named += [one["within"] or one["asked"] for one in _REFUSED.finditer(text)]
            named += [one["set"] for one in _SET.finditer(text) if not one["indent"]]
        facts[key] = {store: one for one in named for store in _STORES.get(one, ())}
    held: dict[str, str] = facts[key]
    return held


def _placed(item: Said, emulated: dict[str, str]) -> Said:
    if isinstance(item, ResourceChange):
        variable = emulated.get(item.provider, "")
    elif isinstance(item, (DataChange, SchemaChange)):
        variable = emulated.get(item.dialect, "")
    else:
        return item
    if not variable or item.environment.kind is not EnvironmentKind.UNKNOWN:
        return item
    return replace(item, environment=Environment(EnvironmentKind.THROWAWAY, f"{variable} is set"))
