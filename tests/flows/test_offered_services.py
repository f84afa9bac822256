"""Every service that an association may switch off, alone and with others: the verifier finds nothing, and care stays where it was."""

import random
from itertools import combinations

import pytest

from bot.engine.check import Subject, check
from bot.engine.offered import offered
from bot.engine.paths import paths, to
from bot.engine.script import Choose, Outcome, every_line
from bot.flows import LIBRARY
from bot.flows.services import SERVICES
from launch import locales, wording

DRAWN = random.Random(20261121)
MIXED = [DRAWN.sample(sorted(SERVICES), DRAWN.randint(2, len(SERVICES))) for _ in range(12)]
ALWAYS = (
    *(
        "human",
        "crisis",
        "danger",
        "violence",
        "bullying",
        "feeling",
        "friend",
        "home",
        "child",
        "worry",
        "other",
    ),
    *("erase", "stop", "pause", "language", "spoken"),
)


def without(codes, languages=()):
    """The library of an association that does not offer these."""
    return offered(LIBRARY, [SERVICES[code] for code in codes], languages=languages)


def findings(library, languages=()):
    """What the verifier says of a library in all our languages, or in these."""
    words = wording.words()
    spoken = {code: words.catalogue(code) for code in words.languages if not languages or code in languages}
    found = check(Subject(library, spoken, wording.besides(), locales.partial()))
    return {(finding.rule, finding.where, finding.detail) for finding in found}


@pytest.fixture(scope="module")
def known():
    """What the verifier says of the whole library: nothing, once every catalogue is complete."""
    return findings(LIBRARY)


@pytest.mark.parametrize("codes", [[code] for code in SERVICES] + MIXED + [list(SERVICES)], ids="+".join)
def test_the_verifier_is_silent_whatever_is_switched_off(codes, known):
    """Each alone, some together, and all."""
    assert findings(without(codes)) <= known


@pytest.mark.parametrize("languages", [("fr",), ("fr", "nl"), ("fr", "en", "ar")])
def test_the_verifier_is_silent_in_fewer_languages(languages, known):
    """One alone too."""
    assert findings(without([], languages), languages) <= known


@pytest.mark.parametrize("codes", [*([code] for code in SERVICES), list(SERVICES)], ids="+".join)
def test_care_is_where_it_was(codes):
    """No conversation about a danger goes, nor one of its questions or options; nor the way to a human."""
    library = without(codes)

    for name in ALWAYS:
        assert name in library.flows
        assert safe(library, name) == safe(LIBRARY, name)
    assert urgent(library) == urgent(LIBRARY) - of_gone(library)


def safe(library, name):
    """The questions of safety of a conversation, with their options."""
    lines = every_line(library.flows[name].lines)
    return [
        (line.id, [o.key for o in line.options]) for line in lines if isinstance(line, Choose) and line.safety
    ]


def urgent(library):
    """Every urgent option."""
    return {
        (name, line.id, option.key)
        for name, flow in library.flows.items()
        for line in every_line(flow.lines)
        if isinstance(line, Choose)
        for option in line.options
        if option.urgent
    }


def of_gone(library):
    """The urgent options of conversations that are not offered: whoever would open them comes to one that asks about safety."""
    return {found for found in urgent(LIBRARY) if found[0] not in library.flows}


@pytest.mark.parametrize("codes", [list(pair) for pair in combinations(SERVICES, 2)], ids="+".join)
def test_every_topic_is_still_understood_where_it_was(codes):
    """Words never fall into nothing: each question that routes hears all that it heard."""
    library = without(codes)

    for name, flow in library.flows.items():
        for line in every_line(LIBRARY.flows[name].lines):
            if isinstance(line, Choose) and line.routes:
                asked = library.question(f"{flow.name}.{line.id}")
                topics = {t for o in line.options for t in (o.topic, *o.hears) if t}
                assert isinstance(asked, Choose) and all(asked.option_about(topic) for topic in topics)


def test_what_a_service_names_is_there():
    """A script that loses an option of a service is noticed here."""
    for code, service in SERVICES.items():
        assert set(service.flows) <= LIBRARY.flows.keys(), code
        for place in (*service.options, *service.said_by):
            question, _, key = place.partition("=")
            asked = LIBRARY.question(question)
            assert isinstance(asked, Choose) and asked.accepts(key), place


def test_a_human_is_as_near_as_before():
    """With everything switched off, the longest way to somebody is no longer."""
    farthest, before = (
        max(to(Outcome.OPEN_CASE, paths(library))) for library in (without(SERVICES), LIBRARY)
    )

    assert farthest <= before
