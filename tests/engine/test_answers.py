"""The answers: the whole state of a conversation."""

from bot.engine.answers import (
    WORDS,
    WORDS_KEPT,
    detours,
    enter,
    forget,
    leave,
    leave_all,
    step_token,
    tries,
    with_answer,
    with_try,
    with_words,
)


def test_an_answer_starts_the_count_of_misreadings_afresh():
    """Two misreadings of one question do not count against the next."""
    misread = with_try(with_try({}))

    assert tries(misread) == 2
    assert with_answer(misread, "talk.words", "aide") == {"talk.words": "aide"}


def test_a_strange_count_is_no_count():
    """A value that is not a number counts as zero."""
    assert tries({"~tries": "many"}) == 0
    assert tries({"~tries": None}) == 0


def test_words_beside_the_questions_are_kept_up_to_a_bound():
    """What was written at a button reaches the human; a flood does not."""
    written = with_words(with_words({}, "aide"), "vite")

    assert written == {WORDS: "aide\nvite"}
    assert len(with_words(written, "x" * 9000)[WORDS] or "") == WORDS_KEPT


def test_forgetting_takes_one_answer_away():
    """Back is one step, not two."""
    assert forget({"talk.safe": "yes", "talk.words": None, "~tries": "1"}, "talk.words") == {
        "talk.safe": "yes"
    }


def test_an_exit_opens_on_top_and_closes_without_a_trace():
    """The conversation below is as it was."""
    below = {"talk.safe": "yes"}

    inside = with_answer(enter(enter(below, "language"), "human"), "human.sure", "yes")

    assert detours(inside) == ("language", "human")
    assert leave(leave(inside)) == leave_all(inside) == below


def test_an_exit_visited_twice_is_gone_back_to():
    """Pressing the same exits in a circle does not pile them up, and asks afresh."""
    inside = with_answer(enter(enter({}, "human"), "erase"), "human.sure", "no")

    assert enter(inside, "human") == {"~detours": "human"}


def test_a_token_names_a_moment():
    """The same answers give the same token; another answer, question or conversation gives another."""
    here = step_token({"talk.safe": "yes"}, "talk.words", salt="sam")

    assert here == step_token({"talk.safe": "yes"}, "talk.words", salt="sam")
    assert len(here) == 10
    assert here not in {
        step_token({"talk.safe": "no"}, "talk.words", salt="sam"),
        step_token({"talk.safe": "yes"}, "talk.contact", salt="sam"),
        step_token({"talk.safe": "yes"}, "talk.words", salt="another"),
    }


def test_what_is_written_beside_a_question_leaves_its_buttons_alive():
    """After a word at a button question, the buttons shown before it still work."""
    written = with_try(with_words({"talk.safe": "yes"}, "euh"))

    assert step_token(written, "talk.words", salt="s") == step_token(
        {"talk.safe": "yes"}, "talk.words", salt="s"
    )
