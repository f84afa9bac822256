"""Which words stand on which message: decided from numbers and sizes alone."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings, strategies as st

from passerelle.rooms.layout import (
    FULL,
    NAMED,
    YOUNG,
    Do,
    Leaf,
    Left,
    Screen,
    Sheet,
    Step,
    left_after,
    next_step,
)
from tests.people import MONDAY_MORNING as NOW

EMPTY = Sheet(id=1, first=1, last=0, drawn=b"", is_full=False, is_low=False, sent_at=NOW)


def leaves(*sizes):
    """Words of these sizes, from the number 1 on."""
    return [Leaf(number, size) for number, size in enumerate(sizes, start=1)]


def drawn(screen, step):
    """The screen once a step was taken."""
    sheets = [
        replace(sheet, last=max(sheet.last, step.last), drawn=step.digest)
        if sheet.id == step.sheet_id
        else sheet
        for sheet in screen.sheets
    ]
    return replace(screen, sheets=sheets, read_to=max(screen.read_to, step.last))


def written(*sizes):
    """A screen on which words stand, on one sheet."""
    screen = Screen([EMPTY], leaves(*sizes), 0)
    return drawn(screen, next_step(screen, NOW))


def test_the_first_word_asks_for_a_message():
    """Which is empty until its number is known."""
    assert next_step(Screen([], leaves(10), 0), NOW) == Step(Do.SEND)


def test_words_go_on_a_sheet_as_long_as_it_is_young_low_and_not_full():
    """A new one is asked for as soon as one of these is not so."""
    screen = replace(written(10), leaves=leaves(10, 10))
    [sheet] = screen.sheets
    assert next_step(screen, NOW + YOUNG).do == Do.DRAW

    assert next_step(screen, NOW + YOUNG + timedelta(seconds=1)) == Step(Do.SEND)
    for other in ({"is_low": True}, {"is_full": True}):
        assert next_step(replace(screen, sheets=[replace(sheet, **other)]), NOW) == Step(Do.SEND)
    assert next_step(replace(screen, leaves=leaves(10, FULL)), NOW) == Step(Do.SEND)


def test_as_many_words_as_fit_go_at_once():
    """So that a slow chat gets fewer and larger messages."""
    size = FULL // 3 - NAMED

    assert next_step(Screen([EMPTY], leaves(size, size, size, size), 0), NOW).last == 3


def test_a_word_longer_than_a_sheet_stands_alone():
    """Nothing is cut."""
    screen = Screen([EMPTY], leaves(FULL * 2, 10), 0)

    assert next_step(screen, NOW).last == 1
    assert next_step(drawn(screen, next_step(screen, NOW)), NOW) == Step(Do.SEND)


def test_what_was_taken_back_is_written_over_first():
    """On whichever sheet it stood, before anything new is read on another."""
    before = written(10, 10)
    newer = replace(EMPTY, id=2, first=3, last=2)
    screen = replace(before, leaves=[Leaf(1, 10), Leaf(3, 10)], sheets=[*before.sheets, newer])

    step = next_step(screen, NOW)

    assert (step.do, step.sheet_id, step.last) == (Do.DRAW, 1, 2)
    assert next_step(drawn(screen, step), NOW).last == 3


def test_a_sheet_that_is_drawn_anyway_takes_along_what_is_new():
    """One call instead of two, unless it takes no more words."""
    screen = replace(written(10, 10), leaves=[Leaf(1, 10), Leaf(3, 10)])
    [sheet] = screen.sheets

    assert next_step(screen, NOW).last == 3
    assert next_step(replace(screen, sheets=[replace(sheet, is_low=True)]), NOW).last == 2
    assert next_step(screen, NOW + YOUNG + timedelta(seconds=1)).last == 2


def test_what_is_left_after_a_step_is_known_before_it():
    """Words that did not fit, buttons of the sheet before, or nothing."""
    size = FULL // 3 - NAMED
    before = written(10)
    newer = replace(EMPTY, id=2, first=2, last=1)
    renewed = replace(before, leaves=leaves(10, 10), sheets=[*before.sheets, newer])

    for screen, left in (
        (Screen([EMPTY], leaves(10, 10), 0), Left.NOTHING),
        (Screen([EMPTY], leaves(*[size] * 4), 0), Left.WORDS),
        (renewed, Left.LOOKS),
    ):
        assert left_after(screen, next_step(screen, NOW), NOW) is left


def test_signs_and_buttons_come_last():
    """A word is more than a sign under another."""
    screen = replace(written(10), leaves=[Leaf(1, 10, "👍1"), Leaf(2, 10)])

    step = next_step(screen, NOW)
    assert step.last == 2

    assert next_step(drawn(screen, step), NOW) is None


def test_only_the_newest_sheet_has_buttons():
    """The one before it is written again without them, once the new one has a word."""
    before = written(10)
    newer = replace(EMPTY, id=2, first=2, last=1)
    screen = replace(before, leaves=leaves(10, 10), sheets=[*before.sheets, newer])
    step = next_step(screen, NOW)
    assert step.sheet_id == 2 and step.has_tools

    again = next_step(drawn(screen, step), NOW)

    assert again.sheet_id == 1 and not again.has_tools and again.last == 1


def test_who_is_aside_reads_nothing_new_and_has_no_buttons():
    """What was taken back is still written over."""
    screen = replace(written(10), leaves=leaves(10, 10), may_read_on=False, has_tools=False)

    step = next_step(screen, NOW)

    assert (step.last, step.has_tools) == (1, False) and next_step(drawn(screen, step), NOW) is None
    assert next_step(replace(screen, leaves=[]), NOW).do == Do.DRAW


def test_an_emptied_sheet_is_dropped_unless_it_is_the_newest():
    """The newest waits for the next word."""
    screen = written(10)
    assert next_step(replace(screen, leaves=[]), NOW).do == Do.DRAW
    newer = replace(EMPTY, id=2, first=2, last=1)

    assert next_step(replace(screen, leaves=[], sheets=[*screen.sheets, newer]), NOW) == Step(Do.DROP, 1)


def test_a_placeholder_that_nothing_came_for_is_dropped():
    """Once there is a newer one."""
    sheets = [EMPTY, replace(EMPTY, id=2)]

    assert next_step(Screen(sheets, [], 0), NOW) == Step(Do.DROP, 1)
    assert next_step(Screen([EMPTY], [], 0), NOW) is None


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(1, FULL * 2), max_size=30))
def test_a_screen_is_done_after_a_few_steps_and_holds_every_word_once(sizes):
    """Whatever the words are like."""
    screen = Screen([], leaves(*sizes), 0)
    for _ in range(5 * len(sizes) + 5):
        step = next_step(screen, NOW)
        if step is None:
            break
        if step.do == Do.SEND:
            sheet = replace(EMPTY, id=len(screen.sheets) + 1, first=screen.read_to + 1, last=screen.read_to)
            screen = replace(screen, sheets=[*screen.sheets, sheet])
        else:
            screen = drawn(screen, step)

    assert next_step(screen, NOW) is None
    assert [leaf.number for sheet in screen.sheets for leaf in screen.on(sheet)] == list(
        range(1, len(sizes) + 1)
    )
    standing = [[leaf.size + NAMED for leaf in screen.on(sheet)] for sheet in screen.sheets]
    assert all(len(words) == 1 or sum(words) <= FULL for words in standing)
