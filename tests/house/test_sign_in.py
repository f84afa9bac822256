"""Signing in: a password, then a code, then a session; slow for who guesses, once for each code."""

from datetime import timedelta
from functools import partial

import pyotp
import pytest
from sqlmodel import select

from passerelle import team
from passerelle.errors import SignInRefused
from passerelle.tables import FailedSignIn, JournalEntry, SignIn
from passerelle.vault import digest
from tests.house.stage import count, member, together
from tests.people import INES, MARC, NADIA


@pytest.fixture
def code(code_of):
    """Nadia's one-time code at an instant."""
    return lambda at: pyotp.TOTP(code_of(NADIA.email)).at(at)


def begin(house, staff=NADIA):
    """The right password was given: half a session."""
    with house.database.writing() as session:
        return team.begin_sign_in(session, member(session, staff), now=house.clock())


def complete(house, token, typed):
    """The code is given: a whole session, or SignInRefused."""
    with house.database.writing() as session:
        return team.complete_sign_in(session, token, typed, vault=house.keys.vault, now=house.clock())


def who(house, token, find=team.signed_in):
    """Whose browser this is."""
    with house.database.reading() as session:
        found = find(session, token, now=house.clock())
    return found and found.email


def fails(house, times=1, email=NADIA.email):
    """Somebody tries an address, and fails."""
    for _ in range(times):
        with house.database.writing() as session:
            team.note_failure(session, email, vault=house.keys.vault, now=house.clock())


def wait(house, email=NADIA.email):
    """How many seconds an address has to wait."""
    with house.database.reading() as session:
        return team.wait_before_sign_in(session, email, vault=house.keys.vault, now=house.clock()).seconds


def test_a_password_and_a_code_open_a_session(house, code):
    """Under a new token; the half one is worth nothing any more."""
    half = begin(house)
    assert (who(house, half, team.half_signed_in), who(house, half)) == (NADIA.email, None)

    token = complete(house, half, code(house.clock()))

    assert token != half and who(house, token) == NADIA.email
    assert who(house, half, team.half_signed_in) is who(house, token, team.half_signed_in) is None
    with house.database.reading() as session:
        assert session.exec(select(SignIn.token_digest)).all() == [digest(token)]


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_clock_that_is_a_little_wrong_is_forgiven(house, code, drift):
    """One step either way."""
    typed = code(house.clock() + timedelta(seconds=drift))

    assert complete(house, begin(house), f" {typed[:3]} {typed[3:]}")


@pytest.mark.parametrize("drift", [-60, 60])
def test_a_clock_that_is_wrong_by_more_is_not(house, code, drift):
    """Two steps are too many."""
    with pytest.raises(SignInRefused):
        complete(house, begin(house), code(house.clock() + timedelta(seconds=drift)))


def test_a_code_in_other_digits_is_the_same_code(house, code):
    """An Arabic keyboard types its own."""
    typed = code(house.clock()).translate({ord("0") + digit: 0x660 + digit for digit in range(10)})

    assert complete(house, begin(house), typed)


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "1234567", "²²²²²²"])
def test_what_is_no_code_is_refused(house, typed):
    """Without a traceback."""
    with pytest.raises(SignInRefused):
        complete(house, begin(house), typed)


def test_a_code_is_accepted_once(house, code, clock):
    """Who looked over a shoulder comes too late; nor does an older one work."""
    typed, earlier = code(clock()), code(clock() - timedelta(seconds=30))
    complete(house, begin(house), typed)

    for again in (typed, earlier):
        with pytest.raises(SignInRefused):
            complete(house, begin(house), again)
    clock.forward(seconds=30)
    assert complete(house, begin(house), code(clock()))


def test_a_code_given_twice_at_once_is_accepted_once(house, code):
    """Two browsers, one code."""
    halves, typed, whole = [begin(house), begin(house)], code(house.clock()), []

    def give(half):
        try:
            whole.append(complete(house, half, typed))
        except SignInRefused:
            whole.append(None)

    together(*(partial(give, half) for half in halves))

    assert sorted(token is None for token in whole) == [False, True]


def test_another_members_code_opens_nothing(house, code):
    """Marc's password with Nadia's code."""
    with pytest.raises(SignInRefused):
        complete(house, begin(house, MARC), code(house.clock()))


