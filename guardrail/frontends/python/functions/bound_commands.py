"""Commands of plumbum and sh, bound to arguments piece by piece: `local["rm"]["-rf", path]()`.

Source: plumbum 2.0, "Local commands" and "Pipelining, redirection and modifiers": a command is
`local["rm"]`, `local.cmd.rm` or `plumbum.cmd.rm`, a subscript binds arguments to it, and it runs
when it is called, when one of its `run` methods is, or with `& FG` (lists among its arguments
are flattened, `ConcreteCommand.formulate`); `command << text` gives it a
text to read, `first | second` what the first one writes; of an `SshMachine` they run there. sh 2.4,
"Baking", "Sub-commands", "Input via STDIN" and "Piping": a command is `sh.git` or
`sh.Command("git")`, `bake` and an attribute bind, `_in` is what it reads, as is a command that
stands before its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_MOST_PLACES = 12_000
_DEEPEST = 40
_LOCAL = "plumbum.local"
_COMMANDS = ("plumbum.cmd.", f"{_LOCAL}.cmd.", "sh.")
_PACKAGES = frozenset(("plumbum", "sh"))
_SH = "sh"
FED = "_in"
"""The argument by which a command is given what it reads."""
_BAKING = "bake"
_RUNNING = words("run run_bg run_fg run_nohup run_retcode run_tee run_tf popen")
_WRAPPING = words("sudo doas env nohup nice timeout xargs ssh")
_MODIFIERS = words("BG FG NOHUP RETCODE TEE TF")
_MACHINES = late(r"(?:^|\.)(?:Ssh|Paramiko|Putty)Machine\(\)\Z")
_PLACES = late(r"[\w)\]]\s*(\()|(&)")


def bound_commands(reading: Reading, known: Sequence[Call]) -> Iterator[Call]:
    """The runs of such commands as calls of `plumbum.cmd.NAME` with all arguments."""
    module = reading.module
    if _PACKAGES.isdisjoint(reading.names.packages):
        return
    taken = {call.node.id for call in known if _is_whole(call.name) and call.last not in _WRAPPING}
    places = [match.span(match.lastindex or 0) for match in _PLACES.finditer(module.plain)]
    for trail in module.around(places[:_MOST_PLACES]):
        node = next((one for one in trail[:3] if one.type in ("call", "binary_operator")), None)
        if node is not None and node.id not in taken:
            taken.add(node.id)
            yield from _run(reading, node)


def is_bound(call: Call) -> bool:
    """Whether a call is the run of a command that arguments were bound to."""
    return call.kept and call.name.startswith("plumbum.cmd.")


def bound_command(reading: Reading, node: Node) -> Call | None:
    """The run of such a command that an expression is, `None` where it is none."""
    return next(_run(reading, node), None)


def _is_whole(name: str) -> bool:
    """Whether a call is known by its name alone: `sh.rm(…)`, not `sh.git.push(…)`."""
    if name.startswith("plumbum."):
        return True
    return name.startswith("sh.") and (name.count(".") == 1 or name.startswith("sh.sudo."))


def _run(reading: Reading, node: Node) -> Iterator[Call]:
    """The run that a call or `command & FG` is, nothing where it is none."""
    module = reading.module
    if node.type == "binary_operator":
        command, modifier = (node.child_by_field_name(part) for part in ("left", "right"))
        if modifier is None or command is None:
            return
        modifier = modifier.child_by_field_name("function") or modifier
        if module.name(modifier).rsplit(".", 1)[-1] not in _MODIFIERS:
            return
        call = Call(node, command, "")
    else:
        call = call_of(module, node, "")
        attribute = call.function.child_by_field_name("attribute")
        if attribute is not None and module.name(attribute) == _BAKING:
            return
        if attribute is not None and module.name(attribute) in _RUNNING:
            below = call.function.child_by_field_name("object")
            call = Call(node, below or call.function, "")
    fed: Node | None = None
    asked = unwrapped(call.function)
    if asked.type == "identifier":
        # `pipeline = curl | script`, run by its name.
        held = reading.builder.flow.value(asked)
        asked = unwrapped(held) if held is not None else asked
    if asked.type == "binary_operator":
        fed, call.function = _fed(reading, asked)
    name, bound = _command(reading, call.function)
    if name and fed is not None:
        call.keywords = {**call.keywords, FED: fed}
    if name in _WRAPPING:
        bound = [word for one in bound for word in _unwrapped(reading, one)]
        call.positional = [word for one in call.positional for word in _unwrapped(reading, one)]
    if name:
        # `mkfs.ext4` is a way to call `mkfs`.
        call.name, call.kept = f"plumbum.cmd.{name.partition('.')[0]}", True
        if call.first_star is not None:
            call.first_star += len(bound)
        call.positional = [*_in_one(reading, bound), *_in_one(reading, call.positional)]
        yield call


def _in_one(reading: Reading, given: Sequence[Node]) -> Iterator[Node]:
    """The words of a command, those of lists among them: `dd[arguments]`, `rm("-r", folders)`."""
    for one in given:
        node = unwrapped(one)
        if node.type == "call" and (given_back := _given_back(reading, node)) is not None:
            node = given_back
        # What is only added under a condition is taken to be there: it mostly narrows.
        lists = reading.builder.flow.lists(node)
        yield from max(lists, key=len, default=()) or [one]


def _fed(reading: Reading, node: Node) -> tuple[Node | None, Node]:
    """What a command is given to read, and the command: `sh << text`, `first | second`."""
    left, sign, right = (node.child_by_field_name(one) for one in ("left", "operator", "right"))
    told = reading.module.code(sign) if sign is not None else ""
    if left is None or right is None or told not in ("<<", "|"):
        return None, node
    return (right, left) if told == "<<" else (left, right)


def command_run(reading: Reading, node: Node) -> tuple[str, list[Node]]:
    """The program whose output an expression is, with its words, "" for anything else."""
    if _PACKAGES.isdisjoint(reading.names.packages):
        return "", []
    node = unwrapped(node)
    if node.type == "call":
        made = reading.call(node)
        name, bound = _command(reading, made.function)
        return (name, [*bound, *made.positional]) if name else ("", [])
    return _command(reading, node) if node.type in ("subscript", "identifier") else ("", [])


def _unwrapped(reading: Reading, node: Node) -> list[Node]:
    """A command that another one runs, as its words: `sudo[rm["-rf", path]]`."""
    name, bound = _command(reading, node)
    base = unwrapped(node)
    while name and bound and base.type in ("subscript", "identifier"):
        held = reading.builder.flow.value(base) if base.type == "identifier" else base
        if held is None or held.type != "subscript":
            break
        below = held.child_by_field_name("value")
        if below is None or reading.names.dotted(below) == _LOCAL:
            break
        base = unwrapped(below)
    return [base, *bound] if name else [node]


def command_word(reading: Reading, node: Node) -> str:
    """The program that an expression stands for among a command's words, "" for none."""
    if _PACKAGES.isdisjoint(reading.names.packages):
        return ""
    if _is_subcommand(node):
        return reading.module.name(node).rstrip("_")
    name, bound = _command(reading, node)
    return "" if bound else name


