"""What the panel is told of the bot's sentences: which there are, what a wording has to keep, and how it looks."""

import pytest

from bot.flows import LIBRARY
from launch import wording
from launch.rewording import Rewordable, Rewording

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def rewording() -> Rewording:
    """The sentences of our own bot."""
    return Rewording(LIBRARY, wording.words())


def about(rewording: Rewording, begins: str) -> Rewordable:
    """The sentence that begins so."""
    return next(one for one in rewording.sentences.values() if one.sources[0].startswith(begins))


def wrong(rewording: Rewording, begins: str, text: str, language: str = "fr") -> set[str]:
    """What is wrong with a wording of the first version of a sentence; the second is as it ships."""
    one = about(rewording, begins)
    texts = {
        source: text if n == 0 else rewording.says(source, language) for n, source in enumerate(one.sources)
    }
    return {rule for rules in rewording.problems(one, texts, language).values() for rule in rules}


def test_every_sentence_has_a_key_of_its_own(rewording: Rewording) -> None:
    """One that stands in several conversations is one."""
    place = about(
        rewording,
        "Ton code postal ou ta ville ? C’est juste pour trouver quelqu’un".replace(" ?", f"{NBSP}?"),
    )

    assert len(place.groups) > 5 and len(place.sources) == 2
    assert len(rewording.sentences) > 400


@pytest.mark.parametrize(
    ("begins", "text", "rule"),
    [
        ("Le conflit", "Calme-toi, c’est avec qui", "forbidden"),
        ("Le conflit", "C’est avec {member}", "placeholders-differ"),
        ("Le conflit", "Appelle le 0470", "signs-differ"),
        ("Le conflit", "x" * 950, "message-too-long"),
        ("Le conflit", " ".join(["mot"] * 26), "hard-to-read"),
        ("Des voisins", "Des amis, un groupe", "same-label"),
        ("Des voisins", "Des voisins, des voisines, et tout le quartier", "label-too-long"),
        ("Qu’est-ce qui se passe", " ".join(["mot"] * 13), "too-hard-for-a-child"),
        ("De quoi as-tu envie", "De quoi avez-vous envie", "register"),
    ],
)
def test_a_wording_that_would_hurt_or_break_is_refused(
    rewording: Rewording, begins: str, text: str, rule: str
) -> None:
    """By the verifier's own rules, tried in its place."""
    if rule:
        assert rule in wrong(rewording, begins, text)


def test_a_good_wording_has_nothing_against_it(rewording: Rewording) -> None:
    """In French and in another language, also where it promises nothing that cannot be kept."""
    assert wrong(rewording, "Le conflit", f"Ce conflit, c’est avec qui{NBSP}?") == set()
    assert wrong(rewording, "Le conflit", "Met wie is het conflict?", "nl") == set()
    assert "forbidden" in wrong(rewording, "Le conflit", "Maak je geen zorgen", "nl")


def test_both_registers_are_written_or_none(rewording: Rewording) -> None:
    """Who is spoken to otherwise is not forgotten."""
    one = about(rewording, "De quoi as-tu envie")
    young, adult = one.sources

    found = rewording.problems(one, {young: f"Tu veux quoi{NBSP}?", adult: ""}, "fr")

    assert (
        found == {adult: ["both-registers"]} and rewording.problems(one, {young: "", adult: ""}, "fr") == {}
    )


@pytest.mark.parametrize(
    ("begins", "is_fixed", "needs_second_look"),
    [
        ("🆘 SOS", True, True),
        ("🙋 Quelqu’un", True, False),
        ("Bonjour 👋 Je suis un robot", True, False),
        ("🆘 En danger maintenant", True, True),
        ("Rappel", True, False),
        ("Es-tu en sécurité", False, True),
        ("Merci de me l’avoir dit. Ce n’est pas ta faute.", False, True),
        ("Pour parler tout de suite", False, True),
        ("Le conflit", False, False),
    ],
)
def test_what_is_about_a_danger_waits_and_what_must_be_said_stays(
    rewording: Rewording, begins: str, is_fixed: bool, needs_second_look: bool
) -> None:
    """No wording can hide the numbers, a human, or who reads."""
    one = about(rewording, begins)

    assert one.is_fixed is is_fixed and (is_fixed or one.needs_second_look is needs_second_look)


def test_a_wording_is_drawn_in_its_message_with_its_buttons(rewording: Rewording) -> None:
    """As the phone shows it: the options, and the ways out."""
    one = about(rewording, "Le conflit")

    (bubble,) = rewording.bubbles(one, {one.sources[0]: "Avec qui, ce conflit"}, "fr", name="L’Escale")

    assert bubble.text == "Avec qui, ce conflit"
    assert ("Des voisins",) in bubble.rows and ("⟵ Retour", "🆘 SOS", "🙋 Quelqu’un") in bubble.rows


def test_every_sentence_of_the_scripts_is_drawn_in_a_message_with_buttons_or_an_ending(
    rewording: Rewording,
) -> None:
    """All but the few that come after a case."""
    alone = [
        source
        for one in rewording.sentences.values()
        for source in one.sources
        if set(one.groups) <= LIBRARY.flows.keys() - {"afterwards"} and not rewording._scenes.showing(source)
    ]

    assert alone == []


def test_a_language_from_right_to_left_is_drawn_so(rewording: Rewording) -> None:
    """With the association's name in it."""
    bubble = rewording.welcome("أهلا بكم", "ar", name="L’Escale")

    assert bubble.is_right_to_left and bubble.text.startswith("أهلا بكم\n\n") and "L’Escale" in bubble.text


def test_blanks_and_apostrophes_are_written_as_they_are_printed(rewording: Rewording) -> None:
    """Nobody has to know where a no-break space is on the keyboard."""
    tidy = rewording.tidied(" C'est «toi» ? Oui ! ", "fr")

    assert tidy == f"C’est «{NBSP}toi{NBSP}»{NBSP}? Oui{NBSP}!"
    assert rewording.tidied("Who's there?", "en") == "Who’s there?"


def test_a_greeting_is_screened_as_the_scripts_are(rewording: Rewording) -> None:
    """In its own language."""
    assert rewording.hurts("fr", "Ne t’inquiète pas, ça va aller.") and not rewording.hurts(
        "fr", "Bienvenue."
    )
    assert rewording.hurts("en", "We will keep this secret: don't worry")
