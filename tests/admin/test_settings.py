"""The association's page: what is changed, what is refused in its place, and what is asked before anything is erased."""

import re
from datetime import timedelta

import httpx
import pytest

from admin import settings_form
from admin.moments import Calendar
from bot import notices
from passerelle import association, cases, handoff, journal, retention
from passerelle.association import KEPT_LONGEST_DAYS, Presence
from passerelle.journal import Action
from passerelle.tables import Association, Role
from passerelle.words import Words
from tests.admin.browser import Browser, forms
from tests.admin.conftest import LOCALES
from tests.admin.scene import Scene
from tests.admin.test_team import becomes
from tests.people import INES, MARC, MONDAY_MORNING, NADIA

GIVEN = {
    "name": "Les Tisserands",
    "country": "FR",
    "zone": "Europe/Paris",
    "hours": "Mo-Sa 10:00-19:00",
    "keep_days": "120",
}


def kept(scene: Scene) -> Association:
    """The association as it is noted now."""
    with scene.house.database.reading() as session:
        return association.get(session)


def saved(browser: Browser, **typed: str) -> httpx.Response:
    """Send the form with these values in it."""
    return browser.send("/settings", "/settings", **{**GIVEN, **typed})


def closed_case(scene: Scene, *, days_ago: int) -> int:
    """A case that was closed some days ago."""
    case_id, nadia = scene.held_case(), scene.member(NADIA)
    with scene.house.database.writing() as session:
        then = scene.clock() - timedelta(days=days_ago)
        handoff.close(session, nadia, case_id, keys=scene.house.keys, now=then)
    return case_id


@pytest.mark.parametrize("path", ["/settings", "/helplines", "/helplines/be-103"])
@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_set_the_house_meets_its_pages(scene: Scene, role: Role, path: str) -> None:
    """The coordination and the administration; it is somebody else's work for everybody else."""
    allowed = role in {Role.COORDINATOR, Role.ADMINISTRATOR}
    browser = scene.browser(becomes(scene, MARC, role))

    page = browser.get(path)

    assert page.status_code == (200 if allowed else 403)
    assert ('href="/settings"' in page.text) is allowed


def test_a_mediator_changes_nothing(scene: Scene) -> None:
    """Their form would be refused, and the coordinator's is taken."""
    mediator, coordinator = scene.browser(NADIA), scene.browser(INES)
    token = forms(mediator.get("/"))["/logout"].fields

    refused, before = mediator.post("/settings", data={**token, **GIVEN}), kept(scene)
    taken = saved(coordinator)

    assert refused.status_code == 403 and before.name != GIVEN["name"]
    assert taken.headers["location"] == "/settings?done=changed" and kept(scene).name == GIVEN["name"]


def test_what_is_saved_is_said_and_journaled(scene: Scene) -> None:
    """Every field, and one line that tells who."""
    browser = scene.browser(INES)

    page = browser.get(saved(browser).headers["location"])

    here = kept(scene)
    assert "C’est enregistré." in page.text
    assert {name: str(getattr(here, name)) for name in GIVEN} == GIVEN
    with scene.house.database.reading() as session:
        line = journal.lines(session, before=None, limit=1)[0]
    assert (line.action, line.member_id) == (Action.SETTINGS_CHANGED, scene.member(INES).id)
    assert "change les réglages" in browser.get("/journal").text


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", " ", "a besoin d’un nom"),
        ("name", "x" * 121, "120 caractères"),
        ("country", "IT", "Choisissez un pays"),
        ("zone", "Mars/Olympus", "Choisissez une heure locale"),
        ("hours", "de 9 à 18 heures", "Ces heures ne se lisent pas"),
        ("hours", "Mo " + "09:00-10:00," * 60, "500 caractères"),
        ("keep_days", "0", "de 1 à 365"),
        ("keep_days", "trois", "de 1 à 365"),
    ],
)
def test_a_mistake_is_told_in_its_place_and_nothing_typed_is_lost(
    scene: Scene, field: str, typed: str, says: str
) -> None:
    """The sentence stands under the field; nothing is kept, not even what was right."""
    before = kept(scene)

    page = saved(scene.browser(INES), **{field: typed})

    assert page.status_code == 422 and re.search(rf'id="{field}_error">[^<]*{says}', page.text)
    right = "hours" if field == "name" else "name"
    assert f'value="{GIVEN[right]}"' in page.text and (typed in page.text or field == "country")
    assert kept(scene) == before


