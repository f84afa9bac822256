"""The rooms that somebody leads: the list, the page, and who may see them."""

from functools import partial

import pytest
from sqlmodel import select

from admin.pages import rooms
from admin.room_view import IN_ORDER
from passerelle.journal import Action
from passerelle.rooms import Place, Reaction
from passerelle.tables import JournalEntry
from tests.admin.browser import forms
from tests.admin.rooming import GRAVE, HELLO, TITLE, WITH_NUMBER, Group, talking, waiting
from tests.admin.scene import Scene
from tests.admin.test_live import sent, staff
from tests.people import ALEX, INES, MARC, NADIA, SAM, Staff


def page_of(group: Group, who: Staff = NADIA) -> str:
    """Open the page of a room."""
    answer = group.scene.browser(who).get(group.path)
    assert answer.status_code == 200
    return answer.text


def test_nobody_who_leads_nothing_has_a_room(scene: Scene) -> None:
    """The empty list says what will appear."""
    waiting(scene)

    page = scene.browser(MARC).get("/rooms").text

    assert TITLE not in page
    assert "Aucune salle à venir" in page


@pytest.mark.parametrize(("who", "says"), [(NADIA, "Vous animez"), (INES, "Vous coordonnez")])
def test_whoever_leads_or_coordinates_finds_the_room(scene: Scene, who: Staff, says: str) -> None:
    """In the list with its hours, and as a page."""
    group = waiting(scene)

    listed = scene.browser(who).get("/rooms").text

    assert TITLE in listed
    assert says in listed
    assert "11:05–12:05" in listed
    assert says in page_of(group, who)


def test_a_mediator_elsewhere_finds_nothing(scene: Scene) -> None:
    """Marc: no page, no member, no question, no voice, no stream, as if the room did not exist; and nothing that he sends is done."""
    group = talking(scene)
    word = group.says(WITH_NUMBER)
    browser, before = scene.browser(MARC), group.view()
    csrf = forms(browser.get("/rooms"))["/here"].fields  # a token that is good, and worth nothing here

    for path in ("", "/live", "/open", "/close", f"/members/{group.member_id()}", f"/voices/{word}"):
        assert browser.get(group.path + path).status_code == 404, path
    for path in ("/pause", f"/words/{word}/release", f"/members/{group.member_id()}/lower", "/close"):
        assert browser.post(group.path + path, data=csrf).status_code == 404, path

    assert group.view() == before


def test_opening_is_in_the_journal_once(scene: Scene) -> None:
    """Who opened it and which room, and not again with each look."""
    group = talking(scene)
    for _ in range(2):
        page_of(group)

    with scene.house.database.reading() as session:
        read = session.exec(select(JournalEntry).where(JournalEntry.action == Action.ROOM_READ)).all()

    assert [(line.member_id, line.subject_id) for line in read] == [(scene.member(NADIA).id, group.room_id)]


def test_what_all_read_stands_in_order_under_pseudonyms(scene: Scene) -> None:
    """With the signs under it; no account anywhere on the page."""
    group = talking(scene)
    word = group.says(HELLO)
    group.reads(ALEX)
    group.reacts(Reaction.THUMB, word)

    page = page_of(group)

    assert page.index(f"{group.pseudonym()} est là") < page.index(HELLO)
    assert "👍 1" in page
    assert str(SAM.account) not in page


def test_members_are_there_with_where_they_are(scene: Scene) -> None:
    """Who is not well comes first; who did not come is said."""
    group = waiting(scene)
    group.enters(SAM)
    group.steps_aside(SAM)

    page = page_of(group)

    assert page.index(">à l’écart<") < page.index(">pas encore là<")
    assert set(IN_ORDER) == set(Place)


def test_hands_come_in_the_order_in_which_they_were_raised(scene: Scene) -> None:
    """And the first one is what to do next."""
    group = talking(scene)
    group.raises_hand(ALEX)
    scene.clock.forward(seconds=20)
    group.raises_hand(SAM)

    page = page_of(group)

    assert f"{group.pseudonym(ALEX)} lève la main." in page
    assert "Une autre personne attend son tour." in page
    assert page.index(f'id="hand_{group.member_id(ALEX)}"') < page.index(f'id="hand_{group.member_id(SAM)}"')


def test_what_is_held_stands_apart_with_why(scene: Scene) -> None:
    """Not in the talk, counted in the title, and what to do next."""
    group = talking(scene)
    word = group.says(WITH_NUMBER)

    page = page_of(group)

    assert f'id="held_{word}"' in page
    assert f'id="word_{word}"' not in page
    assert "un numéro de téléphone" in page
    assert f"(1) {TITLE}" in page
    assert "Un message attend votre accord." in page