def test_half_a_session_lasts_ten_minutes(house, code, clock):
    """After that one begins again with the password."""
    half = begin(house)
    clock.forward(minutes=10)
    assert who(house, half, team.half_signed_in) == NADIA.email
    clock.forward(seconds=1)

    assert who(house, half, team.half_signed_in) is None
    with pytest.raises(SignInRefused, match="begin again with the password"):
        complete(house, half, code(clock()))


def test_a_token_that_nobody_gave_is_nobodys(house):
    """Neither an empty one nor an invented one."""
    for token in ("", "invented"):
        assert who(house, token) is who(house, token, team.half_signed_in) is None
    with pytest.raises(SignInRefused):
        complete(house, "invented", "123456")


def test_a_session_ends_when_it_is_not_used(house, code, clock):
    """Half an hour; each use begins it anew."""
    token = complete(house, begin(house), code(clock()))
    clock.forward(minutes=30)
    assert who(house, token) == NADIA.email
    with house.database.writing() as session:
        team.seen(session, token, now=clock())
        team.seen(session, "invented", now=clock())
    clock.forward(minutes=30)
    assert who(house, token) == NADIA.email

    clock.forward(seconds=1)
    assert who(house, token) is None


def test_a_session_ends_after_ten_hours_however_busy(house, code, clock):
    """The next day begins with a password."""
    token = complete(house, begin(house), code(clock()))
    for _ in range(20):
        clock.forward(minutes=30)
        with house.database.writing() as session:
            team.seen(session, token, now=clock())
    assert who(house, token) == NADIA.email

    clock.forward(seconds=1)
    assert who(house, token) is None


def test_who_left_the_team_is_signed_out(house, code):
    """At once, whatever the session says."""
    token = complete(house, begin(house), code(house.clock()))
    with house.database.writing() as session:
        member(session).is_active = False

    assert who(house, token) is None


def test_signing_out_closes_this_browser_only(house, code, clock):
    """And signing out twice is no fault."""
    here = complete(house, begin(house), code(clock()))
    clock.forward(seconds=30)
    there = complete(house, begin(house), code(clock()))

    for _ in range(2):
        with house.database.writing() as session:
            team.sign_out(session, here, now=clock())

    assert (who(house, here), who(house, there)) == (None, NADIA.email)
    with house.database.reading() as session:
        told = session.exec(select(JournalEntry.action).where(JournalEntry.action == "signed_out")).all()
    assert len(told) == 1


def test_guessing_becomes_slow(house):
    """Three failures are free; then each doubles the wait, five minutes at most."""
    waits = []
    for _ in range(14):
        fails(house)
        waits.append(wait(house, " NADIA@example.org "))

    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_guessing_slows_down_one_address_only(house, clock):
    """Known or not; and the wait passes."""
    fails(house, 4, "nobody@example.org")

    assert (wait(house, "nobody@example.org"), wait(house)) == (2, 0)
    clock.forward(seconds=2)
    assert wait(house, "nobody@example.org") == 0


def test_the_address_that_was_tried_is_nowhere_in_the_clear(house):
    """It may be the one of somebody who mistook the page."""
    fails(house, 1, "sam@example.org")

    with house.database.reading() as session:
        assert b"sam" not in session.exec(select(FailedSignIn)).one().lookup


def test_signing_in_forgets_the_failures(house, code):
    """Who remembered the password begins anew."""
    fails(house, 6)

    complete(house, begin(house), code(house.clock()))

    assert wait(house) == 0 and count(house, FailedSignIn) == 0


def test_failures_at_once_are_all_counted(house):
    """Guessing in parallel gains nothing."""
    together(*[partial(fails, house)] * 6)

    assert wait(house) == 8


def test_somebody_is_here_who_used_the_panel_lately(house, code, clock):
    """Five minutes, and half a session does not count."""
    begin(house, MARC)
    assert not here(house)
    complete(house, begin(house), code(clock()))
    assert here(house)

    clock.forward(minutes=5)
    assert not here(house)


def here(house):
    """Whether somebody is at the panel."""
    with house.database.reading() as session:
        return team.is_somebody_here(session, now=house.clock())


def test_what_is_over_is_forgotten(house, clock):
    """Sessions and failures of the day before; those of today stay."""
    begin(house)
    fails(house, 1, INES.email)
    clock.forward(hours=10, seconds=1)
    begin(house)
    fails(house, 1, NADIA.email)

    with house.database.writing() as session:
        team.forget_old_sign_ins(session, now=clock())

    assert (count(house, SignIn), count(house, FailedSignIn)) == (1, 1)