def test_fewer_days_are_asked_about_and_only_counted(scene: Scene) -> None:
    """One case is older than thirty days, one is not; nobody is named, nothing is kept yet."""
    for days_ago in (40, 10):
        closed_case(scene, days_ago=days_ago)

    page = saved(scene.browser(INES), keep_days="30")

    assert re.search(r"30\sjours seulement", page.text)
    assert "Un dossier est clos depuis plus longtemps" in page.text
    assert kept(scene).keep_days == 90 and kept(scene).name != GIVEN["name"]
    with scene.house.database.reading() as session:
        assert not any(name in page.text for name in cases.pseudonyms(session, {1, 2}).values())


def test_whoever_is_sure_shortens_the_days_and_the_old_is_erased(scene: Scene) -> None:
    """By the next sweep, and only what is older."""
    old, young = closed_case(scene, days_ago=40), closed_case(scene, days_ago=10)

    answer = saved(scene.browser(INES), keep_days="30", sure="30")
    swept = retention.tick(scene.house.database, scene.house.keys, scene.clock())

    assert answer.status_code == 303 and kept(scene).keep_days == 30
    with scene.house.database.reading() as session:
        left = [case.id for case in cases.closed_before(session, scene.clock())]
    assert swept.cases == 1 and left == [young] and old not in left


def test_being_sure_of_other_days_is_not_enough(scene: Scene) -> None:
    """Who agreed to sixty did not agree to five."""
    page = saved(scene.browser(INES), keep_days="5", sure="60")

    assert page.status_code == 200 and kept(scene).keep_days == 90


def test_whoever_goes_back_finds_what_they_typed(scene: Scene) -> None:
    """The form stands as it was, and nothing is kept."""
    page = saved(scene.browser(INES), keep_days="30", do="back")

    assert 'value="30"' in page.text and 'value="Les Tisserands"' in page.text
    assert kept(scene).keep_days == 90


def test_the_page_tells_what_the_bot_tells(scene: Scene) -> None:
    """Somebody is at the panel now, and without them the hours decide."""
    page = scene.browser(INES).get("/settings")

    assert "Quelqu’un de l’équipe est là en ce moment." in page.text
    assert re.search(r"quand personne n’est au panneau.*L’équipe lit ici aujourd’hui jusqu’à 18", page.text)


@pytest.mark.parametrize(
    "presence",
    [
        Presence(is_open=True),
        Presence(is_open=True, until=MONDAY_MORNING + timedelta(hours=7)),
        Presence(is_open=False),
        Presence(is_open=False, back_at=MONDAY_MORNING + timedelta(hours=3)),
        Presence(is_open=False, back_at=MONDAY_MORNING + timedelta(days=2)),
    ],
)
def test_its_sentences_are_those_of_the_bot(scene: Scene, presence: Presence) -> None:
    """Word for word, for every way in which somebody may be there."""
    zone, words = association.zone_of(kept(scene)), Words(LOCALES)
    calendar = Calendar(MONDAY_MORNING, zone, "fr", lambda source: words.text("fr", source))

    told = notices.presence_in_words(presence, MONDAY_MORNING, zone=zone, words=words, language="fr")

    assert settings_form.presence_in_words(presence, calendar) == told


def test_the_form_offers_only_what_the_house_takes(scene: Scene) -> None:
    """Every zone and country of the lists, a zone that was set by command, and the longest time."""
    offered = [code for code, _ in settings_form.zones("America/New_York")]

    with scene.house.database.reading() as session:
        for zone in offered:
            association.change(session, zone=zone)
    assert offered[-1] == "America/New_York"
    assert str(KEPT_LONGEST_DAYS) in settings_form.WRONG["keep_days"]
