"""Sam looks for an address: a list with reasons, a card, the next ones, a code, a fiche that is wrong, and how it went."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, text
from sqlmodel import select

from passerelle import handoff
from passerelle.directory import reports, store
from passerelle.directory.records import Reach
from passerelle.directory.tables import Referral, ReferralCount, StructureRow
from passerelle.tables import OutboxRow
from tests.bot.stage import asks_for_somebody, comes_to_the_topics, is_held, member, taps
from tests.house.directory.shelf import LIEGE, LISTENING, THE_BRIDGE, like_the_bridge, puts

SHELTER = like_the_bridge("refuge", is_protected=True)


def looks_for_addresses(phone, place="4000", language="En français"):
    """Sam, 12 to 17, is bullied and looks for somebody near."""
    comes_to_the_topics(phone)
    taps(phone, "Une bonne adresse")
    phone.wait_for("Une bonne adresse pour quoi")
    taps(phone, "Harcèlement", language)
    phone.wait_for("Ton code postal ou ta ville")
    phone.write(place)
    return phone.wait_until(lambda screen: "Touche 📇" in screen.last.text).last.text


def opens(phone, label="📇 1"):
    """Sam opens a card, whatever it says now."""
    before = len(phone.screen().messages)
    taps(phone, label)
    return phone.wait_until(lambda screen: len(screen.messages) > before).last.text


def counts(bot):
    """What is known of how it went."""
    return bot.look(lambda session: {row.outcome: row.count for row in session.exec(select(ReferralCount))})


@pytest.fixture(autouse=True)
def _nothing_from_before(bot):
    """Each test has its own directory, and nobody was sent anywhere."""
    with bot.house.database.writing() as session:
        for table in (StructureRow, ReferralCount, OutboxRow):
            session.exec(delete(table))
        session.connection().execute(text("DELETE FROM structure_text"))


@pytest.fixture
def phone(bot):
    """Sam's phone, in a house with five addresses in Liège."""
    puts(bot.house, THE_BRIDGE, SHELTER, *(like_the_bridge(f"autre-{n}") for n in range(3)))
    return bot.person()


def test_the_list_says_why_each_was_chosen_and_whom_to_call_now(bot, phone):
    """Three at most, near, for the age, and a number that answers."""
    said = looks_for_addresses(phone)

    assert "📍" in said and "Liège" in said and "12–25 ans" in said and "gratuit" in said
    assert said.count("— Écoute") == 3 and "103" in said and "112" in said


def test_the_next_ones_come_in_the_same_message(bot, phone):
    """And after the last one the first come again."""
    looks_for_addresses(phone)
    before = len(phone.screen().messages)
    taps(phone, "Les suivantes")

    phone.wait_until(lambda screen: "4. " in screen.last.text)
    assert len(phone.screen().messages) == before


def test_a_card_says_how_to_get_there_and_shows_no_protected_address(bot, phone):
    """The street of a refuge is nowhere on the screen, nor on a map."""
    looks_for_addresses(phone)
    shown = [opens(phone, f"📇 {n}") for n in (1, 2, 3)]
    taps(phone, "Les suivantes")
    phone.wait_until(lambda screen: any("5. " in m.text for m in screen.messages))
    shown += [opens(phone, f"📇 {n}") for n in (4, 5)]

    of_refuge = [text for text in shown if "refuge" in text]
    assert of_refuge and all("Rue du Pont" not in text for text in of_refuge)
    assert sum("Rue du Pont 1, 4000 Liège" in text for text in shown) == 4


def test_a_code_is_given_and_sam_is_asked_once_without_a_sound(bot, phone):
    """The notice tells nothing; the question stands behind a tap, the answer is counted."""
    looks_for_addresses(phone)
    opens(phone)
    taps(phone, "🎫 J’y vais")
    phone.wait_for("Ton code pour")
    bot.later(days=8)
    notice = phone.wait_for("Une petite question")
    assert "Pont" not in notice.text

    taps(phone, "Voir la question")
    phone.wait_for("Tu voulais aller ici")
    taps(phone, "On m’a dit non")
    phone.wait_for("chercher autre chose")
    assert counts(bot) == {"refused": 1}


