"""A conversation written out: every sentence, every button, and where each leads."""

import re
from html.parser import HTMLParser

import pytest

from bot.engine.kinds import Day
from bot.engine.printed import storyboard_html
from bot.engine.script import Ask, Flow, Say, When, answered, every_line
from bot.engine.storyboard import storyboard
from bot.flows import LIBRARY
from tests.engine.small import TALK, library

VOID = {"meta", "br"}
WRITTEN = (
    "Conversation «\u00a0talk\u00a0» · thème bullying · la sécurité d’abord\n"
    "\n"
    "? [jeune] Es-tu en sécurité\u00a0?\n"
    "  [adulte] Êtes-vous en sécurité\u00a0?\n"
    "    (question de sécurité)\n"
    "   ▸ Oui\n"
    "   ▸ Non   (urgent)\n"
    "      → Conversation «\u00a0crisis\u00a0»\n"
    "— Merci.\n"
    "? Raconte.   (réponse en mots, peut être passée)\n"
    "? Une personne peut répondre.\n"
    "   ▸ D’accord\n"
    "      ■ C’est transmis.   (fin : une demande est ouverte)\n"
    "   ▸ Pas maintenant\n"
    "      ■ À bientôt.   (fin : rien n’est gardé)\n"
)


class Balance(HTMLParser):
    """Check that what is opened is closed, and collect the text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.read: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.read.append(data)


def test_a_storyboard_reads_top_to_bottom():
    """Options stand under their question, endings under their option, both registers one below the other."""
    assert storyboard(library(), "talk", str) == WRITTEN


def test_a_condition_is_told_by_its_question():
    """A reviewer reads labels, not ids; where the question is missing, the id is better than nothing."""
    young = When(answered("welcome.who", "young"), Say("Bien."))
    lost = When(answered("welcome.whom", "x", "y"), Ask("day", "Quel jour\u00a0?", Day()))

    written = storyboard(library(Flow("talk", young, lost, *TALK)), "talk", str)

    assert "si Qui écrit\u00a0? → Un jeune\n   — Bien.\n" in written
    assert "si welcome.whom = x, y\n   ? Quel jour\u00a0?   (une date, peut être passée)\n" in written


def test_the_same_translation_in_both_registers_is_written_once():
    """English has one you."""
    assert "[jeune]" not in storyboard(library(), "talk", lambda _: "Hello")


def test_a_priority_is_in_the_title():
    """And what fills a headline is said at its question."""
    assert storyboard(LIBRARY, "crisis", str).startswith(
        "Des mots de crise · urgence, puis un humain · en priorité\n"
    )
    assert "(change la langue)" in storyboard(LIBRARY, "language", str)


@pytest.mark.parametrize("flow", LIBRARY.flows)
def test_nothing_is_left_out(flow):
    """Each sentence of each of our conversations is on paper."""
    written = re.sub(r"\s+", " ", storyboard(LIBRARY, flow, str))

    for line in every_line(LIBRARY.flow(flow).lines):
        words = getattr(line, "words", "")
        for said in [words] if isinstance(words, str) else words:
            assert re.sub(r"\s+", " ", said) in written


def test_a_page_is_balanced_escaped_and_signed():
    """It opens in any browser, and has room for remarks."""
    of = library(Flow("talk", Say("<b>Merci</b> & bravo"), *TALK))
    page = Balance()

    page.feed(storyboard_html(of, of.flows, str, language="fr"))

    read = " ".join(page.read)
    assert page.open == []
    assert "<b>Merci</b> & bravo" in read
    assert read.count("Remarques") == read.count("Signature") == len(of.flows)


def test_the_plan_shows_where_one_gets_to():
    """Long questions are shortened there, because the table says them whole."""
    plan = storyboard_html(LIBRARY, ["bullying"], str, language="fr").partition("</svg>")[0]

    assert "fin : une demande est ouverte" in plan
    assert "Où est-ce que ça se passe\u00a0? C’est pour savoir qui p…" in plan
    assert "adulte" not in plan
