"""Races: one time of a member is given once, and no reminder leaves for an appointment that is over."""

from sqlmodel import select

from bench.appointments import Stage, race_picks, race_sendings
from passerelle.appointments.tables import Appointment

PICKS, SENDINGS = 60, 60  # the bench of the same name runs thousands


def starts(house):
    """When everything begins that was agreed."""
    with house.database.reading() as session:
        return session.exec(select(Appointment.starts_at)).all()


def test_the_same_time_of_a_member_is_given_once(house):
    """Of three who tap at the same moment, one; also where their times only overlap."""
    won = race_picks(Stage(house), PICKS)

    assert won == {1: PICKS} and len(set(starts(house))) == PICKS


def test_no_reminder_leaves_for_an_appointment_that_is_over(house):
    """Whether it is cancelled or moved at the moment of sending, or between two tries."""
    counted = race_sendings(Stage(house), SENDINGS)

    assert counted["dead"] == counted["left over"] == 0 and counted.total() == SENDINGS