def _command(reading: Reading, node: Node) -> tuple[str, list[Node]]:
    """The program of an expression and what is bound to it, "" where it is no command."""
    module, bound = reading.module, list[Node]()
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "call" and (given_back := _given_back(reading, node)) is not None:
            node = given_back
            continue
        if node.type == "call" and _SH in reading.names.packages:
            made = reading.call(node)
            owner = made.function.child_by_field_name("object")
            if made.name == "sh.Command" and made.positional:
                return reading.known(made.positional[0]).rsplit("/", 1)[-1], bound
            if made.last != _BAKING or owner is None:
                return "", bound
            bound, node = [*made.positional, *bound], owner
            continue
        name = reading.names.dotted(node)
        command = next((one for one in _COMMANDS if name.startswith(one)), "")
        if command and name.removeprefix(command).isidentifier():
            return name.removeprefix(command), bound
        if node.type == "subscript":
            value, *given = module.children(node)[0]
            if reading.names.dotted(value) == _LOCAL or _is_machine(reading, value):
                return reading.known(given[0]).rsplit("/", 1)[-1] if given else "", bound
            if len(given) == 1 and given[0].type in ("tuple", "expression_list"):
                given = module.children(given[0])[0]
            bound = [*given, *bound]
            node = value
            continue
        held = _held(reading, node)
        if held is not None and held.id != node.id:
            node = held
            continue
        owner, word = (node.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or word is None or _SH not in reading.names.packages:
            return "", bound
        # A sub-command of sh: `git.push` is `git push`.
        bound, node = [word, *bound], owner
    return "", bound


def _given_back(reading: Reading, node: Node) -> Node | None:
    """The command that a function of the module gives back: `cmd = self.query()`."""
    own = own_function(reading, reading.call(node))
    results = results_of(reading.module, own) if own is not None else []
    return results[0] if len(results) == 1 else None


def _is_machine(reading: Reading, node: Node) -> bool:
    """Whether an expression is another machine, whose commands are asked for like those here."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    made = [one.value for one in bound if one.value is not None] or [node]
    return any(
        one.type == "call" and _MACHINES.search(reading.names.dotted(one)) is not None
        for one in made
    )


def _held(reading: Reading, node: Node) -> Node | None:
    """What a name or an attribute stands for, of a parameter what its callers give."""
    if node.type not in ("identifier", "attribute"):
        return None
    value = reading.builder.flow.value(node)
    if value is not None or node.type != "identifier":
        return value
    bound = reading.builder.flow.reaching(node)
    if len(bound) != 1 or bound[0].kind is not BindingKind.PARAMETER:
        return None
    begun = (root.node for root in roots(reading, node))
    return next((one for one in begun if one.type in ("subscript", "attribute", "call")), None)


def _is_subcommand(node: Node) -> bool:
    """Whether a word of a command is the attribute that it was asked for by."""
    above = node.parent
    if node.type != "identifier" or above is None or above.type != "attribute":
        return False
    return above.child_by_field_name("attribute") == node
