"""What somebody who leads does in a room: speaks, decides, answers, sets the pace; and who may not."""

import pytest

from passerelle.rooms import Place, Reason, RoomState, Speaker, Why
from tests.admin.browser import Browser, forms
from tests.admin.rooming import GRAVE, HELLO, WITH_NUMBER, Group, talking, waiting
from tests.admin.scene import Scene
from tests.people import ALEX, INES, MARC, NADIA, SAM, Staff


def send(group: Group, action: str, *, staff: Staff = NADIA, **typed: str) -> int:
    """Open the page of a room and send one of its forms, hidden fields included; returns the status."""
    answer = group.scene.browser(staff).send(group.path, group.path + action, headers=None, **typed)
    return answer.status_code


def words(group: Group) -> list[str]:
    """What all read, without the room's own signs."""
    return [word.text for word in group.view().words if word.speaker != Speaker.ROOM and not word.is_private]


def test_what_the_leader_says_is_read_by_all_once(scene: Scene) -> None:
    """The same form sent twice says it once; the next form is another one."""
    group = talking(scene)
    browser = scene.browser(NADIA)
    form = forms(browser.get(group.path))[f"{group.path}/say"]

    for _ in range(2):
        answer = browser.post(form.action, data={**form.fields, "text": "Bonjour à tous"})
        assert answer.headers["location"] == group.path
    send(group, "/say", text="Qui commence ?")

    assert words(group) == ["Bonjour à tous", "Qui commence ?"]


def test_a_guest_speaks_under_a_name(scene: Scene) -> None:
    """The group reads that name, and that it is a guest."""
    group = talking(scene)

    send(group, "/say", text="Je suis infirmière.", guest="Claire")

    (word,) = [word for word in group.view().words if word.speaker == Speaker.GUEST]
    assert (word.who, word.text) == ("Claire", "Je suis infirmière.")


@pytest.mark.parametrize(("text", "says"), [(" ", "Le message est vide"), ("a" * 3501, "trop long de 1 car")])
def test_what_cannot_be_said_comes_back_with_its_text(scene: Scene, text: str, says: str) -> None:
    """And with the same key, so that mending it does not say it twice."""
    group = talking(scene)
    browser = scene.browser(NADIA)
    form = forms(browser.get(group.path))[f"{group.path}/say"]

    answer = browser.post(form.action, data={**form.fields, "text": text})

    assert answer.status_code == 422
    assert says in answer.text
    assert text in answer.text
    assert form.fields["key"] in answer.text


def test_words_for_a_room_that_closed_meanwhile_are_not_lost(scene: Scene) -> None:
    """Nothing is said, and the text is still there."""
    group = talking(scene)
    browser = scene.browser(NADIA)
    form = forms(browser.get(group.path))[f"{group.path}/say"]
    for _ in range(2):
        browser.send(f"{group.path}/close", f"{group.path}/close")

    answer = browser.post(form.action, data={**form.fields, "text": "encore un mot"})

    assert answer.status_code == 409
    assert "encore un mot" in answer.text


def test_a_held_word_is_let_through_once(scene: Scene) -> None:
    """By who leads; twice is once."""
    group = talking(scene)
    word = group.says(WITH_NUMBER)
    browser = scene.browser(NADIA)
    form = forms(browser.get(group.path))[f"{group.path}/words/{word}/release"]

    for _ in range(2):
        browser.post(form.action, data=form.fields)

    assert words(group) == [WITH_NUMBER]
    assert group.view().held == ()


def test_a_held_word_is_not_shown_with_a_reason(scene: Scene) -> None:
    """Nobody reads it, and nothing of it stays."""
    group = talking(scene)
    word = group.says(WITH_NUMBER)

    send(group, f"/words/{word}/refuse", reason="identity")

    assert (words(group), group.view().held) == ([], ())


def test_a_reason_is_one_of_the_list(scene: Scene) -> None:
    """Free words would have to be translated, and may hurt."""
    group = talking(scene)
    word = group.says(WITH_NUMBER)

    assert send(group, f"/words/{word}/refuse", reason="tais-toi") == 400
    assert len(group.view().held) == 1


