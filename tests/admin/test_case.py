"""The page of a case, for whoever holds it, and for nobody else."""

import pytest
from sqlmodel import select

from passerelle import cases, handoff, retention
from passerelle.cases import Content
from passerelle.journal import Action
from passerelle.tables import Delivery, EntryKind, JournalEntry
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, MARC, NADIA, Staff

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 191 }}",
    "</textarea><b>x</b>",
    '<hx-partial hx-target="body">x</hx-partial>',
)


def test_the_holder_reads_what_was_asked_and_said(scene: Scene) -> None:
    """What was answered, what was written, and that she took it."""
    case_id = scene.held_case()
    scene.writes(case_id, "tu es là ?")

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    for shown in ("Avec tes mots", SECRET_WORDS, "tu es là ?", "Vous avez pris la parole", "11:00"):
        assert shown in page


def test_opening_is_written_in_the_journal_and_reads_the_news(scene: Scene) -> None:
    """Reads are audited too, and the mark in the queue goes away."""
    case_id = scene.held_case()
    scene.writes(case_id)

    scene.browser(NADIA).get(f"/cases/{case_id}")

    with scene.house.database.reading() as session:
        actions = session.exec(select(JournalEntry.action).where(JournalEntry.subject_id == case_id)).all()
        assert Action.CASE_READ in actions
        assert not cases.get(session, case_id).has_news


@pytest.mark.parametrize("who", [MARC, INES])
@pytest.mark.parametrize("page", ["", "/close", "/live", "/files/1"])
def test_everybody_else_sees_nothing(scene: Scene, who: Staff, page: str) -> None:
    """Neither a mediator elsewhere nor a coordinator, on any page of the case."""
    case_id = scene.held_case()

    answer = scene.browser(who).get(f"/cases/{case_id}{page}")

    assert answer.status_code == 404
    assert SECRET_WORDS not in answer.text
    assert "dans votre liste" in answer.text


def test_a_case_that_waits_is_not_read_before_it_is_taken(scene: Scene) -> None:
    """Its address alone opens nothing."""
    case_id = scene.case()

    assert scene.browser(NADIA).get(f"/cases/{case_id}").status_code == 404


@pytest.mark.parametrize("number", ["0", "-1", "4242", "999999999999999999999", "un", "1%00"])
def test_a_number_that_is_none_of_ours_is_not_found(scene: Scene, number: str) -> None:
    """Whatever stands in the address, the page says what to do."""
    answer = scene.browser(NADIA).get(f"/cases/{number}")

    assert answer.status_code == 404
    assert "Retour à la file" in answer.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_people_write_is_shown_inert(scene: Scene, payload: str) -> None:
    """In a message, an answer, a note: text stays text."""
    case_id = scene.held_case()
    scene.writes(case_id, payload)
    with scene.house.database.writing() as session:
        case, now, keys = cases.get(session, case_id), scene.clock(), scene.house.keys
        handoff.note(session, scene.member(NADIA), case_id, payload, keys=keys, now=now)
        cases.add_entry(
            session, case, EntryKind.ANSWER, Content(payload, question=payload), keys=keys, now=now
        )

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert payload not in page or "<" not in payload
    assert "1337" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Delivery.QUEUED, "en attente"),
        (Delivery.SENT, "envoyé"),
        (Delivery.GONE, "non remis"),
        (Delivery.FAILED, "non remis"),
    ],
)
def test_delivery_is_honest(scene: Scene, state: Delivery, words: str) -> None:
    """A message says how far it came."""
    case_id = scene.held_case()
    with scene.house.database.writing() as session:
        entry = handoff.reply(
            session,
            scene.member(NADIA),
            case_id,
            "bonjour",
            idempotency="1",
            keys=scene.house.keys,
            now=scene.clock(),
        )
    scene.delivered(entry.id if entry and entry.id else 0, state)

    assert words in scene.browser(NADIA).get(f"/cases/{case_id}").text


def test_a_closed_case_explains_itself(scene: Scene) -> None:
    """It can be read by who held it to its end, says when it goes away, and has no reply box."""
    case_id = scene.held_case()
    with scene.house.database.writing() as session:
        handoff.close(session, scene.member(NADIA), case_id, keys=scene.house.keys, now=scene.clock())

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert "effacé 90 jours après la fin" in page
    assert 'id="reply"' not in page


def test_an_erased_case_says_that_it_was_erased(scene: Scene) -> None:
    """To the one who held it; to everybody else it is not there."""
    case_id = scene.held_case()
    with scene.house.database.writing() as session:
        contact_id = cases.get(session, case_id).contact_id or 0
        doomed = retention.erase_person(session, contact_id, now=scene.clock())
    scene.house.keys.keystore.destroy(doomed)

    answers = [scene.browser(who).get(f"/cases/{case_id}") for who in (NADIA, MARC)]

    assert [answer.status_code for answer in answers] == [410, 404]
    assert "La personne a tout effacé" in answers[0].text


def test_the_alarm_stands_out_in_the_conversation(scene: Scene) -> None:
    """An event that must not be missed is marked as one."""
    case_id = scene.held_case()
    with scene.house.database.writing() as session:
        case = cases.get(session, case_id)
        handoff.hasten(session, case, "alarm_suicide", keys=scene.house.keys, now=scene.clock())

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert "is_alarm" in page
    assert "des mots font penser au suicide" in page


def test_a_name_stands_once_over_what_one_says_in_a_row(scene: Scene) -> None:
    """A second message in a row keeps its author for those who listen to the page."""
    case_id = scene.held_case()
    for text in ("salut", "tu es là ?"):
        scene.writes(case_id, text)

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert page.count('class="author"') == 1
    assert page.count('class="author unseen"') == 1


def test_each_day_is_named_where_it_begins(scene: Scene) -> None:
    """Two messages on two days have two days above them."""
    case_id = scene.held_case()
    scene.clock.forward(days=1)
    scene.writes(case_id)

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert page.count('class="day"') == 2
    assert "mardi 24 novembre" in page


def test_without_scripts_the_page_offers_to_reload(scene: Scene) -> None:
    """Nobody has to know that scripts are missing."""
    case_id = scene.held_case()

    assert "Actualiser" in scene.browser(NADIA).get(f"/cases/{case_id}").text


def test_a_closed_case_shows_what_the_person_said_of_it(scene: Scene) -> None:
    """Two coarse words, once they were tapped, and nothing before."""
    case_id = scene.held_case()
    with scene.house.database.writing() as session:
        handoff.close(session, scene.member(NADIA), case_id, keys=scene.house.keys, now=scene.clock())
    before = scene.browser(NADIA).get(f"/cases/{case_id}").text
    with scene.house.database.writing() as session:
        cases.get(session, case_id).help_came, cases.get(session, case_id).was_useful = "some", "yes"

    after = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert "dit avoir été" not in before
    assert "dit avoir été un peu aidé·e" in after and "c’était utile" in after
