"""What can be done about a finding with one key: mend it, allow it, read about it, pass it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from lsprotocol import types

from guardrail.reporters.escaping import visible
from guardrail_lsp.frames import Plain
from guardrail_lsp.names import COPY_FOR_AGENT, FIX_ALL, OPEN_RULE, SELECT_REASON, UNANALYSED
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.diagnostics import diagnostic, range_of
from guardrail_lsp.server.edits import can_make_files, edit_of, edit_of_fixes, fixes_of
from guardrail_lsp.server.server import Server
from guardrail_lsp.server.work import NOW

WAIT = 1.5
"""Seconds to wait for a result on what was just typed; on saving this is what "fix all" has."""

QUICK = types.CodeActionKind.QuickFix


def register(server: Server) -> None:
    """Offer code actions."""
    kinds = [QUICK, types.CodeActionKind(FIX_ALL) if _known(FIX_ALL) else FIX_ALL]
    options = types.CodeActionOptions(code_action_kinds=kinds, resolve_provider=True)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(_actions)
    server.feature(types.CODE_ACTION_RESOLVE)(_resolve)


def _known(kind: str) -> bool:
    return kind in {str(each.value) for each in types.CodeActionKind}


async def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    entry = ls.board.of_uri(params.text_document.uri)
    only = params.context.only
    hurry = only is not None or params.context.trigger_kind is types.CodeActionTriggerKind.Invoked
    if entry is None or not await ls.checking.current(entry, WAIT, hurry=hurry):
        return []
    found = list(_all_fixes(ls, entry)) if _asked(only, FIX_ALL) else []
    if _asked(only, QUICK.value):
        for finding in _touched(entry.findings(ls.options.scope), params.range):
            found += _quick(ls, entry, finding)
    if not _resolves(ls):
        return [await _resolve(ls, action) for action in found]
    return found


def _asked(only: Any, kind: str) -> bool:
    """Whether a kind is wanted: by its name or the name of a kind that holds it."""
    if only is None:
        return kind != FIX_ALL
    names = [str(getattr(each, "value", each)) for each in only]
    return any(kind == name or kind.startswith(f"{name}.") or not name for name in names)


def _resolves(ls: Server) -> bool:
    document = ls.client_capabilities.text_document
    actions = document.code_action if document else None
    lazily = actions.resolve_support if actions else None
    return bool(actions and actions.data_support and lazily and "edit" in lazily.properties)


def _touched(findings: list[Plain], at: types.Range) -> list[Plain]:
    low = [at.start.line, at.start.character]
    high = [at.end.line, at.end.character]
    return [f for f in findings if f["range"][:2] <= high and low <= f["range"][2:]]


def _all_fixes(ls: Server, entry: Entry) -> Iterator[types.CodeAction]:
    if any(fixes_of(entry, safe_only=True, several=can_make_files(ls))):
        yield types.CodeAction(
            "Guardrail: fix all that can be fixed safely",
            kind=FIX_ALL,
            data={"what": "all", "uri": entry.uri, "version": entry.version},
        )


def _quick(ls: Server, entry: Entry, finding: Plain) -> Iterator[types.CodeAction]:
    plain = diagnostic(finding, ls.publisher.rules, ls.publisher.client)
    about = [ls.protocol._converter.structure(plain, types.Diagnostic)]
    data = {"uri": entry.uri, "version": entry.version, "fingerprint": finding["fingerprint"]}
    rule = finding["rule"]
    several = can_make_files(ls)
    wanted = fixes_of(entry, safe_only=False, fingerprint=finding["fingerprint"], several=several)
    if finding["fix"] and any(wanted):
        yield types.CodeAction(
            f"Guardrail: {_fix_title(finding['fix'])}",
            kind=QUICK,
            diagnostics=about,
            is_preferred=bool(finding["fix"]["safe"]) or None,
            data={**data, "what": "fix"},
        )
    if rule == UNANALYSED:
        return
    yield from _commands(ls, entry, finding, about)
    if not entry.unnamed or finding["inline"]:
        how = "in a comment" if finding["inline"] else "in the policy"
        yield types.CodeAction(
            f"Guardrail: allow this {rule}, with a reason {how}",
            kind=QUICK,
            diagnostics=about,
            data={**data, "what": "allow"},
        )


def _fix_title(fix: Plain) -> str:
    """What a fix does, and in brackets what else has to be known."""
    unsafe = "" if fix["safe"] else "changes what happens"
    title, known = (fix["title"], fix["note"] or unsafe) if fix["title"] else (fix["note"], unsafe)
    return f"{title or 'mend it'} ({known})" if known else title or "mend it"


def _commands(
    ls: Server, entry: Entry, finding: Plain, about: list[types.Diagnostic]
) -> Iterator[types.CodeAction]:
    rule, known = finding["rule"], ls.options.commands
    if COPY_FOR_AGENT in known:
        title = "Guardrail: copy an instruction for the agent"
        text = for_agent(shown(entry.file, ls.folders()), finding, ls.publisher.rules.get(rule, {}))
        command = types.Command(title, COPY_FOR_AGENT, arguments=[{"text": text}])
        yield types.CodeAction(title, kind=QUICK, diagnostics=about, command=command)
    if OPEN_RULE in known:
        title = f"Guardrail: about {rule}"
        command = types.Command(title, OPEN_RULE, arguments=[{"rule": rule}])
        yield types.CodeAction(title, kind=QUICK, diagnostics=about, command=command)


def shown(file: str, folders: list[str]) -> str:
    """A file as seen from its folder of the workspace; of several, with the folder's name."""
    place = PurePath(file)
    around = [folder for folder in map(PurePath, folders) if place.is_relative_to(folder)]
    if not around:
        return file
    nearest = max(around, key=lambda folder: len(folder.parts))
    return place.relative_to(nearest if len(folders) == 1 else nearest.parent).as_posix()


