"""The kinds of facts about calls of Python libraries. A library's file is a table of these.

A row names its calls in full ("os.remove"); a name that begins with a dot is a method of any
receiver (".execute"), then `receivers` says which ones make it certain. The last part of each name
is an entry name: the screen keeps files in which it stands. `example` is a line in which the row
is met.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from guardrail.effects import ObjectKind, Verb
from guardrail.shapes import ConstraintKind


def words(text: str) -> frozenset[str]:
    """The words of a text as a set: how the tables write their lists down."""
    return frozenset(text.split())


class Argument(NamedTuple):
    """Which argument of a call: its position (-1 for none) and its name ("" for none)."""

    position: int
    keyword: str = ""


NOWHERE = Argument(-1)
FIRST = Argument(0)
PASSWORDS = (Argument(-1, "password"), Argument(-1, "passwd"))


class Row(Struct, frozen=True, kw_only=True):
    """What every row says: the calls it is about and a line that shows one.

    `beside` are texts of which one stands in every file where the call can matter: what spares
    reading files for the sake of common words. `unproved` says why no installed library can confirm
    the row.
    """

    names: tuple[str, ...]
    example: str
    beside: tuple[str, ...] = ()
    unproved: str = ""


class RunsText(Row, frozen=True, kw_only=True):
    """A text is run as another language: SQL by a cursor, a command line by a shell.

    `only_if` names an argument that must be true, `directory` and `variables` where it runs and
    in which environment. With `certain` the call itself leaves no doubt that the text runs as
    that language; otherwise the text must look like it, or the receiver be one of `receivers`. The
    text is `templated` where `{{ … }}` in it is filled in before it runs.
    """

    language: str
    text: Argument
    receivers: tuple[str, ...] = ()
    certain: bool = False
    only_if: str = ""
    directory: str = ""
    variables: str = ""
    dialect: str = ""
    templated: bool = False


class RunsProgram(Row, frozen=True, kw_only=True):
    """A program is run with a list of arguments, which are never split again.

    `spread` says that the arguments are the call's own from `arguments` on. `first` is how many of
    them repeat the program's name (`os.execlp(file, arg0, …)`). `program` is one that the function
    itself stands for, its arguments all that it is given (`sh.rm("-r", folder)`). `apart` is the
    list of the program's arguments where `arguments` is its name, or without that list the line.
    `before` and `after` are words that the function puts around them, "" for one that isn't known.
    """

    arguments: Argument
    spread: bool = False
    first: int = 0
    program: str = ""
    apart: Argument = NOWHERE
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    shell_if: str = ""
    directory: str = "cwd"
    variables: str = "env"


class RunsCode(Row, frozen=True, kw_only=True):
    """Python source or a serialised object is run.

    It counts where each of `when` holds, an argument and its values, and what is run comes from
    elsewhere, or `always`. With `by_file` the argument is a file or its path. A module with the
    word `unless` in it bounds what may run. With `of` it is a method of the module's own class
    made from that kind, which is given what is run when an object is made. With `by_others` it
    counts only where it is known who wrote it. With `indexed` it is what the call's result is asked
    for in brackets.
    """

    code: Argument
    what: str
    unless: str = ""
    when: tuple[tuple[str | Argument, tuple[str, ...]], ...] = ()
    by_file: bool = False
    always: bool = False
    of: str = ""
    by_others: bool = False
    indexed: bool = False


class ChangesFile(Row, frozen=True, kw_only=True):
    """A file is deleted, overwritten, moved or has its mode changed.

    `path` may be the receiver itself: position -1 and the name "self". `onto` is where it is moved
    or copied, so that what was there is written over. `mode` names the argument
    with an `open` mode that decides whether anything is overwritten. `filters` are the arguments
    that keep the names in an archive from leading out of the folder that it is unpacked in. What
    is deleted may be `restorable`, out of a bin. With `by_others` it counts only where somebody
    else names the file.
    """

    verb: Verb
    path: Argument
    recursive: bool = False
    onto: Argument | None = None
    mode: Argument | None = None
    filters: tuple[str, ...] = ()
    restorable: bool = False
    by_others: bool = False


class Serves(Row, frozen=True, kw_only=True):
    """A folder, or with `file` one file, is handed out to whoever asks for it.

    Of a folder it counts where the `name` in it isn't known here, if the call is given one. `twin`
    is a line in which the folder or the file is one that is meant for it.
    """

    path: Argument
    twin: str
    file: bool = False
    name: Argument = NOWHERE


class DrawsKey(Row, frozen=True, kw_only=True):
    """A key is drawn by which data are encrypted.

    It counts where the function around is there to change keys by its name, writes the new one
    down, and keeps nothing of the one before.
    """


class WritesFrame(Row, frozen=True, kw_only=True):
    """A data frame is written into a file, which counts where it is a part of that very file.

    `path` is the file, `frame` the frame where the call isn't a method of it. What `adds` names is
    an argument with a value by which the file is added to; without one of the values that it has in
    `anew`, where there are any, the rest of the file stays.
    """

    path: Argument
    frame: Argument = NOWHERE
    adds: tuple[str, str] = ("mode", "a")
    anew: tuple[str, ...] = ()


class BeginsAnew(Row, frozen=True, kw_only=True):
    """A file that holds many entries is emptied as it is opened, or written by the call itself.

    That is so where `mode` is one of `values`, or absent and it is `always` so. It counts where the
    code puts an entry into it whose name each call says, or the clock, in a file that is the same
    one every time. With an `entry` that is the call's own argument.
    """

    path: Argument
    mode: Argument
    values: tuple[str, ...] = ("w",)
    always: bool = False
    entry: Argument = NOWHERE


class CopiesDatabase(Row, frozen=True, kw_only=True):
    """The database of the connection that the method is called on is written over another's.

    `onto` is the connection to that one. It counts where what is copied is itself a copy by its
    name, and what it is written over is none.
    """

    onto: Argument


class CallsProcedure(Row, frozen=True, kw_only=True):
    """A stored procedure is called by its name, with a list of what it is given.

    It counts where it is one that the database brings along.
    """

    procedure: Argument
    given: Argument


class EndsProcesses(Row, frozen=True, kw_only=True):
    """A process is ended: the one whose number an argument is, else the one it is called on.

    It counts where that is every process: the number -1, or one after the other in a loop over all
    that the library lists.
    """

    pid: Argument = NOWHERE


class WritesWatchedFile(Row, frozen=True, kw_only=True):
    """A file is written in which a line gives somebody lasting rights, or stops a check.

    `text` is what is written; where it is nowhere, what is written with the file that the call
    opens, in the `mode` that an argument says.
    """

    path: Argument
    text: Argument = NOWHERE
    mode: Argument | None = None


class Sends(Row, frozen=True, kw_only=True):
    """A request is made to `url`; `method` is "" where the argument `by` names it.

    Where that isn't given either it is `otherwise`, unless a body makes it another.
    `bodies` are arguments that are sent, beside those that libraries call so. With `secretly` it
    is told only where something of note is sent.
    """

    method: str
    url: Argument
    by: Argument = NOWHERE
    bodies: tuple[Argument, ...] = ()
    secretly: bool = False
    otherwise: str = ""


class Connects(Row, frozen=True, kw_only=True):
    """A connection is opened, with a password among its arguments or inside a URL.

    `pairs` are arguments that take the user and the password together: `auth=("neo4j", "…")`.
    """

    dialect: str = ""
    passwords: tuple[Argument, ...] = PASSWORDS
    url: Argument = FIRST
    pairs: tuple[Argument, ...] = ()


class TakesPart(Row, frozen=True, kw_only=True):
    """A text becomes a part of a query: a condition, an order, an expression, or several of them.

    The query itself is run elsewhere, and is none that changes anything by this. With a `key` the
    text is what stands under it in a dictionary inside the argument. With `asked` only what a
    request says counts in it, where everybody writes what their own code gives into such texts.
    Where the text is a `statement`, nothing else reads it.
    """

    text: Argument
    key: str = ""
    asked: bool = False
    statement: bool = False


class SetsFields(Row, frozen=True, kw_only=True):
    """Fields of a stored object are set, those that a dictionary names which an argument holds.

    The dictionary may be given `by_name` (`update(**fields)`), stand under a `key` inside the
    argument, or be gone through `in_turn`, where the argument is the name of each field.
    """

    fields: Argument = NOWHERE
    by_name: bool = False
    key: str = ""
    in_turn: bool = False


class ChangesRows(Row, frozen=True, kw_only=True):
    """A queryset or query of an object mapper changes all rows it stands for.

    With `rows` it is the rows of that argument that are written back, in the columns that the
    argument `columns` lists.
    """

    verb: Verb
    mapper: str
    rows: Argument = NOWHERE
    columns: Argument = NOWHERE


class ChangesSchema(Row, frozen=True, kw_only=True):
    """One object of a database is created, dropped, renamed or altered by a call.

    `arguments` are the names of the parameters in order; `table`, `name`, `new_name`, `columns`
    and `references` say which of them name what. `shape` names what needs reading of its own (a
    column's definition). `model` marks frameworks whose tables are named by models.
    """

    verb: Verb
    kind: ObjectKind
    arguments: tuple[str, ...]
    table: str = ""
    name: str = ""
    new_name: str = ""
    columns: str = ""
    references: str = ""
    constraint: ConstraintKind = ConstraintKind.NONE
    concurrently: bool = False
    not_valid: bool = False
    validates: bool = False
    shape: str = ""
    framework: str = ""


class Runs(Row, frozen=True, kw_only=True):
    """A step of a migration that runs SQL or Python, holds other steps, or changes nothing.

    `what` is "sql", "python", "steps" or "nothing".
    """

    what: str
    framework: str


class RunsCommand(Row, frozen=True, kw_only=True):
    """A management command of Django is run by its name and arguments."""

    command: Argument


class ReplacesTable(Row, frozen=True, kw_only=True):
    """A whole table is written anew where the argument `when` has one of the `values`."""

    table: Argument
    when: str
    values: tuple[str, ...]


class ChangesResource(Row, frozen=True, kw_only=True):
    """A managed resource is deleted, or altered where that gives a protection up.

    `id` names the argument with its identifier. Each of `protections` is an argument, the value
    that gives the protection up, and what is given up. An argument may go on with the key of a
    value anywhere inside it ("VersioningConfiguration.Status"); values are patterns with "|"
    between, "-" is an argument that is absent, "*" one that is given; one that gives nothing up
    only says when the call counts. What isn't deleted counts only where something is given up, or
    where there is nothing that could be (`disable_key`).

    A `verb` of GRANT opens the resource to everybody: `protections` say by what, `document` is an
    argument with a policy that may. ESCALATE hands out every right of the account in the same way.
    `kept` are arguments that leave a copy or time to think. `serves` says that the resource holds
    no data and can be made anew. `unless` are arguments with the values that turn the call around
    (`OperationType="remove"`).
    """

    verb: Verb
    provider: str
    service: str
    kind: str
    id: str
    protections: tuple[tuple[str, str, str], ...] = ()
    document: str = ""
    kept: tuple[str, ...] = ()
    serves: bool = False
    unless: tuple[tuple[str, str], ...] = ()


class RunsGit(Row, frozen=True, kw_only=True):
    """A method that runs the git command of its name: its arguments are the command's own.

    `on` are the kinds of the object that it is a method of, none for functions named in full.
    `words` is the one argument whose texts the command gets, where it isn't all of them.
    """

    on: tuple[str, ...]
    command: str
    words: Argument = NOWHERE


class ChangesHistory(Row, frozen=True, kw_only=True):
    """Version-control state is lost by a call, as git's `action` would lose it.

    The call counts where each of `when` holds, an argument and its values; `forced` is a refspec
    that begins with a plus. `reaches` is what is lost where no argument says it.
    """

    action: str
    twin: str
    on: tuple[str, ...] = ()
    when: tuple[tuple[str | Argument, tuple[str, ...]], ...] = ()
    target: Argument = NOWHERE
    forced: Argument = NOWHERE
    reaches: str = ""


class LetsModelRun(Row, frozen=True, kw_only=True):
    """A language model is given something that runs what it writes: `what` it may write.

    `only_if` is an argument that must be true. `shell` says that it reaches beyond a database.
    """

    what: str
    only_if: str = ""
    shell: bool = True


class OpensPorts(Row, frozen=True, kw_only=True):
    """A rule of a firewall is made that lets an address in.

    `id` names what is opened, `world` are places of addresses as in `ChangesResource`, with the
    values that mean everybody (none of them: every call does); `port` is the key of the first port.
    `only` are an argument and the value it must have where it is given; of `must` it must have one.
    Either may begin with the position of an argument ("0.members"). Nothing is opened where one of
    `unless_given` has any value, or the module says `unless_said` anywhere, a pattern. Where it is
    something else than ports that is opened, `what` says so. A `document` is an argument with a
    policy, which counts where that lets everybody in; `conditions` are one with what a token of a
    forge must say, which counts where workflows of any repository say it.
    """

    twin: str
    provider: str
    kind: str
    id: Argument
    world: tuple[tuple[str, str], ...]
    port: str
    only: tuple[tuple[str, str], ...] = ()
    must: tuple[tuple[str, str], ...] = ()
    unless_given: tuple[str, ...] = ()
    unless_said: str = ""
    what: str = ""
    document: str = ""
    conditions: Argument = NOWHERE
