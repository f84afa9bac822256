"""The team's pages: who is in it, joining and leaving, the rota, proposals; and each role at each page."""

import re
from datetime import date

import httpx
import pytest

from admin.access import RIGHTS, Right
from admin.pages.journal import ACTIONS
from passerelle import members, rota, team
from passerelle.journal import Action
from passerelle.members import Profile
from passerelle.rota import Hours, changes
from passerelle.tables import Member, Role
from tests.admin.browser import Browser, forms
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, MARC, NADIA, Staff

PAGES = {
    "/": {Right.CASES},
    "/live": {Right.CASES},
    "/cases/1/decline": {Right.QUEUE},
    "/directory": {Right.DIRECTORY},
    "/directory/new": {Right.EDIT},
    "/team": {Right.TEAM},
    "/team/new": {Right.TEAM},
    "/team/1": {Right.TEAM},
    "/team/1/leave": {Right.TEAM},
    "/team/1/code": {Right.TEAM},
    "/rota": {Right.ROTA},
    "/rota/2": {Right.ROTA},
    "/rota/mine": {Right.CASES},
    "/journal": {Right.JOURNAL},
    "/givers": {Right.GIVING},
    "/givers/steps": {Right.GIVING},
    "/figures": {Right.FIGURES},
    "/figures.csv": {Right.FIGURES},
}
NEVER_ENDING = {"/live"}


def becomes(scene: Scene, who: Staff, role: Role, **noted: object) -> Staff:
    """Somebody has another role, or another profile; returns who it is."""
    with scene.house.database.writing() as session:
        found, ines = team.find(session, who.email), team.find(session, INES.email)
        assert found is not None and ines is not None
        if who is INES:
            found.role = role
        else:
            profile = Profile(found.name, role, **noted)  # type: ignore[arg-type]  # sets of codes
            members.change(session, found.id or 0, profile, by=ines, now=scene.clock())
    return who


def on_duty(scene: Scene, who: Staff) -> None:
    """Somebody is on duty on Monday mornings."""
    with scene.house.database.writing() as session:
        found = team.find(session, who.email)
        assert found is not None
        week = [(0, Hours(9 * 60, 13 * 60))]
        changes.set_week(session, found.id or 0, week, by=found, now=scene.clock())


def member(scene: Scene, number: int) -> Member:
    """A member as they are now."""
    with scene.house.database.reading() as session:
        return session.get_one(Member, number)


def typed(browser: Browser, page: str, action: str, **values: str) -> httpx.Response:
    """Fill in one form of a page and send it."""
    return browser.send(page, action, **values)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_its_pages_and_no_other(scene: Scene, role: Role) -> None:
    """By the one table of rights: refused beside allowed; nobody meets an error."""
    scene.case()
    browser = scene.browser(becomes(scene, NADIA, role))

    for path, needed in PAGES.items():
        if path in NEVER_ENDING and needed <= RIGHTS[role]:
            continue
        status = browser.get(path).status_code
        assert (status == 200) is (needed <= RIGHTS[role]), (path, status)
        assert status in {200, 303, 403, 404}, path


@pytest.mark.parametrize(
    ("role", "home"), [(Role.EDITOR, "/directory"), (Role.AUDITOR, "/journal"), (Role.ADMINISTRATOR, "/team")]
)
def test_whoever_has_no_queue_begins_with_what_is_theirs(scene: Scene, role: Role, home: str) -> None:
    """And meets no case on the way."""
    scene.case()

    answer = scene.browser(becomes(scene, NADIA, role)).get("/")

    assert (answer.status_code, answer.headers["location"]) == (303, home)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.EDITOR])
def test_a_case_stays_closed_to_who_controls_or_administers(scene: Scene, role: Role) -> None:
    """Not even one that they held before."""
    case_id = scene.held_case()
    browser = scene.browser(becomes(scene, NADIA, role))

    assert browser.get(f"/cases/{case_id}").status_code == 404


def test_a_listener_has_what_was_handed_to_them_and_no_queue(scene: Scene) -> None:
    """Nothing to take, nobody else's names; and the case that is theirs opens."""
    waiting = scene.case()
    browser = scene.browser(becomes(scene, NADIA, Role.LISTENER))
    page = browser.get("/")
    token = forms(page)["/logout"].fields

    assert "À prendre" not in page.text and "Les miennes" in page.text and "harcèlement" not in page.text
    assert browser.post(f"/cases/{waiting}/take", data=token).status_code == 404
    assert scene.state(waiting) == "waiting"