def test_grave_words_come_first_and_cannot_be_let_through(scene: Scene) -> None:
    """The group never reads them; there is nothing to tap but that they were read."""
    group = talking(scene)
    group.says(WITH_NUMBER, ALEX)
    word = group.says(GRAVE, is_crisis=True)

    page = page_of(group)

    assert page.index(GRAVE) < page.index(WITH_NUMBER)
    assert "Des mots inquiètent. Lisez-les d’abord." in page
    assert f"/words/{word}/release" not in page


def test_a_whisper_stands_apart(scene: Scene) -> None:
    """With a form that answers in private."""
    group = talking(scene)
    word = group.whispers("je connais quelqu’un ici")

    page = page_of(group)

    assert f'id="whisper_{word}"' in page
    assert f'id="word_{word}"' not in page
    assert f"{group.path}/members/{group.member_id()}/answer" in page


def test_a_closed_room_leaves_nothing_to_decide_but_grave_words(scene: Scene) -> None:
    """Nobody reads any more: what was held and whispered asks for nothing, and hands are down."""
    group = talking(scene)
    group.raises_hand(SAM)
    held = group.says(WITH_NUMBER, ALEX)
    grave, whisper = group.says(GRAVE, SAM, is_crisis=True), group.whispers("à vous seule", ALEX)
    group.pass_by(hours=2)

    page = page_of(group)

    assert f'id="held_{grave}"' in page
    assert f'id="whisper_{whisper}"' in page
    assert f"(1) {TITLE}" in page
    for hidden in (f'id="held_{held}"', "lève la main", "/answer", "/release", "/say"):
        assert hidden not in page


def test_what_happens_by_itself_is_said_in_words(scene: Scene) -> None:
    """When the room opens, when it closes, when everything is gone."""
    group = waiting(scene)

    assert "La salle s’ouvre d’elle-même à 11:05, dans 5 minutes." in page_of(group)
    group.pass_by(minutes=5)
    assert "L’au revoir commence à 12:05, dans 59 minutes." in page_of(group)
    group.pass_by(hours=1)
    assert "C’est le moment de se dire au revoir." in page_of(group)
    group.pass_by(minutes=10)
    assert "Tout ce qui a été dit s’efface partout à 14:05." in page_of(group)


def test_after_the_announced_hour_there_is_no_such_room(scene: Scene) -> None:
    """For nobody, and the page says why."""
    group = talking(scene)
    group.pass_by(hours=4)

    answer = scene.browser(NADIA).get(group.path)

    assert answer.status_code == 404
    assert "effacé à l’heure annoncée" in answer.text


def test_moods_are_counts_at_the_end(scene: Scene) -> None:
    """Nobody's name stands beside one."""
    group = talking(scene)
    assert "Comment on repart" not in page_of(group)

    group.pass_by(hours=1)

    assert "Comment on repart" in page_of(group)


def test_who_co_leads_reads_along_and_decides_nothing(scene: Scene) -> None:
    """No pause, no held words of others, no whisper; a box whose words wait for approval."""
    group = talking(scene, leaders=(NADIA,), co_leaders=(MARC,))
    group.says(HELLO)
    group.raises_hand(SAM)
    held, whisper = group.says(WITH_NUMBER, ALEX), group.whispers("à vous seule")

    page = page_of(group, MARC)

    assert HELLO in page
    assert "Faire relire" in page
    assert "lève la main" in page
    for hidden in (f"held_{held}", f"whisper_{whisper}", "/pause", "/slow", "/close"):
        assert hidden not in page


def test_the_stream_sends_what_is_new(scene: Scene) -> None:
    """At once, then with every change and no other; the title says what waits."""
    group = talking(scene)
    who = staff(scene)
    feed = rooms.feed_of(who, group.room_id)

    frames = sent(
        scene, who, feed, lambda: None, partial(group.says, HELLO), partial(group.says, WITH_NUMBER, ALEX)
    )

    assert len(frames) == 3
    assert HELLO in frames[1]
    assert f"<title>(1) {TITLE}" in frames[2]


def test_whoever_leads_is_there_while_they_only_read(scene: Scene) -> None:
    """Three quarters of an hour without a click, and the group is not left alone."""
    group = talking(scene)
    who = staff(scene)

    frames = sent(scene, who, rooms.feed_of(who, group.room_id), *[partial(group.pass_by, minutes=16)] * 3)

    assert not any("event: over" in frame for frame in frames)


def test_the_stream_ends_with_the_room(scene: Scene) -> None:
    """At the announced hour the page says that everything is gone."""
    group = talking(scene)
    group.pass_by(hours=2, minutes=50)
    who = staff(scene)

    frames = sent(scene, who, rooms.feed_of(who, group.room_id), partial(group.pass_by, minutes=15))

    assert "effacé à l’heure annoncée" in frames[1]
    assert "event: over" in frames[2]
