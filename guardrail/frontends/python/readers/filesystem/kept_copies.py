"""Whether what a file holds is kept where it is written over or deleted.

It is where the program has found that there is no such file, where a copy is made first, and where
what is written was read from the file itself.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Recoverable, Verb
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.guarding.way_there import Condition, before, left_by, of_branches
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.watched_files import written_by_handle
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.rows import ChangesFile
from guardrail.patterns import late

_COPY = late(
    r"\bcopy(?:2|file|fileobj)?\(|\.rename\(|\bos\.(?:rename|replace)\(|\bmove\(|backup|\.bak\b|\.orig\b"
)
_BACKING_UP = late(r"\w*back_?up\w*\(")
_COMMENT = late(r"#[^\n]*")
_CALLED = late(r"[\w.]+(?=\()")
_NAME = late(r"[^\W\d]\w*|(?<=/)\.\w[\w.]*")
_RESTORING = late(r"\(\s*[\w.]*(?:backup|bak|orig|saved)\b|[\"']\S*\.(?:bak|orig)[\"']")
_THERE = late(r"(?P<not>\bnot\s+)?[\w.]*\b(?:exists|lexists|is_file|isfile)\(")
_READ = (
    r"(?:\bopen\(\s*{0}\s*(?:\)|,\s*(?:mode\s*=\s*)?[\"'][rab]|,\s*encoding)"
    r"|{0}\s*\.\s*(?:read_text|read_bytes)\(|{0}\s*\.\s*open\(\s*(?:\)|[\"'][ra]|encoding)"
    r"|\bload\w*\([^()\n]*{0})"
)
_MADE = (
    r"(?<![\w.]){0}\.mkdir\((?![^()\n]*exist_ok\s*=\s*True)"
    r"|\b(?:os\.mkdir|makedirs)\(\s*(?:str\()?{0}\b(?![^()\n]*exist_ok\s*=\s*True)"
    r"|\b(?:clone_from|clone)\([^\n]*,\s*(?:str\()?{0}\b|\bcopytree\([^\n]*,\s*{0}\s*\)"
    r"|\b{0}\s*=\s*(?:[\w.]*Path\()?[\w.]*(?:mkdtemp|TemporaryDirectory)\("
    r"|TemporaryDirectory\([^()\n]*\) as {0}\b"
)
"""How a folder is made where there is none yet."""
_MADE_HERE = late(
    r"\b(?:generate(?:_private)?_key|generate_parameters|new_key|keygen\w*|urandom|randbytes"
    r"|get_random_bytes|token_(?:bytes|hex|urlsafe))\(|\b(?:RSA|ECC|DSA|PrivateKey|SigningKey"
    r"|Random\w*|utils|\w*Key)\.(?:generate|random)\("
)
"""How a key comes about."""
_CERTIFIED = late(r"\bCertificateBuilder\b|\bCertificateSigningRequestBuilder\b|\bX509\(")
"""How a certificate is made for a key: the next one is as good, with a certificate of its own."""
_NEW_FOLDER = late(r"\b(?:mkdtemp|TemporaryDirectory)\(")
_MAKES = late(r"\bmkdir\(|\bmakedirs\(|\bclone(?:_from)?\(|\bcopytree\(|\bmkdtemp|TemporaryDir")
_LONGEST, _DEEPEST = 200, 3
_FAR = 2_000


def kept(reading: Reading, call: Call, row: ChangesFile, path: Node) -> Recoverable:
    """Whether what was in a file can be had again after a call that writes or deletes it."""
    restoring = _RESTORING.search(reading.module.code(call.node)[:_LONGEST]) is not None
    if restoring or is_copied(reading, call, path):
        return Recoverable.BACKUP
    if row.verb is Verb.DELETE:
        return Recoverable.NO
    if _is_absent(reading, call.node) or _is_read(reading, call, row, path):
        return Recoverable.YES
    if lies_in_new_folder(reading, path):
        return Recoverable.YES
    return Recoverable.NO


def kept_key(reading: Reading, call: Call, row: ChangesFile, path: Node) -> Recoverable:
    """Whether a key can be had again that a call writes over or deletes.

    Only a key that is made here takes another's place: what is put where it belongs is kept, and
    that of a certificate which is made with it locks nothing that stays.
    """
    if is_copied(reading, call, path):
        return Recoverable.BACKUP
    if row.verb is Verb.DELETE:
        return Recoverable.NO
    code = reading.module.plain
    made = _MADE_HERE.search(code) is not None and _CERTIFIED.search(code) is None
    if not made or _is_absent(reading, call.node) or lies_in_new_folder(reading, path):
        return Recoverable.YES
    return Recoverable.NO


def lies_in_new_folder(reading: Reading, path: Node) -> bool:
    """Whether a file lies in a folder that was made just before, which fails where there is one.

    `root.mkdir()`, `os.makedirs(root)`, a fresh clone, a folder of `mkdtemp`.
    """
    module = reading.module
    if not _MAKES.search(module.plain):
        return False
    for root in roots(reading, path):
        if root.node.type == "call" and _NEW_FOLDER.search(module.code(root.node)[:_LONGEST]):
            return True
        for one in root.through or (module.root,):
            made = (re.compile(_MADE.format(re.escape(name))) for name in root.way)
            if any(each.search(module.plain, one.start_byte, one.end_byte) for each in made):
                return True
    return False


def is_copied(reading: Reading, call: Call, path: Node) -> bool:
    """Whether the function makes a copy of the very file before a call, or lets one be made."""
    module = reading.module
    around = function_around(reading.module, call.node)
    start = around.start_byte if around is not None else 0
    code = module.plain[max(start, call.node.start_byte - _FAR) : call.node.start_byte]
    code = _COMMENT.sub("", code)
    copies = [_statement(code, *match.span()) for match in _COPY.finditer(code)]
    if not copies:
        return False
    named = _NAME.findall(_CALLED.sub("", module.code(path)[:_LONGEST]))
    last = reading.known(path).rpartition("/")[2]
    words = [re.escape(word) for word in (*named, last) if word]
    of_it = re.compile(rf"(?<![\w.])(?:{'|'.join(words)})(?!\w)")
    return not words or any(_BACKING_UP.search(one) or of_it.search(one) for one in copies)


def _statement(code: str, start: int, end: int) -> str:
    """What stands around a place from the beginning of its line to the end of the call."""
    closed = code.find(")", end)
    return code[code.rfind("\n", 0, start) + 1 : closed if closed >= 0 else end + _LONGEST]


def _is_absent(reading: Reading, node: Node) -> bool:
    """Whether a place is only come to where the program has found no such file."""
    module = reading.module
    place = place_of(module, node.start_byte)
    conditions = [*of_branches(module, place)]
    for statement in before(module, place, node.start_byte):
        conditions += left_by(module, statement)
    for one in conditions:
        asked = _THERE.search(module.code(one.code)[:_LONGEST])
        if asked is not None and one.holds is bool(asked["not"]):
            return not _is_overruled(reading, one)
    return False


def _is_overruled(reading: Reading, asked: Condition) -> bool:
    """Whether a flag that is set unless somebody unsets it lets a file be written that is there.

    `if path.exists() and not renew: return path.read_bytes()`, where `renew` is true by default.
    """
    node = unwrapped(asked.code)
    sign = node.child_by_field_name("operator")
    if node.type != "boolean_operator" or sign is None:
        return False
    if (reading.module.code(sign) == "and") is asked.holds:
        return False
    return any(_is_set(reading, one, asked.holds) for one in reading.module.children(node)[0])


def _is_set(reading: Reading, node: Node, wanted: bool) -> bool:
    """Whether a flag, or its opposite, comes out as wanted by default."""
    node = unwrapped(node)
    inner = reading.module.children(node)[0]
    if node.type == "not_operator" and inner:
        return _is_set(reading, inner[-1], not wanted)
    return node.type == "identifier" and _by_default(reading, node, 0) is wanted


def _by_default(reading: Reading, name: Node, depth: int) -> bool | None:
    """What a parameter is where nobody gives it, also where one is handed on by another."""
    bound = reading.builder.flow.reaching(name)
    if [one.kind for one in bound] != [BindingKind.PARAMETER]:
        return reading.truth(name)
    if bound[0].value is not None:
        return reading.truth(bound[0].value)
    given = passed_to(reading, name) if depth < _DEEPEST else []
    told = {
        _by_default(reading, one, depth + 1) if one.type == "identifier" else reading.truth(one)
        for one in given
    }
    return told.pop() if len(told) == 1 else None


def _is_read(reading: Reading, call: Call, row: ChangesFile, path: Node) -> bool:
    """Whether the module reads the same file, and what it writes isn't a text of its own."""
    code = reading.module.code(path)[:_LONGEST]
    key = (f"read {code}", 0)
    if key not in reading.remembered:
        pattern = _READ.format(re.escape(code))
        reading.remembered[key] = re.search(pattern, reading.module.text) is not None
    if not reading.remembered[key]:
        return False
    if row.mode is None:
        written = call.positional[:1] if row.path.keyword == "self" else []
    else:
        written = [told for _, told in written_by_handle(reading, call)]
    return not written or not all(reading.known(one) for one in written)