def test_grave_words_are_never_let_through(scene: Scene) -> None:
    """Not even with a form that was made by hand; reading them takes them from the list."""
    group = talking(scene)
    word = group.says(GRAVE, is_crisis=True)
    browser = scene.browser(NADIA)
    fields = forms(browser.get(group.path))[f"{group.path}/pause"].fields

    assert browser.post(f"{group.path}/words/{word}/release", data=fields).status_code == 409
    send(group, f"/words/{word}/refuse")

    assert (words(group), group.view().held) == ([], ())


def test_a_whisper_is_answered_in_private_and_moves_down(scene: Scene) -> None:
    """Sent twice it is one answer; the next one is another."""
    group = talking(scene)
    whisper = group.whispers("je connais quelqu’un ici")
    browser = scene.browser(NADIA)
    form = forms(browser.get(group.path))[f"{group.path}/members/{group.member_id()}/answer"]

    for _ in range(2):
        browser.post(form.action, data={**form.fields, "text": "merci de le dire"})
    send(group, f"/members/{group.member_id()}/answer", text="tu veux en parler ?")

    answers = [word.text for word in group.view().whispers if word.is_private]
    page = browser.get(group.path).text
    assert answers == ["merci de le dire", "tu veux en parler ?"]
    assert f'id="whisper_{whisper}" class="rings"' not in page
    assert "vous dit quelque chose" not in page


def test_everybody_is_paused_and_goes_on(scene: Scene) -> None:
    """While paused, going on is what to do next."""
    group = talking(scene)

    send(group, "/pause")
    assert group.view().is_paused
    assert "Le groupe est en pause." in scene.browser(NADIA).get(group.path).text
    send(group, "/resume")

    assert not group.view().is_paused


def test_the_pace_is_set(scene: Scene) -> None:
    """Slow mode, reading first, voice notes, the theme: one tap each, and the page shows it."""
    group = talking(scene)

    send(group, "/slow", seconds="30")
    send(group, "/premoderation", on="1")
    send(group, "/voice", on="0")
    send(group, "/theme", theme="Oser en parler")

    view, page = group.view(), scene.browser(NADIA).get(group.path).text
    assert (view.slow_seconds, view.is_premoderated, view.takes_voice) == (30, True, False)
    assert view.theme == "Oser en parler"
    assert 'value="30" aria-pressed="true"' in page


def test_a_hand_that_was_heard_goes_down(scene: Scene) -> None:
    """And the next one is up."""
    group = talking(scene)
    group.raises_hand(SAM)

    send(group, f"/members/{group.member_id()}/lower")

    assert group.view().hands == ()


def test_a_room_opens_and_closes_after_a_question(scene: Scene) -> None:
    """The question is a page of its own; closing takes two, for there is a goodbye between."""
    group = waiting(scene)
    browser = scene.browser(NADIA)

    for action, state in (
        ("open", RoomState.OPEN),
        ("close", RoomState.CLOSING),
        ("close", RoomState.CLOSED),
    ):
        answer = browser.send(f"{group.path}/{action}", f"{group.path}/{action}")
        assert answer.status_code == 303
        assert group.view().state == state
    assert browser.get(f"{group.path}/close").status_code == 404


def test_a_room_waits_or_goes_on_a_little_longer(scene: Scene) -> None:
    """Five minutes before it opens, ten before it closes."""
    group = waiting(scene)
    before = group.view()

    send(group, "/later")
    group.pass_by(minutes=15)
    send(group, "/longer")

    after = group.view()
    assert (after.opens_at - before.opens_at).seconds == 300
    assert (after.closes_at - before.closes_at).seconds == 600


def test_a_note_is_kept_for_those_who_lead(scene: Scene) -> None:
    """With who wrote it; an empty one is none."""
    group = talking(scene)

    send(group, "/notes", note="Alex a osé parler.")
    send(group, "/notes", note="  ")

    assert [(note.author, note.text) for note in group.view().notes] == [("Nadia", "Alex a osé parler.")]


def on_the_page_of(group: Group, browser: Browser, act: str, **typed: str) -> int:
    """Open the page of Sam in a room and send one of its forms."""
    page = f"{group.path}/members/{group.member_id()}"
    return browser.send(page, f"{page}/{act}", headers=None, **typed).status_code