def test_whoever_wants_no_question_gets_none(bot, phone):
    """One tap, and the code stays."""
    looks_for_addresses(phone)
    opens(phone)
    taps(phone, "🎫 J’y vais", "Ne rien demander")
    phone.wait_for("je ne demanderai rien")
    phone.write("/mesdonnees")
    phone.wait_for("pour quelles adresses tu as pris un code")

    waiting = bot.look(lambda s: s.exec(select(OutboxRow).where(OutboxRow.notice == "follow_up")).all())
    assert [row.state for row in waiting] == ["cancelled"]


def test_a_wrong_record_is_one_tap_and_why_is_another(bot, phone):
    """It is due at once."""
    looks_for_addresses(phone)
    opens(phone)
    taps(phone, "⚠️ Fiche fausse")
    phone.wait_for("quelqu’un va vérifier")
    taps(phone, "Le numéro")
    bot.settled()

    found = bot.look(
        lambda s: [reports.reasons(s, number) for number in s.exec(select(StructureRow.id)).all()]
    )
    assert [why for why in found if why] == [["number"]]


def test_two_people_suspend_a_record_and_its_card_says_so(bot, phone):
    """Sam's second friend finds it gone."""
    number = puts(bot.house, THE_BRIDGE)[0]
    looks_for_addresses(phone)
    with bot.house.database.writing() as session:
        store.suspend(session, number, now=bot.clock())
    opened = [opens(phone, f"📇 {n}") for n in (1, 2, 3)]

    assert any("retirée de l’annuaire" in text for text in opened)


def test_nothing_near_is_said_and_help_lines_are_there(bot):
    """An empty directory leaves nobody alone."""
    said = looks_for_addresses(bot.person())

    assert "pas trouvé d’adresse" in said and "103" in said and "112" in said


def test_what_is_wider_is_announced(bot):
    """Something twenty kilometres away comes with that."""
    far = replace(
        THE_BRIDGE,
        reach=Reach(
            address=replace(LIEGE, postcode="4800", locality="Verviers", commune="63079", lat=50.59, lon=5.86)
        ),
        services=(replace(LISTENING, covers=("be/commune/63079",)),),
    )
    puts(bot.house, far)
    said = looks_for_addresses(bot.person())

    assert "km" in said and "hors de sa zone" in said


def test_a_card_comes_from_the_team_under_a_name(bot, phone):
    """Nadia sends one in a case; it works as the others do."""
    case = is_held(bot, phone)
    house, nadia, (number,) = bot.house, member(bot), puts(bot.house, THE_BRIDGE)
    with house.database.writing() as session:
        handoff.send_card(
            session, nadia, case.id, number, idempotency="1", keys=house.keys, now=house.clock()
        )

    assert phone.wait_for("📇 Le Pont").text.startswith("Nadia, médiatrice")
    taps(phone, "🎫 J’y vais")
    phone.wait_for("Ton code pour")


def test_what_sam_erases_is_gone_from_the_referrals(bot, phone):
    """Nothing keeps that Sam wanted to go somewhere."""
    looks_for_addresses(phone)
    opens(phone)
    taps(phone, "🎫 J’y vais")
    phone.wait_for("Ton code pour")
    phone.write("/oublier")
    taps(phone, "Oui, tout oublier")
    bot.settled()

    assert bot.count(Referral) == 0


def test_a_button_of_an_address_that_nobody_knows_harms_nothing(bot, phone):
    """Guessed numbers and other people's referrals."""
    asks_for_somebody(bot, phone)
    for data in ("r:code:999", "r:ask:1", "r:received:1", "r:wrong:999", "r:nothing:1"):
        phone.tap_data(phone.screen().last.id, data, is_stale=True)

    phone.wait_for("retirée de l’annuaire")
