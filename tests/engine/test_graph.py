"""A library as a graph: every line once, and where it leads."""

from bot.engine.graph import graph
from bot.engine.script import Choose, End, Option, Say, Switch
from tests.engine.small import TALK, library, talking


def wheres(nodes):
    """The questions and endings among these lines."""
    return {node.where for node in nodes if "." in node.where}


def test_everything_that_can_be_said_is_reached():
    """Through options, conditions and switches, from the welcome on."""
    reached = wheres(graph(library()).reach("welcome"))

    assert reached >= {"welcome.who", "talk.safe", "talk.words", "talk.opened", "crisis.sure", "crisis.kept"}
    assert "erase.sure" not in reached


def test_a_closed_way_is_not_taken():
    """What can be reached without saying yes."""
    reached = wheres(graph(library()).reach("talk", closed=lambda _, edge: edge.key == "yes"))

    assert reached == {"talk.safe", "crisis.sure", "crisis.kept"}


def test_a_switch_to_nowhere_leads_nowhere():
    """The verifier reads broken libraries too."""
    broken = graph(talking(Switch("nowhere")))

    assert [node.where for node in broken.reach("talk")] == ["talk"]
    assert list(broken.reach("nowhere")) == []


def test_branches_that_meet_again_are_drawn_once():
    """A hundred questions with two ways each are a few hundred lines, not two to the hundredth."""
    many = (Choose(f"q{n}", "Quoi", Option("a", "Un", Say("x")), Option("b", "Deux")) for n in range(100))

    reached = list(graph(talking(*many, *TALK)).reach("talk"))

    assert len(reached) < 250
    assert sum(isinstance(node.line, End) for node in reached) == 4
