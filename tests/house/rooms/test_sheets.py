"""What is written on a screen next: nothing lost, nothing twice, whoever dies on the way."""

from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from sqlalchemy import update
from sqlmodel import select

from passerelle import rooms
from passerelle.rooms import Reaction, Reason, RoomState, Verdict
from passerelle.rooms.tables import Room, RoomSheet
from passerelle.tables import Trace
from tests.house.rooms.scene import (
    THIRD,
    Phone,
    comes,
    does,
    inside,
    leads,
    leaves,
    number_of,
    phone_of,
    reads,
    says,
    speaks,
    step,
    takes_seat,
    talking,
    ticks,
)
from tests.house.stage import contact_of
from tests.people import ALEX, MONDAY_MORNING, SAM


def test_words_follow_on_the_same_message_until_something_is_below_it(house):
    """What somebody types themselves, or a voice note."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    for text in ("un", "deux"):
        says(house, room_id, text)
        reads(house, room_id, phone)
    assert len(phone.messages) == 1

    phone.types(house)
    says(house, room_id, "trois")
    reads(house, room_id, phone)

    assert len(phone.messages) == 2 and phone.lines() == ["un", "deux", "trois"]


def test_a_crash_at_any_point_repeats_the_same(house):
    """Before it was given, before it was drawn, and before it was noted as drawn."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    says(house, room_id, "un")
    for crash in ("before", "given", "done"):
        step(house, room_id, phone, crash=crash)
        house.clock.now += timedelta(minutes=5)  # so long that a new message would be asked for

    reads(house, room_id, phone)

    assert phone.lines() == ["un"]


def test_a_placeholder_that_was_lost_holds_no_word(house):
    """It was sent, and nobody remembers its number."""
    room_id = talking(house)
    phone = Phone(ALEX)
    says(house, room_id, "un")
    step(house, room_id, phone, crash="done")

    reads(house, room_id, phone)

    assert [len(parts) > 0 for parts in phone.messages.values()] == [False, True]


def test_every_message_of_a_room_is_in_the_traces_of_its_screen(house):
    """So that hiding and erasing clean it like any other."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    does(house, rooms.also_sent, room_id, ALEX, 900, now=house.clock())

    with house.database.reading() as session:
        traced = session.exec(
            select(Trace.message_id).where(Trace.contact_id == contact_of(house, ALEX).id)
        ).all()

    assert {*phone.messages, 900} <= set(traced)


def test_who_comes_late_reads_the_theme_and_nothing_of_before(house):
    """Others read it when it was pinned."""
    room_id = talking(house, people=(SAM, ALEX))
    session_id = inside(house, room_id).session_id
    says(house, room_id, "avant")
    leads(house, rooms.pin, room_id, "Les récrés", keys=house.keys)
    takes_seat(house, session_id, THIRD)
    ticks(house)
    comes(house, room_id, THIRD)
    says(house, room_id, "après")

    late = phone_of(house, room_id, THIRD)

    assert late.lines() == ["après"]
    assert [(part.sign, part.text) for part in late.parts() if part.sign] == [
        ("theme", "Les récrés"),
        ("came", ""),
    ]
    assert [part.text for part in phone_of(house, room_id).parts() if part.sign == "theme"] == ["Les récrés"]


def test_what_is_taken_back_leaves_every_screen(house):
    """By a leader or by who said it; a sheet left empty goes itself."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    word = says(house, room_id, "un").word_id
    reads(house, room_id, phone)
    phone.types(house)
    says(house, room_id, "deux", ALEX)
    reads(house, room_id, phone)

    leads(house, rooms.refuse, room_id, word, Reason.HURTFUL)
    leaves(house, room_id, SAM)
    reads(house, room_id, phone)

    assert phone.lines() == ["deux"]
    assert [part.sign for part in phone.parts() if part.sign] == ["came", "opened", "left"]


def test_signs_under_a_word_are_counted_on_every_screen(house):
    """The same again takes one's own away; another replaces it."""
    room_id = talking(house, people=(SAM, ALEX, THIRD))
    says(house, room_id, "un")
    phones = [phone_of(house, room_id, person) for person in (SAM, ALEX, THIRD)]
    for person, sign in ((ALEX, Reaction.THUMB), (THIRD, Reaction.HEART), (THIRD, Reaction.THUMB)):
        assert does(house, rooms.react, room_id, person, sign, now=house.clock())

    for phone in phones:
        assert reads(house, room_id, phone).parts()[-1].reactions == (("👍", 2),)
    does(house, rooms.react, room_id, ALEX, Reaction.THUMB, now=house.clock())
    assert reads(house, room_id, phones[0]).parts()[-1].reactions == (("👍", 1),)


def test_nobody_reacts_to_their_own_words_or_to_none(house):
    """Nor to one that does not stand on their screen."""
    room_id = talking(house)
    does(house, rooms.react, room_id, ALEX, Reaction.THUMB, now=house.clock())
    word = says(house, room_id, "un").word_id

    assert not does(house, rooms.react, room_id, SAM, Reaction.THUMB, now=house.clock(), word_id=word)
    assert not does(house, rooms.react, room_id, ALEX, Reaction.THUMB, now=house.clock(), word_id=word)


def test_a_voice_that_was_played_goes_with_its_word(house):
    """From the screen of whoever played it."""
    room_id = talking(house)
    word = says(house, room_id, "", voice="file", seconds=3).word_id
    phone = phone_of(house, room_id, ALEX)
    phone.messages[500] = ()
    assert does(house, rooms.also_sent, room_id, ALEX, 500, now=house.clock(), word_id=word)

    leaves(house, room_id, SAM)
    reads(house, room_id, phone)

    assert 500 not in phone.messages
    assert not does(house, rooms.also_sent, room_id, ALEX, 501, now=house.clock(), word_id=word)


