"""The ways out, by command and by lone word."""

import pytest

from bot.engine.exits import Exit, fold, from_command, from_words


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("start", Exit.START),
        ("SOS", Exit.SOS),
        ("noodhulp", Exit.SOS),
        ("médiatrice", Exit.HUMAN),
        ("retour", Exit.BACK),
        ("menu", Exit.MENU),
        ("taal", Exit.LANGUAGE),
        ("taalteam", Exit.SPOKEN),
        ("pauze", Exit.PAUSE),
        ("hide", Exit.HIDE),
        ("vergeten", Exit.ERASE),
        ("mydata", Exit.KNOW),
        ("stop", Exit.STOP),
        ("nonsense", None),
    ],
)
def test_a_command_is_read_in_any_of_our_languages(name, way):
    """Whatever the language shown, a command of another one works."""
    assert from_command(name) is way


@pytest.mark.parametrize("written", ["sos", "S O S !!!", "« Urgence »", "help", "112", "Aide..."])
def test_a_lone_cry_for_help_is_heard(written):
    """However it is dressed."""
    assert from_words(written) is Exit.SOS


@pytest.mark.parametrize("written", ["start", "Bonjour", "mens", "il faut que ça s’arrête, stop", "", "😀"])
def test_ordinary_words_are_not_exits(written):
    """A greeting, a sentence or a word with another meaning stays an answer."""
    assert from_words(written) is None


def test_with_a_human_only_sos_counts():
    """A stop written to a mediator is for the mediator."""
    assert from_words("stop") is Exit.STOP
    assert from_words("stop", human_listens=True) is None
    assert from_words("sos", human_listens=True) is Exit.SOS


def test_every_way_out_has_a_command():
    """No exit depends on a button alone."""
    assert {from_command(way.value) for way in Exit} - {None} >= set(Exit) - {Exit.KNOW}


def test_folding_keeps_letters_and_digits_only():
    """Accents, case, blanks and signs do not matter."""
    assert fold(" Médiation-2 ! ") == "mediation2"


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("¡AYUDA!", Exit.SOS),
        ("yardim", Exit.SOS),
        ("допомога", Exit.SOS),
        ("Hilfe!!", Exit.SOS),
        ("نجدة", Exit.SOS),
        ("إخفاء", Exit.HIDE),
        ("zurück", Exit.BACK),
        ("людина", Exit.HUMAN),
        ("borrar", Exit.ERASE),
        ("dur", None),
    ],
)
def test_a_lone_word_is_read_in_every_language(word, way):
    """Also without accents; what means something else in another language is left alone."""
    assert from_words(word) is way
