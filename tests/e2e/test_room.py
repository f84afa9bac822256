"""An evening of a group, with real parts: ten telephones, Nadia in Chromium, and a clock; at its end nothing of the others is left.

The tests are one story, and go on where the one before stopped.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from passerelle.errors import KeyDestroyed
from passerelle.rooms.tables import RoomMember, RoomSheet, RoomWord
from tests.admin.desk import IN_CHROMIUM
from tests.bot.stage import case_of
from tests.e2e import said
from tests.e2e.gathering import BEGINS, NAMES, PATIENCE, Gathering, RunningClock, comes_in, gathered, waits
from tests.e2e.leftovers import betrayed, in_database, in_files, in_text, left_on, readers, told, unprotected
from tests.e2e.town import a_town
from tests.mailbox import mailbox
from tests.people import NADIA

pytestmark = [*IN_CHROMIUM, pytest.mark.slow]
expect.set_options(timeout=PATIENCE * 1000)

ENDS = BEGINS + timedelta(minutes=60)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Gathering]:
    """Ten people with a seat, ten minutes before the hour; no window may complain, or ask anybody else."""
    with mailbox() as box, a_town(tmp_path_factory.mktemp("room"), box, RunningClock()) as town:
        town.sits_down(browser)
        gathering = gathered(town)
        gathering.comes_to(BEGINS - timedelta(minutes=10))
        gathering.finds_its_room()
        yield gathering
        for context in browser.contexts:
            context.close()
    assert town.desk.complaints == []


@pytest.fixture(scope="module")
def nadia(evening: Gathering) -> Page:
    """Nadia's window with the room, from before it opens until after it is gone."""
    return evening.town.window(NADIA, f"/rooms/{evening.room_id}")


def test_01_a_discreet_notice_lets_each_in_by_the_rules(evening: Gathering, nadia: Page) -> None:
    """An hour and a question, without a sound; nine read the rules, accept them, and wait."""
    for guest in evening.guests:
        assert guest.waits_for("comme prévu") == "À 18\u00a0h, comme prévu. Tu viens\u00a0?"
        assert guest.phone.notifications()[-1]["is_silent"]

    for guest in evening.early:
        comes_in(guest)

    expect(nadia.locator("#room_header")).to_contain_text("9 là sur 10")
    assert len({guest.pseudonym for guest in evening.early}) == 9


def test_02_the_hour_opens_it_and_all_read_all_in_one_order(evening: Gathering, nadia: Page) -> None:
    """Nobody opened it; nine hellos at once, and every screen tells them alike, under pseudonyms."""
    evening.comes_to(BEGINS)
    for guest in evening.early:
        guest.waits_for("C’est ouvert")
    expect(nadia.locator(".room_state").first).to_have_text("Ouverte")

    for number, guest in enumerate(evening.early):
        guest.phone.write(said.HELLO.format(number=number))
    evening.settled()

    read = {tuple(line for line in evening.transcript(guest) if "👋" in line) for guest in evening.early}
    names = {guest.pseudonym: said.HELLO.format(number=number) for number, guest in enumerate(evening.early)}
    assert len(read) == 1
    assert sorted(read.pop()) == sorted(f"👋 {name}\u00a0: {text}" for name, text in names.items())
    expect(nadia.locator("#conversation .message")).to_have_count(9)


def test_03_who_comes_late_reads_from_then_on(evening: Gathering, nadia: Page) -> None:
    """And the theme that was pinned before."""
    late = evening.guests[9]
    nadia.fill("#theme_text", said.THEME)
    nadia.get_by_role("button", name="Épingler").click()
    expect(nadia.locator("#theme")).to_contain_text(said.THEME)
    evening.said(evening.guests[1], said.BEFORE_LATE)

    comes_in(late)
    evening.settled()
    evening.said(evening.guests[2], said.AFTER_LATE)

    assert said.AFTER_LATE in late.shows() and said.THEME in late.shows()
    assert said.BEFORE_LATE not in late.shows() and "salut" not in late.shows()
    everything = evening.transcript(evening.guests[0])
    assert [line for line in evening.transcript(late) if "📌" not in line] == everything[-2:]


def test_04_a_telephone_number_is_read_by_nobody_but_nadia(evening: Gathering, nadia: Page) -> None:
    """She sees why it is held, and refuses it with a reason, which its author reads in kind words."""
    author = evening.guests[3]
    evening.said(author, said.WITH_NUMBER)
    held = waits(nadia, said.WITH_NUMBER)

    expect(held).to_contain_text("un numéro de téléphone")
    assert "Seule la personne qui anime le voit" in author.shows()
    held.locator("summary").click()
    held.get_by_role("button", name="cela dit qui est quelqu’un").click()

    expect(held).to_have_count(0)
    author.waits_for("n’a pas montré ton message. Il pouvait dire qui est quelqu’un.")
    assert readers(evening, "0470 00 00 00") == []


