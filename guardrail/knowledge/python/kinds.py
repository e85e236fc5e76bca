"""Facts about the objects of a library: how one comes by them, and what their methods change.

A library has two tables. `KINDS` says which expressions are objects of which kind; a kind is a
phrase of ours ("mongo collection"), the same in every library that speaks to the same store. `ROWS`
says what is changed by calls on objects of a kind. A method's name alone says little: where it
isn't known what it is called on, nothing is told, unless the word itself is unmistakable.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from guardrail.effects import ObjectKind, Recoverable, Verb
from guardrail.knowledge.python.rows import NOWHERE, Argument, Row

RECEIVER = Argument(-2, "the receiver")
"""The target is named by the object that the method is called on."""

AROUND = Argument(-3, "the receiver around")
"""The target is named by the receiver of the call that this one is an argument of."""

ITSELF = Argument(-4, "itself")
"""In `Gives.named`: the attribute's own name, or the text in the subscript."""


class Inside(NamedTuple):
    """The value under `key` in a dictionary anywhere inside an argument that is written out."""

    argument: Argument
    key: str


Target = Argument | Inside | str
"""What is changed: an argument's text, the receiver's name, or in words of ours ("every key")."""

Condition = tuple[str | Argument, tuple[str, ...]]
"""An argument, by its name or in full, and its values of which one must be given.

A value is code ("0", "None"), a text without its quotes ("replace"), "True" and "False" for
whatever is plainly true or false, "*" for anything but None, "-" where the argument is absent, or
"<given>" alone for what the function around was given itself.
"""

EVERY_ACTION = "<every action on every resource>"
"""In `protections`: a policy document that allows everything."""

ALWAYS: Condition = (NOWHERE, ("-",))
"""A condition that holds for every call."""


class Makes(Struct, frozen=True, kw_only=True):
    """Classes and functions, by their full names, that make an object of a kind.

    A class counts as an annotation too. `named` is the argument that names the object, `rows` one
    whose rows the object stands for. `proxy` says why the class's methods can't be seen on the
    class itself ("methods are made by __getattr__"). Where one of the conditions `throwaway` holds,
    what it keeps is gone with the process. `one_like` are patterns of its arguments, written
    without spaces, that make it one of many rows ("'users/7'"). `by` is an argument whose text
    ends the name of the kind: a client of "rds" is an "aws rds". `filter` is the argument that says
    which rows it stands for, all of them where it is absent, empty or one of `every`. What it does
    is done on the machine that the argument `host` names.
    """

    names: tuple[str, ...]
    kind: str
    host: Argument = NOWHERE
    named: Argument = NOWHERE
    rows: Argument = NOWHERE
    by: Argument = NOWHERE
    proxy: str = ""
    unproved: str = ""
    throwaway: tuple[Condition, ...] = ()
    one_like: tuple[str, ...] = ()
    filter: Argument | Inside = NOWHERE
    every: tuple[str, ...] = ()


class Is(Struct, frozen=True, kw_only=True):
    """Objects that a library has ready, by their full names: django.core.cache.cache."""

    names: tuple[str, ...]
    kind: str


class Spelt(Struct, frozen=True, kw_only=True):
    """Names that an object of a kind goes by where nothing else is known of it: `redis_client`.

    What is told of it is told with less confidence.
    """

    names: tuple[str, ...]
    kind: str


class Hands(Struct, frozen=True, kw_only=True):
    """Decorators, by their full names, whose functions get an object of a kind first of all."""

    names: tuple[str, ...]
    kind: str
    unproved: str = ""


class Extends(Struct, frozen=True, kw_only=True):
    """A class that inherits from one of these is of a kind itself, named by its name.

    `instances` is the kind of what the class makes when it is called. A name that begins with a
    dot (".Entity") is the base's last part, in files that import the package of the others.
    """

    names: tuple[str, ...]
    kind: str
    instances: str = ""


