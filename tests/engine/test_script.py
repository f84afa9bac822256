"""What an author can say: registers, look-ups, reading order."""

from bot.engine.kinds import Text
from bot.engine.script import (
    Ask,
    Choose,
    End,
    Option,
    Say,
    When,
    answered,
    both,
    every_line,
    in_register,
    mark,
)
from tests.engine.small import CONTACT, SAFE, TALK, library


def test_a_sentence_has_two_registers():
    """A young person is told tu, an adult vous; a plain sentence suits both."""
    greeting = both("Tu vas bien", "Vous allez bien")

    assert in_register(greeting, formal=False) == "Tu vas bien"
    assert in_register(greeting, formal=True) == "Vous allez bien"
    assert in_register("Bonjour", formal=True) == "Bonjour"


def test_marking_changes_nothing():
    """A marked sentence stays the French source."""
    assert mark("Bonjour") == "Bonjour"


def test_a_condition_holds_only_for_its_values():
    """An unanswered or a skipped question never fulfils a condition."""
    condition = answered("welcome.who", "young")

    assert condition.holds({"welcome.who": "young"})
    assert not condition.holds({"welcome.who": "adult"})
    assert not condition.holds({"welcome.who": None})
    assert not condition.holds({})


def test_a_choice_accepts_its_options_only():
    """A stored answer of an older script is not accepted; skipping only where it is allowed."""
    optional = Choose("where", "Où", Option("school", "À l’école"), optional=True)

    assert SAFE.accepts("yes")
    assert not SAFE.accepts("maybe")
    assert not SAFE.accepts(None)
    assert optional.accepts(None)


def test_an_ask_accepts_what_its_kind_keeps():
    """A stored text that has become too long is asked again."""
    ask = Ask("words", "Raconte", Text(5))

    assert ask.accepts("bref")
    assert not ask.accepts("trop long")
    assert ask.accepts(None)
    assert not Ask("words", "Raconte", Text(5), optional=False).accepts(None)


def test_an_option_is_found_by_its_key():
    """The label shown under a frozen question comes from here."""
    assert SAFE.option("no").label == "Non"


def test_lines_are_read_in_order_and_in_depth():
    """A block is read where it opens, before what follows it."""
    lines = (When(answered("welcome.who", "young"), Say("un")), CONTACT)

    read = [line.words for line in every_line(lines) if isinstance(line, Say | End)]

    assert read == ["un", "C’est transmis.", "À bientôt."]
    assert len(list(every_line(TALK))) == 7


def test_a_question_and_an_ending_are_found_by_their_whole_id():
    """What is on its way to a person names its sentence and never carries it."""
    small = library()

    assert small.question("talk.safe") is SAFE
    assert small.ending("talk.opened") == "C’est transmis."
    assert small.question("talk.opened") is None
    assert small.ending("talk.safe") is None
    assert small.ending("nowhere.opened") is None
