"""What comes before any talk: words of a crisis, somebody who is not well, the ways out, and a human's own words."""

import pytest

from passerelle import rooms
from passerelle.rooms import Why
from passerelle.tables import Case
from tests.bot.stage import case_of, reads, replies, takes, taps
from tests.bot.talks import in_the_room, leads, place_of, settled, sheets_of, shown

CRISIS = "je veux mourir"


@pytest.fixture
def talk(bot):
    """An open room with Sam and Alex inside, who has just greeted: its number, both phones, both pseudonyms."""
    room, (sam, alex), names = in_the_room(bot, "Sam", "Alex")
    says(bot, alex, "salut de la part d’Alex")
    return room, (sam, alex), names


def says(bot, phone, text):
    """Somebody writes, and all that follows has left."""
    phone.write(text)
    settled(bot)


def test_words_of_a_crisis_are_never_relayed(bot, talk):
    """The numbers come at once, then the question whether Sam is safe; the group reads nothing."""
    room, (sam, alex), _ = talk
    before = shown(alex)

    says(bot, sam, CRISIS)

    assert "112" in shown(sam) and "Es-tu en sécurité, là, maintenant" in shown(sam)
    assert place_of(bot, sam, room) == "aside" and shown(alex) == before


def test_the_leader_sees_that_somebody_was_set_aside(bot, talk):
    """With the words, which are held for her alone."""
    room, (sam, _), (name, _) = talk

    says(bot, sam, CRISIS)

    seen = leads(bot, rooms.view, room)
    [held] = seen.held
    assert (held.who, held.why, held.text) == (name, Why.CRISIS, CRISIS)
    assert next(m.place for m in seen.members if m.pseudonym == name) == "aside"


def test_what_is_said_aside_stays_aside_until_one_comes_back(bot, talk):
    """And what the group said meanwhile is read then."""
    room, (sam, alex), _ = talk
    says(bot, sam, CRISIS)
    says(bot, sam, "je reste un peu à part")
    says(bot, alex, "on t’attend")

    assert "on t’attend" not in shown(sam) and "à part" not in shown(alex)
    taps(sam, "⟵ Le groupe")
    sam.wait_for("on t’attend", timeout=20)  # the chat rests after the numbers

    assert place_of(bot, sam, room) == "inside"


def test_not_being_well_opens_an_urgent_case_at_once(bot, talk):
    """One tap, and nobody of the group sees anything."""
    room, (sam, alex), _ = talk
    before = shown(alex)

    sam.tap("Ça ne va pas")
    sam.wait_for("Merci de le dire")
    settled(bot)

    assert case_of(bot, sam).is_urgent and place_of(bot, sam, room) == "aside"
    assert shown(alex) == before


def test_a_second_tap_opens_no_second_case(bot, talk):
    """However often it is pressed."""
    _, (sam, _), _ = talk
    before = bot.count(Case)

    sam.tap("Ça ne va pas", times=2)
    sam.wait_for("Merci de le dire")
    settled(bot)

    assert bot.count(Case) == before + 1


def test_what_sam_writes_then_is_for_the_team_alone(bot, talk):
    """Nadia reads it in the case; with one tap Sam is back in the group."""
    room, (sam, alex), _ = talk
    sam.tap("Ça ne va pas")
    sam.wait_for("Merci de le dire")
    settled(bot)
    case = case_of(bot, sam)

    says(bot, sam, "quelqu’un m’a menacé hier")

    assert "quelqu’un m’a menacé hier" in [line.content.text for line in reads(bot, case)]
    assert "menacé" not in shown(alex)
    sam.tap("⟵ Le groupe")
    settled(bot)
    assert place_of(bot, sam, room) == "inside" and "Te revoilà dans le groupe" in shown(sam)


def test_the_words_of_a_human_take_sam_out_of_the_talk(bot, talk):
    """What Sam answers to Nadia must never go to the group."""
    room, (sam, alex), _ = talk
    sam.tap("Ça ne va pas")
    sam.wait_for("Merci de le dire")
    settled(bot)
    case = case_of(bot, sam)
    takes(bot, case)
    sam.tap("⟵ Le groupe")
    settled(bot)

    replies(bot, case, "Je suis là. Que se passe-t-il ?")
    sam.wait_for("Je suis là.")
    settled(bot)
    says(bot, sam, "c’est mon frère")

    assert place_of(bot, sam, room) == "aside" and "frère" not in shown(alex)


def test_hiding_cleans_the_screen_and_steps_aside(bot, talk):
    """Nothing more comes until Sam is back."""
    room, (sam, alex), _ = talk

    says(bot, sam, "/masquer")
    says(bot, alex, "tu es encore là ?")

    assert sam.screen().texts == ("👋 À bientôt.",)
    assert place_of(bot, sam, room) == "aside"


def test_the_menu_and_the_numbers_leave_sam_inside(bot, talk):
    """A card is no question."""
    room, (sam, _), _ = talk

    sam.tap("⋯")
    sam.wait_for("Que veux-tu faire")
    says(bot, sam, "/sos")

    assert place_of(bot, sam, room) == "inside"


def test_a_question_takes_sam_out_of_the_talk(bot, talk):
    """What answers it is not for the group."""
    room, (sam, _), _ = talk

    says(bot, sam, "/humain")

    assert place_of(bot, sam, room) == "aside" and "C’est urgent" in shown(sam)


def test_stopping_leaves_the_room(bot, talk):
    """With all that Sam said there."""
    room, (sam, alex), _ = talk
    says(bot, sam, "un mot de Sam")

    says(bot, sam, "/stop")
    taps(sam, "Oui, arrêter")
    settled(bot)

    assert place_of(bot, sam, room) == "left" and "un mot de Sam" not in shown(alex)


def test_leaving_is_asked_once_and_says_what_cannot_be_undone(bot, talk):
    """Nothing happens before the answer."""
    room, (sam, alex), _ = talk
    says(bot, sam, "un mot de Sam")

    sam.tap("🚪 Sortir")
    asked = sam.wait_for("Sortir du groupe")
    sam.tap("Non, je reste")
    settled(bot)

    assert "ne peut pas être repris" in asked.text
    assert place_of(bot, sam, room) == "inside" and "un mot de Sam" in shown(alex)


def test_who_leaves_takes_their_words_along(bot, talk):
    """From every screen, and the others' from their own."""
    _, (sam, alex), (name, _) = talk
    says(bot, sam, "un mot de Sam")

    taps(sam, "🚪 Sortir", "Oui, je sors")
    sam.wait_for("tu n’es plus dans le groupe")
    settled(bot)

    assert "un mot de Sam" not in shown(alex) and f"{name} n’est plus là" in shown(alex)
    assert "de la part d’Alex" not in shown(sam) and sheets_of(bot, sam) == []


def test_being_forgotten_takes_everything_along(bot, talk):
    """Also in the middle of a talk."""
    _, (sam, alex), _ = talk
    says(bot, sam, "un mot de Sam")

    says(bot, sam, "/oublier")
    taps(sam, "Oui, tout oublier")
    sam.wait_for("C’est oublié")
    settled(bot)

    assert "un mot de Sam" not in shown(alex)
    assert len(sam.screen().messages) == 1


def test_a_case_that_was_open_before_keeps_nobody_from_talking(bot, talk):
    """Coming in was their own act: what they write is for the group, until a human writes."""
    _, (sam, alex), _ = talk
    sam.tap("Ça ne va pas")
    sam.wait_for("Merci de le dire")
    sam.tap("⟵ Le groupe")
    settled(bot)

    says(bot, sam, "me revoilà parmi vous")

    assert "me revoilà parmi vous" in shown(alex)