def test_a_new_member_is_shown_what_they_sign_in_with_once(scene: Scene) -> None:
    """As text and as a picture drawn into the page; the list has them afterwards."""
    browser = scene.browser(INES)

    page = typed(browser, "/team/new", "/team/new", email="zoe@example.org", name="Zoé", role="listener")

    password = re.search(r'id="password">([^<]+)<', page.text)
    assert page.status_code == 200 and "<svg" in page.text and "data:" not in page.text and password
    zoe = next(one for one in (member(scene, number) for number in (4,)) if one)
    assert team.is_password_right(zoe, password[1])
    assert "Zoé" in browser.get("/team").text and password[1] not in browser.get("/team").text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"email": "zoe"}, "incomplète"),
        ({"email": NADIA.email}, "a déjà cette adresse"),
        ({"name": " "}, "ne peut pas rester vide"),
        ({"role": "queen"}, "Choisissez un rôle"),
        ({"areas": "Liège, Nulle-Part-du-Tout"}, "pas connue"),
        ({"areas": "Liège", "avoided_areas": "Namur, liège"}, "couverte et évitée"),
        ({"mentor": "99"}, "ne peut pas être mentore"),
    ],
)
def test_what_cannot_be_comes_back_as_it_was_typed(scene: Scene, values: dict[str, str], says: str) -> None:
    """With a sentence under the field, and nobody added."""
    given = {"email": "zoe@example.org", "name": "Zoé", "role": "mediator", "title": "psychologue", **values}

    page = typed(scene.browser(INES), "/team/new", "/team/new", **given)

    assert page.status_code == 422 and says in page.text and 'value="psychologue"' in page.text
    with scene.house.database.reading() as session:
        assert len(team.everyone(session)) == 3


def test_a_members_profile_is_changed(scene: Scene) -> None:
    """Areas by their names, also with a space."""
    number = scene.member(NADIA).id or 0
    browser = scene.browser(INES)

    data = {"name": "Nadia", "role": "mediator", "languages": ["ar", "fr"], "areas": "Liège, Brabant wallon"}
    token = forms(browser.get(f"/team/{number}"))[f"/team/{number}"].fields
    answer = browser.post(f"/team/{number}", data={**token, **data})

    assert answer.headers["location"] == "/team?done=changed"
    assert member(scene, number).areas == " Brabant_wallon Liège "
    assert "arabe, français" in browser.get("/team").text


def test_the_last_coordinator_is_told_why_they_stay(scene: Scene) -> None:
    """409 or 422 in words."""
    number = scene.member(INES).id or 0
    browser = scene.browser(INES)

    changed = typed(browser, f"/team/{number}", f"/team/{number}", name="Inès", role="mediator")
    left = browser.post(f"/team/{number}/leave", data=forms(browser.get("/team"))["/logout"].fields)

    assert changed.status_code == 422 and "quelqu’un d’autre le change" in changed.text
    assert left.status_code == 409 and "quelqu’un d’autre le fait" in left.text


def test_somebody_leaves_once_their_cases_are_handed_over(scene: Scene) -> None:
    """The page lists pseudonyms with a form for each; nothing of what is in them."""
    case_id, number = scene.held_case(), scene.member(NADIA).id or 0
    nadias, browser = scene.browser(NADIA), scene.browser(INES)
    page, marc = f"/team/{number}/leave", str(scene.member(MARC).id)
    assert SECRET_WORDS not in browser.get(page).text

    typed(browser, page, f"/team/{number}/cases/{case_id}", to=marc)
    answer = typed(browser, page, page)

    assert answer.headers["location"] == "/team?done=left"
    assert nadias.get("/").status_code == 303 and not member(scene, number).is_active
    assert scene.browser(MARC).get(f"/cases/{case_id}").status_code == 200
    assert "Premier mot de passe" in typed(browser, "/team", f"/team/{number}/return").text


def test_an_administrator_sees_who_holds_what_and_hands_nothing_over(scene: Scene) -> None:
    """Only the coordination passes cases on."""
    case_id, number = scene.held_case(), scene.member(NADIA).id or 0
    browser = scene.browser(becomes(scene, MARC, Role.ADMINISTRATOR))
    page = browser.get(f"/team/{number}/leave")

    token = forms(page)["/logout"].fields
    answer = browser.post(f"/team/{number}/cases/{case_id}", data={**token, "to": "3"})

    assert answer.status_code == 404 and "La coordination les passe" in page.text


def test_a_new_code_is_asked_for_and_shown_once(scene: Scene) -> None:
    """Nadia is signed out."""
    number, nadias, browser = scene.member(NADIA).id or 0, scene.browser(NADIA), scene.browser(INES)

    page = typed(browser, f"/team/{number}/code", f"/team/{number}/code")

    assert "Clé des codes" in page.text and "Premier mot de passe" not in page.text
    assert nadias.get("/").status_code == 303


def test_a_week_is_typed_as_people_write_hours(scene: Scene) -> None:
    """And is on the week's page, on the member's own, and in what they are told."""
    number, browser = scene.member(NADIA).id or 0, scene.browser(INES)

    typed(browser, f"/rota/{number}", f"/rota/{number}/week", duty_0="9h-12h30, 14-18", call_4="20h-8h")

    assert (
        "09:00–12:30 Nadia" in browser.get("/rota").text and "20:00–08:00 Nadia" in browser.get("/rota").text
    )
    assert "14:00–18:00" in scene.browser(NADIA).get("/rota/mine").text
    with scene.house.database.reading() as session:
        assert [found.name for found in rota.on_duty(session, scene.clock())] == ["Nadia"]


