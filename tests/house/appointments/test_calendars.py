"""Calendar files by the rules of RFC 5545, and a feed that knows pseudonyms only."""

import re
from datetime import UTC, datetime

import pytest

from passerelle import appointments
from passerelle.appointments.tables import Appointment
from tests.house.appointments.scene import (
    PLACE,
    TUESDAY_AT_FIVE,
    WEDNESDAY_AT_FIVE,
    agrees,
    as_it_is,
    at,
    held_case,
    picks,
    presses,
    taps,
)
from tests.house.stage import member
from tests.people import MARC, NADIA


def an_appointment(**other):
    """One on a Wednesday."""
    values = {"id": 1, "case_id": 1, "member_id": 1, "zone": "Europe/Brussels", "mode": "place"}
    values |= {"uid": "u-1", "state": "agreed", "sequence": 0, "sealed_place": b""}
    values |= {"starts_at": WEDNESDAY_AT_FIVE, "ends_at": at("2026-11-25T17:45")}
    values |= {"agreed_at": at("2026-11-23T11:00"), "changed_at": at("2026-11-23T11:00")}
    return Appointment(**(values | other))


def written(words="Rappel", place="", **other):
    """The file of an appointment."""
    return appointments.ics(an_appointment(**other), zone="Europe/Brussels", words=words, place=place)


def lines(file):
    """The lines of a file, unfolded as a calendar program does it."""
    assert file.endswith(b"\r\n") and b"\n" not in file.replace(b"\r\n", b"")
    return file.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def values(file):
    """What each line says; the last of a name wins."""
    return dict(line.split(":", 1) for line in lines(file))


def unescaped(text):
    """A text as a calendar program shows it."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def test_a_file_is_one_calendar_with_one_entry():
    """Everything that the RFC asks for, and nothing that tells."""
    found = lines(written())

    assert found[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and found[-2:] == ["END:VEVENT", "END:VCALENDAR"]
    assert found.count("BEGIN:VEVENT") == 1 and "METHOD:PUBLISH" in found
    assert values(written()) | {"SUMMARY": "Rappel", "UID": "u-1", "STATUS": "CONFIRMED"} == values(written())
    assert not any(line.startswith(("LOCATION", "DESCRIPTION", "ORGANIZER", "ATTENDEE")) for line in found)
    assert "passerelle" not in written().decode().lower()


@pytest.mark.parametrize(
    ("starts_at", "utc"),
    [
        ("2027-03-28T01:30", "20270328T003000Z"),
        ("2027-03-28T03:00", "20270328T010000Z"),
        ("2026-10-25T02:30", "20261025T003000Z"),
        ("2026-10-25T09:00", "20261025T080000Z"),
        ("2026-10-24T09:00", "20261024T070000Z"),
    ],
)
def test_instants_are_right_across_the_changes_of_the_clocks(starts_at, utc):
    """Written in UTC."""
    assert values(written(starts_at=at(starts_at)))["DTSTART"] == utc


@pytest.mark.parametrize(
    "words",
    [
        "Rappel, demain; 17 h\\0",
        "première ligne\r\nseconde\nBEGIN:VEVENT",
        "é" * 200,
        "موعد" * 40,
        "🗓" * 60,
        "x" * 74 + "é" * 3,
        "",
    ],
    ids=["signs", "lines", "accents", "arabic", "pictures", "edge", "nothing"],
)
def test_texts_come_out_as_they_went_in(words):
    """Escaped, and folded after at most 75 octets without cutting a character."""
    file = written(words=words, place=words)

    physical = file.split(b"\r\n")
    assert all(len(line) <= 75 for line in physical) and all(line.decode() is not None for line in physical)
    shown = words.replace("\r\n", "\n")
    assert unescaped(values(file)["SUMMARY"]) == shown and file.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert unescaped(values(file).get("LOCATION", "")) == shown


def test_what_no_calendar_may_hold_is_left_out():
    """A bell, or half a character."""
    assert values(written(words="a\x07b\x7fc"))["SUMMARY"] == "abc"
    assert values(written(words="a\ud83d"))["SUMMARY"] == "a?"


def test_a_change_has_the_same_uid_and_a_higher_sequence(house):
    """Agreed, moved, agreed again, cancelled: each replaces the one before."""
    old = agrees(house)
    new = picks(house, presses(house, appointments.move, old, [TUESDAY_AT_FIVE]))
    taps(house, appointments.cancel, new)

    told = [
        values(appointments.ics(one, zone="Europe/Brussels", words="Rappel"))
        for one in (old, as_it_is(house, old), new, as_it_is(house, new))
    ]

    assert len({one["UID"] for one in told}) == 1
    assert [one["STATUS"] for one in told] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert [int(one["SEQUENCE"]) for one in told] == [0, 1, 2, 3]


def test_a_feed_holds_pseudonyms_and_no_place(house):
    """Of this member's appointments only, each once."""
    case = held_case(house)
    picks(house, presses(house, appointments.move, agrees(house, case=case), [TUESDAY_AT_FIVE]))

    with house.database.reading() as session:
        mine = appointments.feed(session, member(session, NADIA), house.clock())
        other = appointments.feed(session, member(session, MARC), house.clock())

    assert values(mine)["SUMMARY"] == case.pseudonym and lines(mine).count("BEGIN:VEVENT") == 1
    assert values(mine)["DTSTART"] == TUESDAY_AT_FIVE.strftime("%Y%m%dT%H%M%SZ")
    assert PLACE[:6] not in mine.decode() and b"VEVENT" not in other


def test_a_feed_is_opened_by_its_newest_token_only(house):
    """Which stands in no row; an ended one opens nothing."""
    with house.database.writing() as session:
        first, second = (appointments.new_feed(session, member(session), now=house.clock()) for _ in range(2))
    with house.database.writing() as session:
        assert appointments.member_of_feed(session, first) is None
        assert appointments.member_of_feed(session, second).email == NADIA.email
        assert appointments.has_feed(session, member(session))
        appointments.end_feed(session, member(session))

    with house.database.reading() as session:
        assert appointments.member_of_feed(session, second) is None
        assert not appointments.has_feed(session, member(session))


def test_who_left_the_team_has_no_feed(house):
    """From the same moment."""
    with house.database.writing() as session:
        token = appointments.new_feed(session, member(session), now=datetime.now(UTC))
        nadia = member(session)
        nadia.is_active = False
        session.add(nadia)

    with house.database.reading() as session:
        assert appointments.member_of_feed(session, token) is None
