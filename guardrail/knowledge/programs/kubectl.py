"""kubectl, oc: Kubernetes. Commands and options as in `kubectl delete --help` of 1.31."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Runs, Target
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_OPTIONS = options(
    "-n|--namespace: -f|--filename: -l|--selector: -k|--kustomize: --context: --kubeconfig:"
    " --cluster: --user: -s|--server: --token: --grace-period: --timeout: --field-selector: --as:"
    " -c|--container: -o|--output: --clusterrole: --serviceaccount: --group:"
    " --all -A|--all-namespaces --force --now --dry-run"
    " -h|--help -i -t --wait"
)


_KINDS = late(r"(?<![a-zA-Z])(?:pod|job|deployment|replicaset|node)s?(?![a-zA-Z])", re.IGNORECASE)
_ENDED = late(
    r"(?:[\w.]+!?=[^,]*,)*status\.(?:phase={1,2}(?:Succeeded|Failed)|successful={1,2}1)(?:,.*)?"
)
"""A selector of pods and jobs that are over: nothing of them runs, and they hold nothing."""
_ENDING = frozenset(("pod", "pods", "po", "job", "jobs"))
_KEPT = late(
    r"(?:pvc?|persistentvolume(?:claim)?s?|ns|namespaces?|crds?|customresourcedefinitions?|nodes?|no"
    r"|statefulsets?|sts|secrets?|all)(?:\..*)?"
)
"""Kinds that hold what nothing makes anew; a manifest brings the others back."""
_LABEL = late(r"[\w./-]+\s*(?:={1,2}\s*\S|\s+in\s+\()")
"""A label that has one of some values; what hasn't one is nearly everything."""


def _read(command: Command) -> Iterator[Outcome]:
    texts = [word.text for word in command.args]
    if "exec" in texts and "--" in texts:
        inner = command.args[texts.index("--") + 1 :]
        yield Runs(inner)
        return
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("-h") or _dry(parsed) or not parsed.operands:
        return
    if parsed.operands[0].text == "delete":
        yield from _deleted(command, parsed)
    if [word.text for word in parsed.operands[:2]] == ["create", "clusterrolebinding"]:
        yield from _bound(command, parsed)


def _bound(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    """Who gets every right of the cluster by a binding to the role of its administrators."""
    if parsed.value("--clusterrole") == "cluster-admin":
        named = ("--serviceaccount", "--user", "--group")
        whom = [word.text.lower() for option in named for word in parsed.values(option)]
        yield PrivilegeChange(
            span=command.span(),
            evidence=command.evidence,
            recoverable=Recoverable.YES,
            dialect="kubernetes",
            verb=Verb.GRANT,
            privileges=("every right",),
            on="the cluster",
            whom=tuple(whom) or ("receiver of the binding",),
        )


def _dry(parsed: Parsed) -> bool:
    """`--dry-run` alone and `--dry-run=client|server` change nothing; `=none` does."""
    return parsed.has("--dry-run") and parsed.value("--dry-run") != "none"


def _deleted(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    words = [word for word in parsed.operands[1:] if word.known]
    files = parsed.values("-f", "-k")
    kind, names = "resources", [word.text for word in files]
    if words:
        kind = words[0].text
        names = [word.text for word in words[1:]]
        if "/" in kind:
            names = [word.text for word in words]
            kind = kind.partition("/")[0]
    elif not files:
        # `kubectl delete $pods`, where the names were listed before.
        holes = " ".join(hole.name for word in parsed.operands[1:] for hole in word.built.holes)
        told_by = _KINDS.search(holes)
        kind = told_by[0].lower() if told_by is not None else kind
    if kind in _ENDING and _ENDED.fullmatch(parsed.value("--field-selector")):
        return
    reach = [name for name in ("--all", "-A") if parsed.has(name)]
    asked = parsed.value("-l")
    if parsed.has("-l"):
        reach.append(f"-l {asked}".rstrip())
    labelled = _labelled(parsed, asked, kind) and not (words[1:] or files)
    told = (parsed.value("--context"), parsed.value("-n"), parsed.value("--kubeconfig"))
    for name in names or [" ".join(reach)]:
        yield At(
            ResourceChange(
                span=command.span(),
                evidence=command.evidence,
                verb=Verb.DELETE,
                provider="kubernetes",
                kind=kind,
                id=name,
                chosen="label"
                if labelled
                else "name"
                if not (words or files or reach) and parsed.operands[1:]
                else "",
                protections=("a grace period",) if parsed.has("--force", "--now") else (),
            ),
            Target(words=tuple(word for word in (*told, name) if word)),
        )


def _labelled(parsed: Parsed, asked: str, kind: str) -> bool:
    """Whether a label picks out what goes, of one namespace, and a manifest brings it back."""
    if parsed.has("-A") or any(map(_KEPT.fullmatch, kind.lower().split(","))):
        return False
    by_run = asked.startswith(HOLE_WORD) and parsed.has("-n")
    return by_run or _LABEL.match(asked) is not None


PROGRAM = Program(("kubectl", "oc"), _read)
