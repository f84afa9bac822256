"""Tasks: sealed in their case, by day, done or not."""

from datetime import date

import pytest
from sqlalchemy import text

from passerelle import cases, handoff, queue
from passerelle.errors import NotFound, Refused
from passerelle.working import tasks
from passerelle.working.tables import Task
from tests.house.stage import asks_for_help, closes, count, member, takes
from tests.people import ALEX, MARC, NADIA

TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
WORDS = "rappeler l’école de Sam"


@pytest.fixture
def case(house):
    """A case that Nadia holds."""
    return takes(house, asks_for_help(house))


def add(house, case, words=WORDS, due_on=TODAY):
    """A task is put into a case."""
    with house.database.writing() as session:
        found = cases.get(session, case.id)
        return tasks.add(session, found, words, due_on=due_on, keys=house.keys, now=house.clock())


def to_do(house, case):
    """What a case says is to be done."""
    with house.database.reading() as session:
        return [(task.text, task.is_done) for task in tasks.of_case(session, case, keys=house.keys)]


def mark(house, case, task, *, is_done=True):
    """A task is done, or not after all."""
    with house.database.writing() as session:
        tasks.mark(session, case, task.id, is_done=is_done, now=house.clock())


def test_a_task_is_sealed(house, case):
    """Its words are in no column."""
    add(house, case)

    with house.database.reading() as session:
        row = session.connection().execute(text("SELECT * FROM task")).one()
    assert not any(WORDS.encode() in bytes(value) for value in row if isinstance(value, bytes | memoryview))
    assert WORDS not in str(row) and to_do(house, case) == [(WORDS, False)]


def test_what_is_to_be_done_comes_first_by_day(house, case):
    """What is done goes below."""
    done, later, _ = add(house, case, "un"), add(house, case, "deux", TOMORROW), add(house, case, "trois")

    mark(house, case, done)

    assert to_do(house, case) == [("trois", False), ("deux", False), ("un", True)]
    assert later.due_on == TOMORROW


def test_a_done_task_can_be_taken_up_again(house, case):
    """A click too many is no harm."""
    task = add(house, case)

    mark(house, case, task)
    mark(house, case, task, is_done=False)

    assert to_do(house, case) == [(WORDS, False)]


def test_a_task_of_another_case_cannot_be_marked(house, case):
    """Its number alone does nothing."""
    other = takes(house, asks_for_help(house, ALEX), MARC)
    task = add(house, case)

    with pytest.raises(NotFound):
        mark(house, other, task)


@pytest.mark.parametrize("words", ["", "   ", "x" * 501])
def test_a_task_says_something_short(house, case, words):
    """Nothing else is kept."""
    with pytest.raises(Refused):
        add(house, case, words)


def test_my_tasks_are_those_of_the_cases_i_hold(house, case):
    """By day, with a pseudonym; they go along when the case does, and end with it."""
    add(house, case, due_on=TOMORROW)
    add(house, case)

    with house.database.reading() as session:
        nadias, marcs = (queue.tasks_due(session, member(session, staff)) for staff in (NADIA, MARC))
    closes(house, case)

    assert [(due.pseudonym, due.due_on) for due in nadias] == [
        (case.pseudonym, TODAY),
        (case.pseudonym, TOMORROW),
    ]
    with house.database.reading() as session:
        assert marcs == queue.tasks_due(session, member(session)) == []


def test_tasks_go_with_what_is_erased(house, case):
    """Not even the day stays."""
    add(house, case)

    with house.database.writing() as session:
        cases.erase(session, cases.get(session, case.id), now=house.clock())

    assert count(house, Task) == 0


def test_marc_may_not_put_anything_into_nadias_case(house, case):
    """He does not even find it."""
    with pytest.raises(NotFound), house.database.writing() as session:
        handoff.holding(session, member(session, MARC), case.id, "task")


def test_nothing_is_put_into_a_closed_case(house, case):
    """Nadia reads it, and that is all."""
    closes(house, case)

    with pytest.raises(Refused), house.database.writing() as session:
        handoff.holding(session, member(session), case.id, "task")