def test_05_words_of_a_crisis_are_for_the_team_alone(evening: Gathering, nadia: Page) -> None:
    """The numbers stand on that phone, Nadia sees who is aside, and with Sam's yes an urgent case stands in the queue."""
    sam = evening.called("Sam")
    evening.said(sam, said.GRAVE)

    assert "112" in sam.waits_for("En danger maintenant")
    expect(waits(nadia, said.GRAVE)).to_contain_text("des mots qui inquiètent")
    expect(waits(nadia, f"{sam.pseudonym} s’est mis·e à l’écart")).to_be_visible()
    sam.taps("Non", "Oui, je veux bien")
    sam.waits_for("C’est transmis")

    queue = evening.town.window(NADIA)
    expect(queue.locator("#waiting .is_urgent")).to_have_count(1)
    assert case_of(evening.town.bot, sam.phone).is_urgent and readers(evening, said.GRAVE) == []


def test_06_a_whisper_and_its_answer_are_between_two(evening: Gathering, nadia: Page) -> None:
    """Nobody else reads either."""
    author = evening.guests[4]
    author.taps("🤫 En privé")
    author.waits_for("Ton prochain message ira seulement")
    evening.said(author, said.WHISPER)

    whisper = waits(nadia, said.WHISPER)
    whisper.locator("textarea").fill(said.IN_PRIVATE)
    whisper.get_by_role("button", name="Répondre").click()

    assert "pour toi" in author.waits_for(said.IN_PRIVATE)
    assert readers(evening, said.WHISPER) == [] and readers(evening, said.IN_PRIVATE) == [author.name]


def test_07_a_voice_note_comes_to_who_taps_it(evening: Gathering, nadia: Page) -> None:
    """A line with a length for all; the voice for one, sent anew under the bot's name, never forwarded."""
    author, listener = evening.guests[5], evening.guests[6]
    author.phone.send("voice", duration=12)
    evening.settled()
    assert f"🎤 {author.pseudonym} (12\u00a0s)" in listener.shows()

    listener.taps("▶")
    screen = listener.phone.wait_until(lambda shown: any(m.kind == "voice" for m in shown.messages), PATIENCE)

    [voice] = [message for message in screen.messages if message.kind == "voice"]
    assert voice.is_from_bot and voice.raw["forwarded_from"] is None
    assert [call["params"]["chat_id"] for call in evening.town.bot.telegram.calls("sendVoice")] == [
        listener.phone.id
    ]
    expect(nadia.locator("#conversation audio")).to_have_count(1)


def test_08_a_pause_is_for_everybody_and_ends(evening: Gathering, nadia: Page) -> None:
    """What is written meanwhile is answered kindly and read by nobody."""
    author = evening.guests[1]
    nadia.get_by_role("button", name="Pause pour tout le monde").click()
    for guest in evening.guests[1:]:
        guest.waits_for("on respire")

    evening.said(author, said.DURING_PAUSE)

    assert "Garde-le pour après" in author.waits_for("C’est la pause pour tout le monde")
    nadia.get_by_role("button", name="Reprendre pour tout le monde").click()
    author.waits_for("On reprend")
    assert readers(evening, said.DURING_PAUSE) == []


def test_09_what_nadia_reads_first_waits_until_she_lets_it_through(evening: Gathering, nadia: Page) -> None:
    """Its author is told, and then all read it."""
    author, other = evening.guests[2], evening.guests[9]
    nadia.get_by_role("button", name="oui, tout").click()
    expect(nadia.get_by_role("button", name="oui, tout")).to_have_attribute("aria-pressed", "true")
    evening.said(author, said.READ_FIRST)
    author.waits_for("La personne qui anime le lit d’abord")
    assert readers(evening, said.READ_FIRST) == []

    waits(nadia, said.READ_FIRST).get_by_role("button", name="Laisser passer").click()

    assert f"{author.pseudonym}\u00a0: {said.READ_FIRST}" in other.waits_for(said.READ_FIRST)
    nadia.get_by_role("button", name="non", exact=True).click()
    expect(nadia.get_by_role("button", name="oui, tout")).to_have_attribute("aria-pressed", "false")


def test_10_a_hand_is_seen_and_heard(evening: Gathering, nadia: Page) -> None:
    """By Nadia alone."""
    author = evening.guests[7]
    author.taps("✋ La main")

    expect(nadia.locator(".hands")).to_contain_text(author.pseudonym)
    nadia.get_by_role("button", name=f"Entendu · {author.pseudonym}").click()
    expect(nadia.locator(".hands")).to_have_count(0)