def test_a_member_loses_the_floor_and_gets_it_back(scene: Scene) -> None:
    """With a reason that they are told; a word in private goes to them alone."""
    group = talking(scene)
    browser = scene.browser(NADIA)

    on_the_page_of(group, browser, "answer", text="un mot pour toi")
    on_the_page_of(group, browser, "mute", reason="hurtful")
    (muted,) = [member for member in group.view().members if member.is_muted]
    on_the_page_of(group, browser, "unmute")

    assert (muted.pseudonym, muted.reason) == (group.pseudonym(), Reason.HURTFUL)
    assert not any(member.is_muted for member in group.view().members)
    assert [word.text for word in group.view().whispers] == ["un mot pour toi"]


def test_a_member_is_sent_out_with_their_words_after_a_question(scene: Scene) -> None:
    """Without a reason nothing happens."""
    group = talking(scene)
    group.says(HELLO)
    group.says("moi aussi", ALEX)
    page, browser = f"{group.path}/members/{group.member_id()}/remove", scene.browser(NADIA)

    assert browser.send(page, page).status_code == 400
    assert browser.send(page, page, reason="rules").headers["location"] == f"{group.path}?done=removed"

    places = {member.pseudonym: member.place for member in group.view().members}
    assert places[group.pseudonym()] == Place.REMOVED
    assert words(group) == ["moi aussi"]


@pytest.mark.parametrize(
    ("action", "typed"),
    [
        ("/pause", {}),
        ("/slow", {"seconds": "30"}),
        ("/premoderation", {"on": "1"}),
        ("/voice", {"on": "0"}),
        ("/theme", {"theme": "autre chose"}),
        ("/close", {}),
        ("/longer", {}),
        ("/words/{word}/release", {}),
        ("/words/{word}/refuse", {"reason": "rules"}),
        ("/members/{member}/mute", {"reason": "rules"}),
        ("/members/{member}/remove", {"reason": "rules"}),
        ("/members/{member}/answer", {"text": "bonjour", "key": "a" * 32}),
    ],
)
@pytest.mark.parametrize(("staff", "status"), [(NADIA, 303), (INES, 303), (MARC, 409)])
def test_who_co_leads_decides_nothing(
    scene: Scene, staff: Staff, status: int, action: str, typed: dict[str, str]
) -> None:
    """Nadia leads and Inès coordinates: they may; Marc co-leads: he is refused, and nothing changes."""
    group = talking(scene, co_leaders=(MARC,))
    names = {"word": group.says(WITH_NUMBER), "member": group.member_id()}
    browser, before = scene.browser(staff), group.view()
    fields = forms(browser.get("/rooms"))["/here"].fields

    answer = browser.post(group.path + action.format(**names), data={**fields, **typed})

    assert answer.status_code == status
    assert (group.view() == before) == (status == 409)


def test_what_who_co_leads_says_waits_for_approval(scene: Scene) -> None:
    """The group reads it once Nadia lets it through; Marc sees that it waits."""
    group = talking(scene, co_leaders=(MARC,))

    send(group, "/say", staff=MARC, text="Moi aussi, à ton âge.")
    (held,) = group.view().held
    assert (held.why, words(group)) == (Why.APPROVAL, [])
    assert "Une personne qui anime doit laisser passer" in scene.browser(MARC).get(group.path).text
    send(group, f"/words/{held.word_id}/release")

    assert words(group) == ["Moi aussi, à ton âge."]


def test_a_voice_note_is_played_in_the_page(scene: Scene) -> None:
    """For those who lead, as what it was sent as; Marc gets nothing."""
    group = talking(scene)
    word = group.says("", voice="f1")
    scene.files.known["f1"] = b"bytes"

    answer = scene.browser(NADIA).get(f"{group.path}/voices/{word}")

    assert f'preload="none" src="{group.path}/voices/{word}"' in scene.browser(NADIA).get(group.path).text
    assert (answer.content, answer.headers["content-type"]) == (b"bytes", "audio/ogg")
    assert scene.browser(MARC).get(f"{group.path}/voices/{word}").status_code == 404
    assert scene.browser(NADIA).get(f"{group.path}/voices/{word + 99}").status_code == 404


def test_a_voice_note_that_telegram_lost_is_said(scene: Scene) -> None:
    """And text is no voice."""
    group = talking(scene)
    lost, text = group.says("", voice="gone"), group.says(HELLO, ALEX)
    browser = scene.browser(NADIA)

    assert browser.get(f"{group.path}/voices/{lost}").status_code == 502
    assert browser.get(f"{group.path}/voices/{text}").status_code == 404
