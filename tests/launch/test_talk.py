"""`passerelle talk`: a conversation in the terminal."""

from io import StringIO
from pathlib import Path

from bot.understanding import Understanding
from launch import talk
from passerelle.words import Words

FRENCH = Words(Path(__file__).with_name("no catalogues here"))
NOTHING_UNDERSTOOD = Understanding(())


def talked(*typed: str, flow: str | None = None):
    """What the terminal shows when these lines are typed."""
    out = StringIO()
    code = talk.run(flow, "fr", StringIO("\n".join(typed)), out, words=FRENCH, lexicon=NOTHING_UNDERSTOOD)
    return code, out.getvalue()


def test_a_number_touches_a_button():
    """The welcome, then who writes."""
    code, printed = talked("1")

    assert code == 0
    assert "    1. D’accord, on commence\n" in printed
    assert "→ D’accord, on commence\nQui écrit\u00a0?" in printed


def test_words_and_commands_are_heard():
    """SOS shows the real numbers, and a word at a button question its answer."""
    _, printed = talked("/sos", "1", "bonjour", "999", "", "/menu")

    assert "112" in printed
    assert printed.count("C’est noté.") == 2
    assert "⇒ carte : menu" in printed


def test_a_conversation_begins_where_it_is_told_to():
    """And ends with what the team would get."""
    _, printed = talked("1", "on m’embête", "1000", "1", flow="other")

    assert printed.index("Tu as bien fait d’écrire.") < printed.index("⇒ demande ouverte : sans thème")
    assert "⇒   other.words → on m’embête" in printed
    assert "Renard 42" in printed


def test_quitting_ends_it():
    """Nothing typed afterwards is heard."""
    _, printed = talked("/quitter", "1")

    assert "Qui écrit" not in printed


def test_a_wrong_name_is_answered_with_the_right_ones():
    """A sentence, not a traceback."""
    code, printed = talked(flow="nowhere")

    assert code == 2
    assert "bullying" in printed


def test_values_that_the_house_does_not_know_stay():
    """A slip in a script is seen here rather than hidden."""
    assert talk._filled("{association}, {autre}", {"association": lambda: "L’Escale"}) == "L’Escale, {autre}"
