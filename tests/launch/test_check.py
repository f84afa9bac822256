"""`passerelle check`: what it prints and when it stops a build."""

from io import StringIO

from bot.engine.check import RULES
from launch import check, wording
from tests.engine.check.broken import BROKEN, SOUND
from tests.engine.small import library


def checked(**keywords):
    """The exit code and what was printed."""
    out = StringIO()
    return check.run(
        **{"catalogues": SOUND, "besides": {}, "library": library(), "out": out, **keywords}
    ), out.getvalue()


def test_a_sound_library_is_told_so():
    """One line, and a build goes on."""
    code, printed = checked()

    assert code == 0
    assert printed == f"Sans faute : 10 conversations, {len(RULES)} règles, fr, nl.\n"


def test_a_finding_stops_the_build():
    """The place, the rule's sentence and its id are printed."""
    code, printed = checked(library=BROKEN["circle"].library)

    assert code == 1
    assert "✗ talk — revient à elle-même" in printed
    assert "(circle)" in printed
    assert "2 fautes : " in printed


def test_rules_and_distances_are_printed_on_demand():
    """Authors look up a rule; coordinators ask how far a human is."""
    _, printed = checked(rules=True, paths=True)

    assert all(rule.sentence in printed for rule in RULES)
    assert "  talk.opened                4   4   4   2\n" in printed
    assert "  un humain                  3   3   4   4\n" in printed


def test_a_human_out_of_reach_is_said():
    """A library that never ends counts no path."""
    _, printed = checked(library=BROKEN["circle"].library, paths=True)

    assert "un humain" in printed
    assert check._distance("rien", check.Lengths()) == "  rien                     aucun chemin"


def test_one_fault_is_singular():
    """A sentence is a sentence."""
    code, printed = checked(besides={"carte.sos": "C'est bien."})

    assert code == 1
    assert printed.endswith(f"1 faute : 10 conversations, {len(RULES)} règles, fr, nl.\n")


def test_what_stands_in_no_conversation_is_read_too():
    """Cards and notices, each under its name; private tables and programs' constants stay out."""
    names = set(wording.besides())

    assert {"notices.TAKEN", "safety.FIRST", "safety.ABOUT.be-103"} <= names
    assert not any("_LINES" in name or "SHORT" in name for name in names)
