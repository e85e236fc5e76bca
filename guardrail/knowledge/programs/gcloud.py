"""gcloud and gsutil: Google Cloud. Commands as in the gcloud CLI reference (release 500)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, ResourceChange, Verb
from guardrail.knowledge.mirrors import LIKE, loses_what_was_kept
from guardrail.knowledge.programs.cloud_doors import doors
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.verbs import A_PROMPT, ASKING
from guardrail.patterns import late

_OPTIONS = options(
    "--project: --account: --configuration: --zone: --region: --location: --instance: --cluster:"
    " --format: --filter: --impersonate-service-account: -q|--quiet --async --help -h -m -o: -h:"
    " -r|-R|--recursive --member: --role: -a -u: -d"
    " --restore-instance: --time: --key: --keyring: --secret:"
)
_EVERYBODY = late(r"(?:allUsers|allAuthenticatedUsers)\b", re.IGNORECASE)
_TRACKS = frozenset(("alpha", "beta", "preview"))
_UNMATCHED = "--delete-unmatched-destination-objects"
_TAKING = ("delete", "destroy")
_PRESENT = {
    "sql backups restore": ("sql instance's present state", "--restore-instance"),
    "pubsub subscriptions seek": ("subscription's waiting messages", "--time"),
}
"""Commands that lose what there is now, and the option that says so."""
_LIGHT = frozenset(("config", "auth", "components", "info"))


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "-h"):
        return
    words = [word for word in parsed.operands if word.text not in _TRACKS]
    texts = [word.text for word in words]
    if command.name.rsplit("/", 1)[-1] == "gsutil":
        texts, words = ["storage", *texts], [*words[:1], *words]
    if texts[:1] == ["storage"] and len(texts) > 2 and texts[1] in ("rm", "rb"):
        if texts[1] == "rb" or parsed.has("-r"):
            kind = "bucket" if texts[1] == "rb" else "storage objects"
            yield from _deleted(command, parsed, kind, texts[2:])
        return
    if texts[:2] == ["storage", "rsync"] and (parsed.has("-d") or parsed.has(_UNMATCHED)):
        yield from _made_like(command, parsed, texts[2:])
        return
    yield from _opened(command, parsed, texts)
    yield from doors(command, "gcp")
    if (what := _PRESENT.get(" ".join(texts[:3]))) is not None:
        kind, option = what
        if not option or parsed.has(option):
            named = parsed.value("--restore-instance") or (texts[3] if texts[3:] else "")
            yield from _deleted(command, parsed, kind, [named])
        return
    verb = next((one for one in _TAKING if one in texts[1:]), "")
    if not verb or texts[0] in _LIGHT:
        return
    at = texts.index(verb)
    names = [word.text if word.known else "" for word in words[at + 1 :]]
    yield from _deleted(command, parsed, " ".join(texts[:at]), names or [""])


def _made_like(command: Command, parsed: Parsed, paths: list[str]) -> Iterator[Outcome]:
    """`gsutil rsync -d` onto what keeps more than its source: any other is how copies are kept."""
    if len(paths) > 1 and loses_what_was_kept(paths[:-1], paths[-1]):
        yield ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.DELETE,
            provider="gcloud",
            kind="storage objects",
            id=paths[-1],
            guards=(LIKE,),
        )


def _opened(command: Command, parsed: Parsed, texts: list[str]) -> Iterator[Outcome]:
    """Buckets and their objects that everybody may read: access lists, policies."""
    storage = texts[:1] == ["storage"]
    members = [parsed.value("--member")]
    members += [parsed.value("-u"), *texts] if storage else []
    given = [one for one in texts if one.startswith("public-read")]
    acl = given[0] if given and storage and parsed.has("-a") else ""
    everybody = any(_EVERYBODY.match(one) for one in members)
    if not (everybody or acl.startswith("public-read")) or "remove-iam-policy-binding" in texts:
        return
    if parsed.has("-d") or not (storage or "add-iam-policy-binding" in texts):
        return
    if not storage and texts[:1] in (["run"], ["functions"]):
        return  # a service that answers everybody is served so
    kind = (
        "bucket" if storage and "cp" not in texts else "object" if storage else " ".join(texts[:2])
    )
    yield PrivilegeChange(
        span=command.span(),
        evidence=command.evidence,
        dialect="gcloud",
        verb=Verb.GRANT,
        privileges=("its access list" if acl or "acl" in texts else "its policy",),
        on=f"the {kind} {texts[-1]}",
        whom=("the internet",),
    )


def _deleted(command: Command, parsed: Parsed, kind: str, names: list[str]) -> Iterator[Outcome]:
    quiet, asks = parsed.has("-q"), "storage" not in kind and kind != "bucket"
    told = (parsed.value("--project"), parsed.value("--configuration"))
    for name in names:
        effect = ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.DELETE,
            provider="gcloud",
            kind=kind,
            id=name,
            protections=(ASKING,) if quiet and asks else (),
            guards=(A_PROMPT,) if asks and not quiet else (),
        )
        yield At(effect, Target(words=tuple(word for word in (*told, name) if word)))


PROGRAM = Program(("gcloud", "gsutil"), _read)