def test_11_who_leaves_takes_their_words_along(evening: Gathering, nadia: Page) -> None:
    """From the nine other screens and from Nadia's page."""
    leaver = evening.guests[8]
    evening.said(leaver, said.OF_THE_LEAVER)
    assert set(readers(evening, said.OF_THE_LEAVER)) >= {guest.name for guest in evening.guests[1:8]}

    leaver.taps("🚪 Sortir", "Oui, je sors")
    leaver.waits_for("tu n’es plus dans le groupe")

    for guest in evening.guests:
        guest.waits_without(said.OF_THE_LEAVER)
        guest.waits_without(said.HELLO.format(number=8))
    evening.settled()
    expect(nadia.get_by_text(said.OF_THE_LEAVER)).to_have_count(0)
    assert not in_text(leaver.shows(), [guest.pseudonym for guest in evening.guests])


def test_12_nadia_speaks_and_a_double_click_says_it_once(evening: Gathering, nadia: Page) -> None:
    """With Ctrl+Enter too, under her first name and her role."""
    listener = evening.guests[1]
    nadia.fill("#say_text", said.BY_KEYS)
    nadia.press("#say_text", "Control+Enter")
    listener.waits_for(said.BY_KEYS)
    expect(nadia.locator("#say_text")).to_have_value("")

    nadia.fill("#say_text", said.BY_CLICKS)
    nadia.get_by_role("button", name="Envoyer").dblclick()
    listener.waits_for(said.BY_CLICKS)
    evening.settled()

    spoken = [line for line in evening.transcript(listener) if line.startswith("Nadia, médiatrice\u00a0: ")]
    assert [line.partition("\u00a0: ")[2] for line in spoken] == [said.BY_KEYS, said.BY_CLICKS]


def test_13_everybody_read_the_same_in_the_same_order(evening: Gathering) -> None:
    """Whoever stayed has one transcript, and the late comer the end of it; none of it can be forwarded."""
    stayed, late = evening.guests[1:8], evening.guests[9]
    read = {tuple(evening.words(guest)) for guest in stayed}

    assert len(read) == 1
    everything = list(read.pop())
    after = everything.index(f"{evening.guests[2].pseudonym}\u00a0: {said.AFTER_LATE}")
    assert evening.words(late) == everything[after:]
    assert unprotected(evening) == []


def test_14_a_word_and_a_mood_to_close(evening: Gathering, nadia: Page) -> None:
    """The hour brings the goodbye; one tap each, and Nadia reads counts."""
    evening.comes_to(ENDS, before=nadia)
    for guest in evening.guests[1:8]:
        guest.waits_for("Un mot pour finir")

    evening.said(evening.guests[1], said.LAST_WORD)
    for guest, mood in zip(evening.guests[1:5], "🙂🙂😐🙁", strict=True):
        guest.taps(mood)
    evening.settled()

    assert said.LAST_WORD in evening.guests[9].shows()
    expect(nadia.locator(".moods dd")).to_have_text(["2", "1", "1"])


def test_15_at_the_announced_hour_the_screens_hold_nothing(evening: Gathering, nadia: Page) -> None:
    """No word of anybody, no pseudonym, no voice; nor does Nadia's window."""
    evening.comes_to(ENDS + timedelta(minutes=10), before=nadia)
    assert "À 21\u00a0h, tout ce qui a été dit" in evening.guests[1].waits_for("C’est fini pour cette fois")
    evening.settled()
    key_id = evening.room().key_id
    assert in_database(evening.town.house, told(evening)) and all(map(evening.words, evening.guests[1:8]))

    evening.comes_to(evening.room().purges_at, before=nadia)
    expect(nadia.locator("h1")).to_have_text("Cette salle n’est pas dans votre liste")
    evening.purged()

    assert {guest.name: left_on(evening, guest) for guest in evening.guests} == {name: [] for name in NAMES}
    assert in_text(nadia.content(), told(evening)) == []
    with pytest.raises(KeyDestroyed):
        evening.town.house.keys.keystore.key(key_id)


def test_16_the_house_holds_nothing_but_counts(evening: Gathering) -> None:
    """In every column of every table, and in the bytes of every file; ten came, and how four of them left."""
    house, accounts = evening.town.house, [word for guest in evening.guests for word in guest.telling]

    assert in_database(house, [*told(evening), *accounts]) == []
    assert in_files(house.settings.data_dir, [*said.ALL, *accounts]) == []
    room = evening.room()
    assert (room.came, room.mood_good, room.mood_mixed, room.mood_bad) == (10, 2, 1, 1)
    assert [evening.town.bot.count(table) for table in (RoomMember, RoomWord, RoomSheet)] == [0, 0, 0]


def test_17_nothing_of_anybody_else_was_ever_sent(evening: Gathering) -> None:
    """No id, name, username or file of another member in any call, from the first to the last."""
    files = evening.files()

    assert len(files) == 1
    assert betrayed(evening, files) == []
