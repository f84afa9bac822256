"""One spelling for the many ways of typing the same thing."""

import pytest

from bot.understanding.folding import EDGE, Spelling, collapse, fold, pieces
from bot.understanding.rules import load_words

FRENCH = load_words("fr").spelling


def words(text: str, spelling: Spelling = FRENCH) -> list[str]:
    return [word for word in spelling.words(pieces(text)) if word != EDGE]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ÉTÉ", "ete"),
        ("s\u200bu\u200di\u2060cide", "suicide"),
        ("ｓｕｉｃｉｄｅ", "suicide"),
        ("𝓼𝓾𝓲𝓬𝓲𝓭𝓮", "suicide"),
        ("İntihar ISPARTA ı", "intihar isparta i"),
        ("مَدْرَسَة", "مدرسه"),
        ("أإآٱ", "اااا"),
        ("Їжак і ґава", "ижак и гава"),
    ],
)
def test_a_text_folds_to_plain_letters(typed: str, plain: str) -> None:
    """Case, accents, vowel signs, invisible and ornamental characters do not matter."""
    assert fold(typed) == plain


def test_repeated_letters_are_written_once() -> None:
    """« mouriiiir », « mourrir » and « mourir » are one word."""
    assert {collapse("mouriiiir"), collapse("mourrir"), collapse("mourir")} == {"mourir"}


@pytest.mark.parametrize("typed", ["j'ai", "j’ai", "j`ai", "jai", "g"])
def test_every_apostrophe_and_none_say_the_same(typed: str) -> None:
    """French splits at the apostrophe, whichever key it came from."""
    assert words(typed) == ["j", "ai"]


@pytest.mark.parametrize(
    "typed", ["su1cide", "sui¢ide".replace("¢", "c"), "su!cide", "s u i c i d e", "s.u.i.c.i.d.e", "suіcіdе"]
)
def test_disguised_letters_are_read_as_letters(typed: str) -> None:
    """Digits, signs, spaces and look-alikes inside a word do not hide it."""
    assert words(typed) == ["suicide"]


def test_arabizi_keeps_its_digits() -> None:
    """In Arabic written with Latin letters a digit is a letter of its own."""
    assert words("n3ich", load_words("ar").spelling) == ["n3ich"]


def test_a_sentence_ends_at_a_full_stop_but_not_at_dots_of_suspense() -> None:
    """« je veux... mourir » is one breath; « fini. Je » is two."""
    assert pieces("je veux... mourir").count(EDGE) == 2
    assert pieces("c'est fini. Je pars").count(EDGE) == 3
