"""One file to be read: its text, under which name its facts are kept, and how they are made."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct, field

from guardrail import screen
from guardrail.definitions import Definition, Given, Needs
from guardrail.engine import facts
from guardrail.engine.extract import Budget, Fact, extract
from guardrail.engine.reading_code import reading_code
from guardrail.engine.weaker_search import dangerous_words
from guardrail.model import Source, Span, Surroundings
from guardrail.settings import Settings
from guardrail.snapshot import Text
from guardrail.stream import Reference, Unanalysed

CHUNK = 60_000
"""How many code points a worker is given at once, where there are many small files."""

NOTHING = ""
"""What stands for the facts of a text in which there is nothing to see."""


class Reading(Struct):
    """One file: its text where it had something to see, and its facts.

    `definitions` and `needs` are what it gives to the texts that import it, and wants of others.
    `key` is the name under which its facts are kept; `pending` holds them where nobody has asked
    for them yet. `linked` says that its imports stand for something.
    """

    path: str
    language: str
    text: Text
    facts: list[Fact] = field(default_factory=list)
    texts: int = 1
    definitions: list[Definition] = field(default_factory=list)
    needs: Needs = field(default_factory=Needs)
    key: str = ""
    pending: str = ""
    linked: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether no other file of the project decides the facts."""
        return not self.linked and not any(isinstance(fact, Reference) for fact in self.facts)


class Job(Struct):
    """A file whose facts are wanted, `under` the digest of its Settings.

    `screened` is false where it isn't known yet whether there is anything to see in it; `given` is
    what its imports stand for, `linked` the digest of that.
    """

    reading: Reading
    settings: Settings
    under: str
    screened: bool = False
    given: Given | None = None
    linked: str = ""

    @property
    def key(self) -> str:
        """Under which name the facts are kept: it holds all that they are made of."""
        reading = self.reading
        made_of = [reading_code(), reading.path, reading.language, reading.text.digest, self.under]
        if self.linked:
            made_of.append(self.linked)
        identity = "\0".join(made_of)
        return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()

    def accept(self, line: str | None) -> bool:
        """Take over the facts of a line; false where it holds none that can be read."""
        if line is None:
            return False
        reading = self.reading
        reading.linked = bool(self.linked)
        found: list[Fact] = []
        if line != NOTHING:
            try:
                found, reading.texts = facts.load(line, reading.path)
            except ValueError:
                return False
        reading.definitions = [fact for fact in found if isinstance(fact, Definition)]
        needs = (fact for fact in found if isinstance(fact, Needs))
        reading.needs = next(needs, Needs())
        reading.facts = [fact for fact in found if not isinstance(fact, (Definition, Needs))]
        return True

    def put_off(self, line: str | None) -> bool:
        """Take over a line unread, for a reading that may never be asked; false where it is none.

        What a Python text gives to others is always asked for.
        """
        texts = None if self.reading.language == "python" else facts.texts_in(line or NOTHING)
        if texts is None:
            return self.accept(line)
        self.reading.pending, self.reading.texts = line or NOTHING, texts
        return True

    def lose(self, reason: str) -> None:
        """Nothing is known of the text but the words that stand in it."""
        text = self.reading.text.text
        whole = Span(self.reading.path, 0, len(text))
        self.reading.facts = [Unanalysed(whole, reason, dangerous_words(text), failed=True)]

    def languages(self) -> tuple[str, ...]:
        """What the text is to be read as: its language, and any text for credentials."""
        text = self.reading.text.text
        language = self.reading.language
        found = []
        if language != "text" and (self.screened or screen.worth_reading(language, text)):
            found.append(language)
        if screen.worth_reading("credentials", text):
            found.append("credentials")
        return tuple(found)

    def read(self) -> str:
        """The facts of the text as one line."""
        languages = self.languages()
        if not languages:
            return NOTHING
        reading = self.reading
        budget = Budget()
        found: list[Fact] = []
        for language in languages:
            around = Surroundings(places=self.settings.environments)
            source = Source(
                reading.path, language, reading.text.text, surroundings=around, given=self.given
            )
            found.extend(extract(source, self.settings, budget))
        texts = max(budget.texts - len(languages) + 1, 1)
        if texts == 1 and not found:
            return NOTHING
        return facts.dump(found, texts, reading.path)


def chunks(jobs: Sequence[Job]) -> list[list[Job]]:
    """Jobs in order, small ones together."""
    made: list[list[Job]] = []
    size = CHUNK
    for job in jobs:
        length = len(job.reading.text.text)
        if not made or size + length > CHUNK:
            made.append([])
            size = 0
        made[-1].append(job)
        size += length
    return made