def test_what_was_hidden_is_not_written_again_but_what_was_never_drawn_is(house):
    """Somebody hid their chat between two steps."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    says(house, room_id, "lu")
    reads(house, room_id, phone)
    says(house, room_id, "pas lu")
    step(house, room_id, phone, crash="given")
    phone.messages.clear()
    with house.database.writing() as session:
        sheet = session.exec(
            select(RoomSheet.id).where(RoomSheet.member_id == number_of(house, room_id, ALEX))
        ).one()
        rooms.sheet_gone(session, sheet)

    assert reads(house, room_id, phone).lines() == ["pas lu"]


def test_a_message_sent_to_who_left_meanwhile_is_not_kept(house):
    """Delivery deletes it again."""
    room_id = talking(house)
    leaves(house, room_id, ALEX)

    assert does(house, rooms.sheet_sent, room_id, ALEX, 900, now=house.clock()) is None
    assert not does(house, rooms.also_sent, room_id, ALEX, 901, now=house.clock())


def test_who_is_aside_reads_on_when_they_come_back(house):
    """Nothing meanwhile, and nothing lost."""
    room_id = talking(house)
    phone = phone_of(house, room_id, ALEX)
    does(house, rooms.step_aside, room_id, ALEX, now=house.clock())
    says(house, room_id, "un")
    assert reads(house, room_id, phone).lines() == []

    does(house, rooms.come_back, room_id, ALEX, now=house.clock())

    assert reads(house, room_id, phone).lines() == ["un"]


ACTS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from((SAM, ALEX, THIRD))),
    st.tuples(st.just("speak"), st.just(None)),
    st.tuples(st.sampled_from(("step", "before", "given", "done")), st.sampled_from((SAM, ALEX, THIRD))),
    st.tuples(st.sampled_from(("types", "aside", "back", "react")), st.sampled_from((SAM, THIRD))),
    st.tuples(st.sampled_from(("refuse", "minute")), st.just(None)),
    st.tuples(st.sampled_from(("leave", "come")), st.sampled_from((ALEX, THIRD))),
)


class History:
    """A room as it should be: the words that can be read, in order, and what each screen may hold of them."""

    def __init__(self, house):
        with house.database.writing() as session:
            session.exec(update(Room).values(state=RoomState.PURGED))  # of the histories before this one
        self.house, self.room_id = house, talking(house, people=(SAM, ALEX))
        self.phones = {person: Phone(person) for person in (SAM, ALEX, THIRD)}
        self.here = {SAM: 0, ALEX: 0}
        self.said = []  # who, text, number of the word's row; in the order of all
        self.turn, self.has_lou = 0, False

    def act(self, what, person):
        """Something happens, if it can."""
        if what == "come" and person not in self.here:
            self.comes(person)
        elif what == "speak":
            self.turn += 1
            speaks(self.house, self.room_id, f"mot {self.turn}")
            self.said.append((None, f"mot {self.turn}", None))
        elif what == "minute":
            self.house.clock.now += timedelta(minutes=1)
        elif what == "refuse":
            self.refuses()
        elif person in self.here:
            getattr(self, what, lambda person: self.steps(person, what))(person)

    def comes(self, person):
        if person == THIRD and not self.has_lou:
            takes_seat(self.house, inside(self.house, self.room_id).session_id, THIRD)
            self.has_lou = True
        comes(self.house, self.room_id, person)
        self.here[person] = len(self.said)
        self.phones[person] = Phone(person)

    def say(self, person):
        self.turn += 1
        answer = says(self.house, self.room_id, f"mot {self.turn}", person)
        if answer.verdict == Verdict.SAID:
            self.said.append((person, f"mot {self.turn}", answer.word_id))

    def steps(self, person, crash):
        step(self.house, self.room_id, self.phones[person], crash="" if crash == "step" else crash)

    def types(self, person):
        self.phones[person].types(self.house)

    def aside(self, person):
        does(self.house, rooms.step_aside, self.room_id, person, now=self.house.clock())

    def back(self, person):
        does(self.house, rooms.come_back, self.room_id, person, now=self.house.clock())

    def react(self, person):
        if inside(self.house, self.room_id, person).place == "inside":
            does(self.house, rooms.react, self.room_id, person, Reaction.THUMB, now=self.house.clock())

    def refuses(self):
        mine = [entry for entry in self.said if entry and entry[2]]
        if mine:
            leads(self.house, rooms.refuse, self.room_id, mine[-1][2], Reason.CARE)
            self.said[self.said.index(mine[-1])] = None

    def leave(self, person):
        leaves(self.house, self.room_id, person)
        del self.here[person]
        self.said = [None if entry and entry[0] == person else entry for entry in self.said]

    def settle(self):
        """Everybody is back, and every screen is brought up to what was said."""
        for person in self.here:
            self.back(person)
            reads(self.house, self.room_id, self.phones[person])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(acts=st.lists(ACTS, min_size=5, max_size=40))
def test_each_screen_holds_what_was_let_through_since_its_owner_came_once_and_in_order(house, acts):
    """Whoever speaks, goes, comes late, steps aside or is taken back, and wherever delivery dies."""
    house.clock.now = MONDAY_MORNING
    history = History(house)
    for what, person in acts:
        history.act(what, person)

    history.settle()

    for person, since in history.here.items():
        expected = [entry for entry in history.said[since:] if entry]
        read = history.phones[person].lines()
        assert read == [text for _, text, _ in expected[: len(read)]]
        assert all(who == person for who, _, _ in expected[len(read) :])  # it stands below as they typed it
