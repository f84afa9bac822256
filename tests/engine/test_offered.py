"""A library without what is not offered: nobody is led into a wall, and nobody loses the conversation that they are in."""

from bot.engine.advance import advance
from bot.engine.answers import TOPIC
from bot.engine.heard import Commanded, Wrote
from bot.engine.offered import Service, offered
from bot.engine.scene import Scene
from bot.engine.script import Choose
from bot.engine.walk import Open, walk
from bot.flows import LIBRARY
from bot.flows.services import SERVICES

WORK, MEDIATION, ACTIVITIES = (SERVICES[code] for code in ("work", "mediation", "activities"))
YOUNG = {"welcome.start": "go", "welcome.who": "12-17"}


def keys(library, question):
    """The options of a question."""
    asked = library.question(question)
    return [option.key for option in asked.options] if isinstance(asked, Choose) else []


def heard(library, answers, topic):
    """Where somebody stands after words about a topic."""
    turn = advance(Scene(library, answers, "salt"), Wrote("avec mes mots", None, topic))
    return walk(library, turn.answers)


def test_nothing_switched_off_is_the_library_itself():
    """Not even copied."""
    assert offered(LIBRARY, ()) is LIBRARY


def test_a_switched_off_service_leaves_every_menu():
    """For the young and for adults, with its conversation."""
    library = offered(LIBRARY, [WORK])

    assert "work" in keys(LIBRARY, "welcome.topic") and "work" in keys(LIBRARY, "adults.what")
    assert "work" not in keys(library, "welcome.topic") and "work" not in keys(library, "adults.what")
    assert "work" not in library.flows and len(keys(library, "welcome.topic")) == 15


def test_words_about_it_land_on_the_nearest():
    """On addresses where there are some, else on anything else; both lead to a human."""
    library, without = offered(LIBRARY, [WORK]), offered(LIBRARY, [WORK, SERVICES["directory"]])

    assert heard(library, YOUNG, "work_training").flow == "directory"
    assert heard(without, YOUNG, "work_training").flow == "other"
    assert heard(LIBRARY, YOUNG, "work_training").flow == "work"


def test_words_said_too_early_land_there_as_well():
    """A topic told before the question is there."""
    told = {**YOUNG, TOPIC: "neighbourhood_conflict"}

    assert walk(offered(LIBRARY, [MEDIATION], answers=told), told).flow == "other"


def test_a_link_to_it_opens_the_nearest():
    """The door of a poster that still hangs somewhere."""
    library = offered(LIBRARY, [MEDIATION])
    opened = advance(Scene(library, {}, "salt"), Commanded("start", "mediation")).answers

    assert walk(library, {**opened, **YOUNG}).flow == "other"


def test_whoever_is_inside_finishes():
    """By a button or led by their words: the question that waits is the same."""
    chosen = {**YOUNG, "welcome.topic": "work", "work.what": "job"}
    told = {**YOUNG, TOPIC: "work_training", "work.what": "job"}

    for answers in (chosen, told):
        before, after = walk(LIBRARY, answers), walk(offered(LIBRARY, [WORK], answers=answers), answers)
        assert isinstance(after.stop, Open) and after.stop.id == before.stop.id == "work.place"


def test_whoever_only_looked_at_the_button_gets_the_menu_again():
    """A button of a message that was drawn before says nothing any more."""
    library = offered(LIBRARY, [WORK], answers=YOUNG)
    asked = library.question("welcome.topic")

    assert isinstance(asked, Choose) and not asked.accepts("work")


def test_what_is_said_of_it_is_not_said():
    """Nobody hears of a café that there is not."""
    alone = {**YOUNG, "welcome.topic": "feeling", "feeling.safe": "no", "feeling.what": "alone"}

    said = walk(offered(LIBRARY, [ACTIVITIES], answers=alone), alone).said

    assert len(walk(LIBRARY, alone).said) == len(said) + 1


def test_nothing_urgent_and_no_question_of_safety_can_be_taken_away():
    """Whatever a service claims to be."""
    everything = Service(
        "tout", ("danger", "violence", "crisis", "human"), ("welcome.topic=violence", "bullying.safe=no")
    )

    library = offered(LIBRARY, [everything])

    assert keys(library, "welcome.topic") == keys(LIBRARY, "welcome.topic")
    assert keys(library, "bullying.safe") == keys(LIBRARY, "bullying.safe")
    assert library.flows.keys() == LIBRARY.flows.keys()


def test_the_menu_of_languages_has_only_those():
    """One that is alone can be passed."""
    assert keys(offered(LIBRARY, (), languages={"fr", "nl"}), "language.choice") == ["fr", "nl"]
    alone = offered(LIBRARY, (), languages={"fr"}).question("language.choice")

    assert isinstance(alone, Choose) and alone.optional
    assert keys(offered(LIBRARY, (), languages={"fr"}), "spoken.choice") == keys(LIBRARY, "spoken.choice")