def for_agent(path: str, finding: Plain, rule: Plain) -> str:
    """What a person pastes to an agent: undo this, do that instead, because. Not how to allow."""
    where = f"{visible(path)}, line {finding['range'][0] + 1}"
    why = " ".join(rule.get("why", "").split("\n\n")[0].split())
    parts = [
        f"Undo this in {where}: {finding['message']} ({finding['rule']}).",
        f"Do this instead: {finding['help']}" if finding["help"] else "",
        f"Because: {why}" if why else "",
    ]
    return "\n".join(part for part in parts if part)


async def _resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    data = action.data
    if not isinstance(data, dict):
        return action
    entry = ls.board.of_uri(str(data.get("uri")))
    if entry is None or entry.version != data.get("version") or not entry.current:
        return action
    what = data.get("what")
    if what == "allow":
        await _allow(ls, entry, str(data.get("fingerprint")), action)
        return action
    only = "" if what == "all" else str(data.get("fingerprint"))
    several = can_make_files(ls)
    wanted = fixes_of(entry, safe_only=what == "all", fingerprint=only, several=several)
    if any(wanted):
        action.edit = edit_of_fixes(ls, entry, wanted)
    return action


async def _allow(ls: Server, entry: Entry, fingerprint: str, action: types.CodeAction) -> None:
    question = {"ask": "allow", "file": entry.file, "fingerprint": fingerprint}
    turn = entry.turn
    answer = await ls.work.put(NOW, f"allow {fingerprint}", lambda: ls.analyst.ask(question))
    found = (answer or {}).get("edit")
    if not found or entry.turn != turn:
        return
    target = ls.board.entry(found["file"])
    action.edit = edit_of(ls, target.uri, target.version, found["edits"], create=found["create"])
    if SELECT_REASON in ls.options.commands:
        where = ls.protocol._converter.unstructure(range_of(found["reason"]))
        arguments = [{"uri": target.uri, "range": where}]
        action.command = types.Command("Write the reason", SELECT_REASON, arguments=arguments)
