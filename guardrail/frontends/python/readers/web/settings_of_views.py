"""Settings that stand on a view and let everybody use it: is it one that few people may?

Login, sign-up, webhooks and what a site shows are for everybody; what deletes, pays or administers
isn't. A view that looks into the headers or compares a signature asks on its own who is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import definition
from guardrail.knowledge.python.loosened_spots import View
from guardrail.patterns import late

_GRAVE = late(
    r"(?<![a-z])(?:refund|payout|withdraw|transfer|back_?office|admin|administration|staff|purge|wipe"
    r"|delete|remove|destroy|impersonat|salar|payroll|billing|internal|maintenance|superuser|role"
    r"|permission|user_management|users?_?(?:list|detail|view_?set)|backup|restore|audit|reset_?data"
    r"|flush|truncate|shutdown|deploy|secrets?|credentials?)\w*"
)
"""Words in the name of a view that few people may use."""
_PAYING = late(
    r"\b(?<!def )\w*(?:refund|payout|withdraw|impersonate|delete_all|truncate|wipe|purge)\w*\s*\("
)
_FOR_ALL = late(
    r"login|log_?in|log_?out|sign_?(?:in|up|out)|register|registration|token|password|forgot|verify"
    r"|confirm|activat|web_?hook|call_?back|contact|feedback|subscri|newsletter|public|health|otp|auth"
    r"|search|captcha|cart|basket|guest|demo|example|tutorial"
)
"""Words in the name of a view that everybody may use, or in which a secret is part of the link."""
_ASKS = late(
    r"hmac|signature|construct_event|compare_digest|HTTP_AUTHORIZATION|[\"']authorization[\"']"
    r"|enforce_csrf|check_csrf|csrfmiddlewaretoken|login_not_required"
    r"|api_?key|X-[A-Z]|check_permission|has_perm|is_staff|is_superuser|PermissionDenied|secret",
    re.IGNORECASE,
)
_CHANGING_METHODS = late(
    r"\bdef\s+(?:post|put|patch|delete|create|update|destroy|partial_update)\b"
)
_DELETING_METHODS = late(r"\bdef\s+(?:delete|destroy)\b")
_DELETING_BASES = late(
    r"\bDestroy\w+|\bRetrieve\w*Destroy\w*|\bListCreateDestroy\w*|(?<!Only)ModelViewSet\b"
)
_WRITING_BASES = late(r"\b(?:Create|Update|ListCreate|RetrieveUpdate)\w*|ModelViewSet\b")
_CHOSEN = late(r"\bhttp_method_names\b|\bdef\s+get_permissions\b|\bdef\s+check_permissions\b")
_ASKED_METHODS = late(r"(?:api_view\s*\(|\bmethods\s*=)([^)\]]*)[)\]]")
_LOGGED_IN = late(
    r"@(?:\w+\.)?(?:login_required|permission_required|user_passes_test|staff_member_required"
    r"|roles_required|roles_accepted|fresh_login_required)\b|\brequest\.user\b|\bcurrent_user\b"
    r"|\b(?:LoginRequired|PermissionRequired|UserPassesTest)Mixin\b"
)
_TAKES = late(
    r"\brequest\.(?:POST|body|FILES|form|json|get_json|data)\b"
    r"|\.(?:save|delete|create|update|commit|add)\("
)
_MADE = late(
    r"^(\w+)(?:\s*:\s*\w+)?\s*=\s*(?:\w+\.)?(?:FastAPI|Flask|Quart|Litestar|Sanic)\(", re.MULTILINE
)
"""The application itself, made in the module: what it asks of everybody is said there."""
_ASKED_OF_ALL = late(
    r"\bdependencies\s*=|before_request|add_middleware\(\s*\w*(?:Auth|Login|Session|Token)|@\w+\.middleware"
    r"|\bguards\s*=|on_request|BasicAuth\(|init_app|login_manager|Talisman\(|Limiter\("
)
"""How a module looks that asks who is there for all of its routes, or leaves that to another."""
_WHO = late(
    r"depends\(\s*(?!\w*(?:db|session|settings|conn\w*|client|pool|store|repo\w*|service|engine)\b)"
    r"|auth|login|current_user|token|permission|jwt|api_?key|security\(|\bsession(?:\[|\.get\()|_required\b"
    r"|signature|hmac|secret|verify|abort\(40[13]|40[13]_|status_code=40[13]|forbidden|is_admin|role"
    r"|remote_addr|client\.host|headers|cookie|testing|debug",
    re.IGNORECASE,
)
"""How a route looks that asks who is there."""
_GATES = late(
    r"login_required|get_current_user|current_user\b|require_\w+|OAuth2PasswordBearer|HTTPBearer"
    r"|HTTPBasic\b|verify_token|jwt_required|APIKeyHeader|token_required|admin_required"
)
"""What asks who is there, at other routes of the module."""
_OF_FEW = late(
    r"/(?:_?admin|internal|back-?office|maintenance|management|ops|superuser)(?:/|[\"'])"
)
_ROUTE_TO_DELETE = late(r"\.delete\s*\(|methods\s*=\s*[\[(][^\])]*DELETE")
_ROUTE_TO_CHANGE = late(
    r"\.(?:post|put|patch)\s*\(|methods\s*=\s*[\[(][^\])]*(?:POST|PUT|PATCH|DELETE)"
)
_ASKING = "get_permissions"
_ASKS_NOBODY = late(
    r"\bdef\s+get_permissions\s*\([^)]*\)[^:\n]*:\s*return\s*[\[(]\s*(?:(?:\w+\.)?AllowAny\(\))?\s*,?\s*[\])]"
)
"""A method that gives everybody each permission; any other chooses."""
_FAR = 10_000
_SHORT = 400
_OPEN_ACTION = late(r"\bpermission_classes\s*=\s*[\[(]\s*(?:[\w.]*AllowAny\b|[\])])")
_HUMP = late(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def setting_of_view(reading: Reading, view: View, trail: list[Node]) -> Node | None:
    """The setting or the decorator of a view that it is told of, `None` for any other."""
    decorator = next((one for one in trail if one.type == "decorator"), None)
    setting = next((one for one in trail[:6] if one.type == "assignment"), None)
    if decorator is not None and view is View.ROUTED:
        return decorator if _is_open_route(reading, decorator) else None
    if view is View.ROUTED:
        return None
    if decorator is not None:
        above = decorator.parent
        held = definition(above) if above is not None else None
        if above is None or held is None:
            return None
        told = _is_told(reading, view, above, held)
        return decorator if told and _is_of_view(reading, view, decorator) else None
    around = next((one for one in trail if one.type == "class_definition"), None)
    asking = next((one for one in trail[:2] if one.type == "function_definition"), None)
    if asking is not None and reading.module.defined(asking) == _ASKING:
        told = around is not None and _is_told(reading, view, around, around)
        return asking.child_by_field_name("name") if told else None
    if setting is None or not _is_of_view(reading, view, setting):
        return None
    return setting if around is not None and _is_told(reading, view, around, around) else None


def _is_open_route(reading: Reading, decorator: Node) -> bool:
    """Whether a route that deletes or administers asks nobody who they are, nor its application.

    That it deletes is enough where other routes of the same module ask.
    """
    module, above = reading.module, decorator.parent
    made = _MADE.search(module.plain)
    head = module.code(decorator)[:_SHORT]
    if above is None or made is None or not head.lstrip("@ ").startswith(f"{made[1]}."):
        return False
    code = module.code(above)[:_FAR]
    if _WHO.search(code) or _ASKED_OF_ALL.search(module.plain):
        return False
    if _ROUTE_TO_DELETE.search(head) and len(_GATES.findall(module.plain)) > 1:
        return True
    changes = _ROUTE_TO_DELETE.search(head) or _ROUTE_TO_CHANGE.search(head)
    return changes is not None and _OF_FEW.search(head) is not None


def _is_of_view(reading: Reading, view: View, setting: Node) -> bool:
    code = reading.module.code(setting)[:_FAR].lstrip("@ ")
    extra = code.startswith("action(") and _OPEN_ACTION.search(code) is not None
    return view is View.LOGGED_IN or extra or code.startswith("permission_classes")


def _is_told(reading: Reading, view: View, whole: Node, held: Node) -> bool:
    code = reading.module.code(whole)[:_FAR]
    if _ASKS.search(code):
        return False
    if view is View.LOGGED_IN:
        return _LOGGED_IN.search(code) is not None and _TAKES.search(code) is not None
    if held.type == "class_definition":
        return any(_changes(reading, held, one) for one in (held, *_heirs(reading, held)))
    return _function_changes(reading.module.defined(held), code)


def _function_changes(name: str, code: str) -> bool:
    asked = _ASKED_METHODS.search(code)
    methods = asked[1].upper() if asked is not None else ""
    if _FOR_ALL.search(name.lower()) or not methods:
        return False
    if "DELETE" in methods or _PAYING.search(code):
        return True
    changing = any(one in methods for one in ("POST", "PUT", "PATCH"))
    return changing and _GRAVE.search(name.lower()) is not None


def _changes(reading: Reading, view: Node, heir: Node) -> bool:
    """Whether a view, or one that is made from it, does what few people may."""
    named = [_words(reading.module.defined(one)) for one in (view, heir)]
    bases = heir.child_by_field_name("superclasses")
    made_from = reading.module.code(bases)[:_FAR] if bases is not None else ""
    code = reading.module.code(heir)[:_FAR]
    if _CHOSEN.search(_ASKS_NOBODY.sub(" ", code)) or any(_FOR_ALL.search(one) for one in named):
        return False
    if heir.id != view.id and re.search(r"\bpermission_classes\s*=", code):
        return False
    if _DELETING_METHODS.search(code) or _DELETING_BASES.search(made_from) or _PAYING.search(code):
        return True
    changing = _CHANGING_METHODS.search(code) or _WRITING_BASES.search(made_from)
    return changing is not None and any(_GRAVE.search(one) for one in named)


def _words(name: str) -> str:
    return _HUMP.sub("_", name).lower()


def _heirs(reading: Reading, view: Node) -> Iterator[Node]:
    """The module's classes that are made from a view."""
    name = reading.module.defined(view)
    for one in reading.module.root.named_children[:1000]:
        held = definition(one)
        bases = (
            held.child_by_field_name("superclasses") if held.type == "class_definition" else None
        )
        if bases is not None and re.search(rf"\b{re.escape(name)}\b", reading.module.code(bases)):
            yield held
