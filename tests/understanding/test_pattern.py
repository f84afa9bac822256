"""The small language of the rules, and the machine that reads with all of them at once."""

import pytest

from bot.understanding.folding import EDGE
from bot.understanding.pattern import Machine, Parser, PatternError, bits

SLOTS = {"veut": ["veux|veut", "(envie|besoin) de"]}
PARSER = Parser(SLOTS, lambda written: [written])


def machine(pattern: str) -> Machine:
    return Machine([(form, 0) for form in PARSER.forms(pattern)])


def places(built: Machine, text: str) -> list[int]:
    words = [EDGE, *text.split(), EDGE]
    return [built.places(word) | (0 if word == EDGE else built.any) for word in words]


def meets(pattern: str, text: str) -> bool:
    built = machine(pattern)
    return bool(built.ends(places(built, text)))


@pytest.mark.parametrize(
    ("pattern", "text", "met"),
    [
        ("veux mourir", "je veux mourir", True),
        ("veux mourir", "veux pas mourir", False),
        ("veux .. mourir", "veux a b c mourir", True),
        ("veux .. mourir", "veux a b c d mourir", False),
        ("veux ... mourir", "veux a b c d e f mourir", True),
        ("veux _ mourir", "veux mourir", False),
        ("veux pas? mourir", "veux mourir", True),
        ("veux (pas du tout)? mourir", "veux pas du tout mourir", True),
        ("veux (pas du tout)? mourir", "veux pas mourir", False),
        ("{veut} .. mourir", "envie de vraiment mourir", True),
        ("mour*", "mourais", True),
        ("^ mourir $", "mourir", True),
        ("^ mourir $", "veux mourir", False),
        ("a .. b? .. c", "a x x x b x x x c", True),
        ("a .. b? .. c", "a x x x x x x x x c", False),
    ],
)
def test_a_pattern_says_what_it_accepts(pattern: str, text: str, *, met: bool) -> None:
    """Words, choices, slots, gaps, optional parts and edges, as the README describes them."""
    assert meets(pattern, text) is met


@pytest.mark.parametrize("wrong", ["", "..", "a ..", "(a", "a)", "{inconnu}", "a | ", "a?", "_ a", "(a)?"])
def test_a_wrong_pattern_is_refused(wrong: str) -> None:
    """A pattern that would match anything, or cannot be read, never starts."""
    with pytest.raises(PatternError):
        PARSER.forms(wrong)


def test_a_pattern_with_far_too_many_forms_is_refused() -> None:
    """Choices of phrases multiply; a rule that explodes is a mistake."""
    with pytest.raises(PatternError, match="forms"):
        PARSER.forms(" ".join(["(a b|c d|e f|g h)"] * 5))


def test_the_span_of_a_pattern_is_its_shortest_run() -> None:
    """A figure of speech covers its own words and nothing before them."""
    built = machine("mort .. rire")
    seen = places(built, "mort x mort de rire")

    ((position, ends),) = built.ends(seen)

    assert [built.span(end, position, seen) for end in bits(ends)] == [range(3, 6)]


def test_two_patterns_side_by_side_do_not_leak_into_each_other() -> None:
    """The last word of one pattern never begins the next."""
    built = Machine([(form, clue) for clue, text in enumerate(["a b", "c d"]) for form in PARSER.forms(text)])

    assert built.ends(places(built, "a d")) == []