class Gives(Struct, frozen=True, kw_only=True):
    """What an attribute, a method or a subscript of an object of a kind is.

    `member` lists, with spaces between: "name" an attribute, "name()" a method, "[]" a subscript,
    "*" any other attribute, "/" a path below, "with" what `with … as` gives, "for" what a loop
    runs over. `gives` is the kind, "" for nothing that is known. `named` names it further:
    client.shop.users becomes "shop.users". Which of the rows it stands for: as many as its owner,
    fewer where the method `narrows` them by its arguments, one where it is `one` of them, and all
    again where it `widens`.
    `every` are patterns of arguments, written without spaces, that leave all of them ("'id',0").
    With `filters` only these arguments narrow, and only where they aren't empty; the `leading`
    positional ones never do. What a loop gives that `widens` holds rows of its own. `by` is an
    argument whose text ends the name of the kind.
    """

    kind: str
    member: str
    gives: str
    named: Argument = NOWHERE
    narrows: bool = False
    one: bool = False
    widens: bool = False
    filters: tuple[str | Argument, ...] = ()
    by: Argument = NOWHERE
    every: tuple[str, ...] = ()
    leading: int = 0


class OfKind(Row, frozen=True, kw_only=True):
    """What every row about objects says.

    `on` are the kinds of which the receiver, or the argument that `by` says, must be one; none for
    functions named in full. `twin` is nearly the same line, and harmless. The call counts where
    each of `when` holds and none of `spared`. `unmistakable` says that the method's name alone
    leaves little doubt. `unproved` says why the installed library can't confirm names and
    parameters, "" where it does.
    """

    twin: str
    on: tuple[str, ...] = ()
    by: Argument = RECEIVER
    when: tuple[Condition, ...] = ()
    spared: tuple[Condition, ...] = ()
    target: Target = RECEIVER
    store: str
    unmistakable: bool = False
    recoverable: Recoverable = Recoverable.NO
    unproved: str = ""


class AskedBefore(NamedTuple):
    """Methods that ask a directory for the entries that it holds from then on, by which filter."""

    methods: tuple[str, ...]
    filter: Argument


class ChangesData(OfKind, frozen=True, kw_only=True):
    """Rows, documents, keys or points of a store are changed.

    `filter` says which: absent, empty, one of `every`, or written like one of the patterns
    `every_like` (without spaces, in single quotes) means all of them; `keys` are the names whose
    values pick single ones. Without a filter they are those that the receiver stands for. With
    `each` the call changes one, and is told where a loop hands it all of them in turn. With
    `onward` the methods called on what the call gives say which ones, with `picks` all the call's
    own arguments do. A call that `refuses` to run without a filter is told only where one is given
    that holds for all, one that `parses` its filter refuses an empty text. With `by_source` it is
    what the source of a merge lacks that is deleted, or what the folder `source` lacks that the
    target is made like, where that keeps more. The call counts only where the module says `if_said`
    somewhere, a pattern; where it says `parts_if`, and `parted` was called on the way to the call,
    a part of the rows alone is changed. With `asked` its object holds what it was last asked for,
    with `begins` its filter is what the keys begin with that go.
    """

    verb: Verb
    filter: Argument | Inside = NOWHERE
    every: tuple[str, ...] = ("{}", "None")
    every_like: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    each: bool = False
    onward: bool = False
    picks: bool = False
    by_source: bool = False
    source: Argument = NOWHERE
    refuses: bool = False
    parses: bool = False
    begins: bool = False
    asked: AskedBefore | None = None
    if_said: str = ""
    parts_if: str = ""
    parted: str = ""


class ChangesObject(OfKind, frozen=True, kw_only=True):
    """A collection, table, index, database or bucket is dropped, or replaced by another.

    `what` is an object of a database, or in words a resource of the provider `store` ("bucket").
    `table` is the argument that names the table it belongs to, `new_name` the one that renames it.
    Each of `protections` is an argument, perhaps with the key of a value inside it ("body.enabled",
    "0.enabled"; with nothing behind the dot it is the whole value or one in a list), the value
    that gives the protection up, and what that is. A method that `saves` is also given what was
    set on its object before. One that `makes` the object too takes nothing away where the code has
    found that there is none. One whose result says how others write takes nothing away either where
    each call that is given the result meets one of the conditions `used`. A copy is left behind
    where one of the conditions `kept` holds. Of `several`, all of a sort in what the target names,
    none was named by whoever hands the target over.
    """

    what: ObjectKind | str
    verb: Verb = Verb.DROP
    table: Argument = NOWHERE
    new_name: Argument = NOWHERE
    protections: tuple[tuple[str, str, str], ...] = ()
    saves: bool = False
    makes: bool = False
    several: bool = False
    used: tuple[Condition, ...] = ()
    kept: tuple[Condition, ...] = ()