@pytest.mark.parametrize(
    ("form", "values", "says"),
    [
        ("week", {"duty_0": "matin"}, "ne se lisent pas"),
        ("week", {"duty_0": "9-12, 11-13"}, "se recouvrent"),
        ("off", {"first": "demain"}, "ne se lit pas"),
        ("off", {"first": "2026-11-24", "last": "2026-11-23"}, "vient avant"),
        ("extra", {"day": "2026-11-24", "hours": "25-26"}, "ne se lisent pas"),
    ],
)
def test_hours_that_cannot_be_read_come_back(
    scene: Scene, form: str, values: dict[str, str], says: str
) -> None:
    """With a sentence, and nothing changed."""
    number, browser = scene.member(NADIA).id or 0, scene.browser(INES)

    page = typed(browser, f"/rota/{number}", f"/rota/{number}/{form}", **values)

    assert page.status_code == 422 and says in page.text


def test_exceptions_and_holidays_are_noted_and_taken_back(scene: Scene) -> None:
    """By the coordination; each is one tap to undo."""
    number, browser = scene.member(NADIA).id or 0, scene.browser(INES)
    page = f"/rota/{number}"

    typed(browser, page, f"{page}/off", first="2026-12-24", last="2026-12-31")
    typed(browser, page, f"{page}/extra", day="2026-11-24", hours="10-12")
    typed(browser, "/rota", "/rota/holidays", day="2026-12-25", name="Noël")
    shown = browser.get(page).text + browser.get("/rota?week=2026-12-25").text
    assert all(word in shown for word in ("jeudi 24 décembre", "10:00–12:00", "Noël"))

    for action in (f"{page}/off/1/remove", f"{page}/extra/1/remove"):
        assert typed(browser, page, action).status_code == 303
    assert typed(browser, "/rota", "/rota/holidays/remove").status_code == 303
    assert "Noël" not in browser.get("/rota?week=2026-12-25").text


def test_a_member_notes_their_own_days_away_and_nobody_elses(scene: Scene) -> None:
    """Marc's browser finds no absence of Nadia's."""
    nadias, marcs = scene.browser(NADIA), scene.browser(MARC)
    typed(nadias, "/rota/mine", "/rota/mine/off", first="2026-11-23")
    token = forms(marcs.get("/rota/mine"))["/logout"].fields

    assert marcs.post("/rota/mine/off/1/remove", data=token).status_code == 404
    with scene.house.database.reading() as session:
        assert [row.first_day for row in changes.off_of(session, 1)] == [date(2026, 11, 23)]
    assert typed(nadias, "/rota/mine", "/rota/mine/off/1/remove").status_code == 303


def test_a_proposal_is_for_whom_it_names_and_for_the_coordination(scene: Scene) -> None:
    """Marc sees the case as before, and nothing new."""
    becomes(scene, NADIA, Role.MEDIATOR, languages=frozenset({"fr"}))
    on_duty(scene, NADIA)
    scene.case()

    nadias, marcs, coordination = (scene.browser(who).get("/").text for who in (NADIA, MARC, INES))

    assert "Pour vous\u00a0: parle français, de garde, aucun dossier" in nadias and "pas pour moi" in nadias
    assert "Proposé à Nadia\u00a0: parle français, de garde, aucun dossier" in coordination
    assert "harcèlement" in marcs and "Pour vous" not in marcs and "Proposé" not in marcs
    assert "pas pour moi" not in marcs + coordination


def test_once_it_is_declined_the_case_is_proposed_to_the_next(scene: Scene) -> None:
    """With a reason from the list; any other is not understood."""
    case_id = scene.case()
    browser, page = scene.browser(NADIA), f"/cases/{case_id}/decline"
    assert typed(browser, page, page, reason="ses parents").status_code == 400

    answer = typed(browser, page, page, reason="knows_them")

    assert answer.headers["location"] == "/?done=declined"
    assert "Pour vous" not in browser.get("/").text
    assert "Pour vous" in scene.browser(MARC).get("/").text
    assert scene.state(case_id) == "waiting"


def test_the_form_for_handing_over_says_who_speaks_what_and_who_is_there(scene: Scene) -> None:
    """So that the choice is easy."""
    becomes(scene, MARC, Role.MEDIATOR, languages=frozenset({"ar", "fr"}))
    on_duty(scene, MARC)
    case_id = scene.held_case()

    page = scene.browser(NADIA).get(f"/cases/{case_id}").text

    assert "Marc, médiation · arabe, français · de garde" in page
    assert "Inès, coordination</option>" in page


def test_the_journal_tells_who_did_what_by_numbers(scene: Scene) -> None:
    """For who controls; no pseudonym, no topic, no word of Sam's. It is read page by page."""
    scene.held_case()
    browser = scene.browser(becomes(scene, MARC, Role.AUDITOR))

    page = browser.get("/journal").text

    assert "<strong>Nadia</strong><span>prend un dossier</span>" in page and "change un membre" in page
    assert SECRET_WORDS not in page and "harcèlement" not in page and "Liège" not in page
    assert "prend un dossier" not in browser.get("/journal?before=2").text


def test_every_action_of_the_journal_has_a_name() -> None:
    """Nobody controls codes."""
    assert set(Action) <= set(ACTIONS)
