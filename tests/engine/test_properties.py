"""Whatever the answers, however stale: there is a position, it renders, and every turn does something."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings, strategies as st

from bot.engine.advance import Human, Question, Scene, Stale, advance
from bot.engine.answers import leave_all
from bot.engine.exits import Exit
from bot.engine.heard import (
    Commanded,
    Corrected,
    Meant,
    Medium,
    Picked,
    Pressed,
    Referred,
    Revised,
    Sent,
    Tapped,
    Wrote,
)
from bot.engine.nudges import nudge_words
from bot.engine.script import Ask, Choose, every_line
from bot.engine.show import parse, show
from bot.engine.walk import walk
from bot.flows import LIBRARY

QUESTIONS = {
    f"{name}.{line.id}": line
    for name, flow in LIBRARY.flows.items()
    for line in every_line(flow.lines)
    if isinstance(line, Choose | Ask)
}
KEYS = sorted({o.key for q in QUESTIONS.values() if isinstance(q, Choose) for o in q.options})
VALUES = st.none() | st.sampled_from(KEYS) | st.text(max_size=12)
FLOWS = st.sampled_from([*sorted(LIBRARY.flows), "gone", "", "welcome.who"])
RESERVED = st.fixed_dictionaries(
    {},
    optional={
        "~detours": st.none() | st.lists(FLOWS, max_size=4).map(",".join) | st.text(max_size=8),
        "~tries": st.none() | st.text(max_size=4) | st.integers(0, 9).map(str),
        "~words": st.none() | st.text(max_size=20),
        "~topic": st.none() | st.sampled_from(["bullying", "school", "gone"]),
        "~meant": st.none() | st.text(max_size=30) | st.just("1000 Bruxelles\tBruxelles"),
        "~paused": st.none(),
    },
)
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # two cores, shared
EXITS = st.lists(
    st.sampled_from(["human", "erase", "stop", "language", "spoken", "pause", "afterwards"]),
    max_size=2,
    unique=True,
).map(",".join)
NAMES = st.sampled_from(sorted(QUESTIONS)) | st.text(max_size=10)
ANSWERS = st.builds(lambda known, kept: known | kept, st.dictionaries(NAMES, VALUES, max_size=14), RESERVED)
SCENES = st.builds(Scene, st.just(LIBRARY), ANSWERS, st.just("sam"), st.sampled_from(Human))
CRISIS = st.sampled_from([None, "suicide", "danger"])
HEARD = st.one_of(
    st.builds(Wrote, st.text(max_size=40) | st.sampled_from(["stop", "sos", "16", "1000"]), CRISIS),
    st.builds(Sent, st.sampled_from(Medium), st.text(max_size=10), CRISIS),
    st.builds(Corrected, st.text(max_size=10), CRISIS),
    st.builds(
        Commanded, st.sampled_from([*(way.value for way in Exit), "x"]), st.sampled_from(["", "pesten"])
    ),
    st.builds(Pressed, st.sampled_from(Exit), st.none() | st.just("0123456789")),
    st.builds(Tapped, st.just("0123456789"), st.none() | st.sampled_from(KEYS)),
    st.builds(Picked, st.integers(0, 9), st.sampled_from(["yes", "some", "no", "x"])),
    st.builds(Revised, st.just("0123456789"), st.integers(0, 9)),
    st.builds(Referred, st.sampled_from(["open", "more", "x"]), st.integers(0, 9)),
    st.builds(
        Wrote, st.just("1000"), CRISIS, places=st.lists(st.just(Meant("1000", "Bruxelles")), max_size=3)
    ),
)


@RELAXED
@given(SCENES)
def test_any_answers_have_a_position_and_render(moment):
    """A deployment in the middle of a conversation is harmless."""
    shown = show(moment, str, language="fr")

    assert shown.text or moment.position.stop
    assert all(parse(button.data) for row in shown.rows for button in row)


@RELAXED
@given(ANSWERS)
def test_walking_is_idempotent(answers):
    """Replaying only what is on the path, with the exits open on it, leads to the same place."""
    position = walk(LIBRARY, answers)
    path = {step.id: step.value for step in position.answered}
    again = walk(LIBRARY, {**path, "~detours": answers.get("~detours")})

    assert again.stop == position.stop
    assert again.trail == position.trail


@settings(RELAXED, max_examples=400)
@given(SCENES, HEARD)
def test_every_turn_does_something(moment, heard):
    """Whatever is heard in whatever state has at least one effect, and leaves a state that renders."""
    turn = advance(moment, heard)

    assert turn.effects
    for effect in turn.effects:
        if isinstance(effect, Question):
            words = nudge_words(LIBRARY, effect.nudge)
            assert show(replace(moment, answers=turn.answers), str, language="fr", nudge=words).text


@RELAXED
@given(ANSWERS, st.data())
def test_back_undoes_an_answer(answers, data):
    """Going back after one answer is where one was, inside an exit as well."""
    moment = Scene(LIBRARY, {**answers, "~detours": data.draw(EXITS)}, "sam")
    rows = show(moment, str, language="fr").rows
    taps = [heard for row in rows for button in row if isinstance(heard := parse(button.data), Tapped)]
    if not taps:
        return

    after = replace(moment, answers=advance(moment, data.draw(st.sampled_from(taps))).answers)

    if len(after.position.answered) == len(moment.position.answered) + 1:
        assert replace(after, answers=advance(after, Pressed(Exit.BACK)).answers).position == moment.position


@RELAXED
@given(ANSWERS, st.integers(1, 20))
def test_an_answer_taken_back_is_what_is_asked(answers, number):
    """Whichever it is: everything before it stands, and it alone is forgotten."""
    moment = Scene(LIBRARY, answers, "sam")
    path = walk(LIBRARY, leave_all(answers)).answered
    turn = advance(moment, Revised(moment.token, number))

    if turn.effects != (Stale(),):
        assert walk(LIBRARY, turn.answers).stop.id == path[number - 1].id
        assert walk(LIBRARY, turn.answers).answered == path[: number - 1]


@RELAXED
@given(ANSWERS)
def test_back_always_comes_to_the_first_question(answers):
    """However deep someone is, going back a few times leads to the welcome and not round in circles."""
    moment = Scene(LIBRARY, answers, "sam")
    for _ in range(len(answers) + 20):
        moment = replace(moment, answers=advance(moment, Pressed(Exit.BACK)).answers)

    assert not moment.position.answered