class RunsQuery(OfKind, frozen=True, kw_only=True):
    """A text in a store's own language is run. On an unknown receiver it must look `like` that.

    Where it is a command line's arguments, `program` is what they are given to, perhaps behind
    options ("rm -rf"); with `spread` they
    are all that the call is given. A line that `quoted_in` begins has the text as its last word.
    What is `typed_into` a program is its standard input: the program is what the receiver is named
    after.
    A list under a key inside an argument holds one text after the other; of several keys, with "|"
    between, all count. Where it runs says the argument `hosts`, a name of machines.
    """

    language: str
    text: Argument | Inside
    hosts: Argument = NOWHERE
    like: str
    program: str = ""
    spread: bool = False
    quoted_in: str = ""
    typed_into: bool = False


class AsksStore(OfKind, frozen=True, kw_only=True):
    """A store is asked by a structure of its own: a filter, a pipeline, what is to be changed.

    It counts where a request gives all of `asked`, so that whoever sends it may ask for anything,
    or where a secret is compared with what the body of a request holds, which may be an operator
    (`{"$ne": ""}`) as well as a text.
    """

    asked: Argument


class LetsExpire(OfKind, frozen=True, kw_only=True):
    """What a store holds goes by itself from then on, once it is as old as an argument says.

    `time` is that argument, in units of so many `seconds`; with a `key` ("retention.ms",
    "delete..min_age" for one below another) it is what stands under it anywhere inside. The call
    counts where that is less than `least` seconds, of what people keep for good (accounts, orders)
    also where it is less than `lasting`. What is older at that moment goes at once.
    """

    time: Argument
    key: str = ""
    seconds: float = 1
    least: float = 86_400
    lasting: float = 0


class SignsLink(OfKind, frozen=True, kw_only=True):
    """A link is made that lets whoever has it in, until it ends.

    `time` is how long it lasts, in units of so many `seconds`, or until when. `rights` is what it
    is good for, reading alone where it says nothing. `what` is the kind of thing it leads to; one
    that is `whole` holds many others. The call counts where it lasts `least` seconds or more.
    """

    what: str
    time: Argument
    seconds: float = 1
    rights: Argument = NOWHERE
    whole: bool = False
    least: float = 604_800


class GoesAtAnyRate(OfKind, frozen=True, kw_only=True):
    """A file is deleted whether or not it was brought elsewhere before: in a `finally`, for one.

    It counts where the `try` before it names the same file in a call that brings it elsewhere, one
    of `taking`, a pattern; where it goes because that has failed, or although its failure was
    caught, one of `sending`. Where the file must have been there before, it is one of those that
    a loop has `listed`.
    """

    file: Argument
    taking: str
    sending: str
    listed: bool = False


Kind = Makes | Is | Spelt | Extends | Gives | Hands


class Facts(NamedTuple):
    """All kinds of all libraries, by what they are looked up by."""

    makes: dict[str, tuple[Makes, ...]]
    ready: dict[str, Is]
    extends: dict[str, Extends]
    gives: dict[tuple[str, str], Gives]
    spelt: dict[str, Spelt]
    hands: dict[str, Hands]

    def packages(self, kind: Extends) -> frozenset[str]:
        """The packages that the bases of a kind of model come from."""
        return frozenset(name.split(".", 1)[0] for name in kind.names if name[0] != ".")


@lru_cache(maxsize=1)
def facts() -> Facts:
    """The kinds that the libraries' tables know."""
    from guardrail.knowledge.python import all_kinds

    found = Facts({}, {}, {}, {}, {}, {})
    for kind in all_kinds():
        if isinstance(kind, Gives):
            found.gives.update({(kind.kind, member): kind for member in kind.member.split()})
        elif isinstance(kind, Extends):
            found.extends.update(dict.fromkeys(kind.names, kind))
        elif isinstance(kind, Hands):
            found.hands.update(dict.fromkeys(kind.names, kind))
        elif isinstance(kind, Spelt):
            found.spelt.update(dict.fromkeys(kind.names, kind))
        elif isinstance(kind, Is):
            found.ready.update(dict.fromkeys(kind.names, kind))
        else:
            for name in kind.names:
                found.makes[name] = (*found.makes.get(name, ()), kind)
    return found


@lru_cache(maxsize=1)
def open_kinds() -> frozenset[str]:
    """The kinds whose names an argument ends, as they are called where it isn't known."""
    known = facts()
    made = {one.kind for found in known.makes.values() for one in found if one.by != NOWHERE}
    return frozenset(made | {one.gives for one in known.gives.values() if one.by != NOWHERE})
