"""People who give, at the panel: the whole path by forms, what is refused on the way, and who may see any of it."""

import re

import pytest

from passerelle import cases, giving, handoff
from passerelle.giving import GiverKind, Stage
from passerelle.tables import Role
from tests.admin.browser import forms
from tests.admin.givers import STEPS, asked, gave, giver, held, stands, trained, wish
from tests.admin.scene import BULLYING, Scene
from tests.admin.test_team import becomes
from tests.people import ALEX, INES, MARC, NADIA, SAM


def pseudonym(scene: Scene, case_id: int) -> str:
    """What a case is called."""
    with scene.house.database.reading() as session:
        return cases.get(session, case_id).pseudonym


def test_from_a_case_somebody_is_followed_under_its_pseudonym(scene: Scene) -> None:
    """A button of the case leads there; a second time it leads to the same person."""
    case_id, browser = wish(scene), scene.browser(INES)
    page = f"/cases/{case_id}/follow"
    assert f'href="{page}"' in browser.get(f"/cases/{case_id}").text

    answer = browser.send(page, page, kind="peer_helper")

    assert answer.headers["location"] == "/givers/1?done=followed"
    assert pseudonym(scene, case_id) in browser.get("/givers/1").text
    assert browser.get(page).headers["location"] == "/givers/1"


def test_nothing_chosen_follows_nobody(scene: Scene) -> None:
    """The page says so."""
    page = f"/cases/{wish(scene)}/follow"

    answer = scene.browser(INES).send(page, page)

    assert answer.status_code == 422 and "Choisissez dans la liste" in answer.text


def test_the_whole_path_by_forms(scene: Scene) -> None:
    """A conversation, the steps, an account, a mentor, co-leading, leading."""
    number, steps, browser = giver(scene), asked(scene), scene.browser(INES)
    page = f"/givers/{number}"
    nadia, ines = str(scene.member(NADIA).id), str(scene.member(INES).id)

    browser.send(page, f"{page}/notes", note="Envie d’écrire.", talked_on="2026-11-20")
    browser.send(page, f"{page}/stage", stage="training")
    for step in steps:
        browser.send(page, f"{page}/steps/{step}", done="1")
    browser.send(page, f"{page}/account", member=nadia)
    browser.send(page, f"{page}/mentor", member=ines)
    browser.send(page, f"{page}/stage", stage="co_leading")
    assert stands(scene, number) == Stage.CO_LEADING and scene.member(NADIA).mentor_id == int(ines)

    browser.send(page, f"{page}/stage", stage="leading")

    assert stands(scene, number) == Stage.LEADING and scene.member(NADIA).mentor_id is None


def test_what_lacks_is_said_and_changes_nothing(scene: Scene) -> None:
    """A conversation first; then a step that is not ticked."""
    number, browser = giver(scene), scene.browser(INES)
    page = f"/givers/{number}"
    answer = browser.send(page, f"{page}/stage", stage="training")
    assert answer.status_code == 409 and "Notez d’abord un entretien" in answer.text

    browser.send(page, f"{page}/notes", note="Envie d’écrire.", talked_on="2026-11-20")
    browser.send(page, f"{page}/stage", stage="training")
    asked(scene)
    answer = browser.send(page, f"{page}/stage", stage="co_leading")

    assert answer.status_code == 409 and "pas encore cochées" in answer.text
    assert stands(scene, number) == Stage.TRAINING


def test_a_tick_says_who_and_is_taken_back(scene: Scene) -> None:
    """One button for each."""
    number, (step, _other), browser = giver(scene), asked(scene), scene.browser(INES)
    page = f"/givers/{number}"

    browser.send(page, f"{page}/steps/{step}", done="1")
    assert "coché par Inès" in browser.get(page).text
    browser.send(page, f"{page}/steps/{step}", done="")

    assert "coché par" not in browser.get(page).text


def test_a_mentor_is_somebody_else_who_holds_cases(scene: Scene) -> None:
    """The page says who cannot be one."""
    number = trained(scene, mentor=None)
    page, nadia = f"/givers/{number}", str(scene.member(NADIA).id)

    answer = scene.browser(INES).send(page, f"{page}/mentor", member=nadia)

    assert answer.status_code == 409 and "ne peut pas être mentore" in answer.text
    assert scene.member(NADIA).mentor_id is None


def test_when_the_mentor_leaves_the_page_asks_for_another(scene: Scene) -> None:
    """Nobody would read along."""
    number, browser = trained(scene, mentor=MARC), scene.browser(INES)
    browser.send(f"/givers/{number}", f"/givers/{number}/stage", stage="co_leading")
    marc = scene.member(MARC).id

    browser.send(f"/team/{marc}/leave", f"/team/{marc}/leave")

    assert "Personne ne relit encore" in browser.get(f"/givers/{number}").text


def test_hours_are_typed_shown_and_taken_back(scene: Scene) -> None:
    """Beside those of sessions, which count by themselves."""
    number, browser = giver(scene), scene.browser(INES)
    page = f"/givers/{number}"

    answer = browser.send(page, f"{page}/hours", day="2026-11-21", minutes="90", what="welcome")
    shown = browser.get(answer.headers["location"]).text
    assert "1\u00a0h\u00a030" in shown and "21 novembre 2026" in shown

    row = re.search(rf"{page}/hours/(\d+)/remove", shown)
    assert row
    browser.send(page, row[0])
    assert "21 novembre 2026" not in browser.get(page).text


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"minutes": "0"}, "1 à 1440"),
        ({"minutes": "beaucoup"}, "1 à 1440"),
        ({"day": "2026-12-24"}, "Un jour passé"),
        ({"day": ""}, "ne peut pas rester vide"),
        ({"what": "led"}, "Choisissez dans la liste"),
        ({"what": "rien"}, "Choisissez dans la liste"),
    ],
)
def test_hours_that_cannot_be_read_come_back(scene: Scene, values: dict[str, str], says: str) -> None:
    """As they were typed, with a sentence."""
    page = f"/givers/{giver(scene)}"
    typed = {"day": "2026-11-21", "minutes": "90", "what": "welcome", **values}

    answer = scene.browser(INES).send(page, f"{page}/hours", **typed)

    assert answer.status_code == 422 and says in answer.text


def test_a_note_too_long_is_not_lost(scene: Scene) -> None:
    """It stands in its field again."""
    page = f"/givers/{giver(scene)}"

    answer = scene.browser(INES).send(page, f"{page}/notes", note="a" * 3501)

    assert answer.status_code == 422 and "a" * 3501 in answer.text and "trop long" in answer.text


def test_sessions_that_were_led_count_by_themselves(scene: Scene) -> None:
    """For whoever has an account."""
    number = trained(scene, account=INES, mentor=None)

    held(scene)

    assert "de sessions animées" in scene.browser(INES).get(f"/givers/{number}").text


def test_somebody_who_is_helped_and_helps_is_two_people_here(scene: Scene) -> None:
    """Neither page knows of the other: no pseudonym, no link, no word; before an account and after."""
    helped = scene.held_case(NADIA)
    number, nadias, browser = giver(scene, person=SAM), scene.browser(NADIA), scene.browser(INES)
    with scene.house.database.reading() as session:
        own = giving.get(session, scene.member(INES), number).pseudonym
    page, case_page = browser.get(f"/givers/{number}").text, nadias.get(f"/cases/{helped}").text

    assert pseudonym(scene, helped) not in page and f"/cases/{helped}" not in page
    assert "harcèlement" not in page and "ne se voit pas d’ici" in page
    assert own not in case_page and "/givers" not in case_page and "Suivre cette personne" not in case_page
    assert "engage" not in case_page


def test_the_coordinator_who_holds_both_finds_no_way_between(scene: Scene) -> None:
    """The case of somebody helped offers nothing, and refuses when asked."""
    helped = wish(scene, headline=BULLYING)
    number, browser = giver(scene), scene.browser(INES)

    assert browser.get(f"/cases/{helped}/follow").status_code == 404
    assert "Suivre cette personne" not in browser.get(f"/cases/{helped}").text
    assert f"/cases/{helped}" not in browser.get(f"/givers/{number}").text


def test_an_account_takes_the_pseudonym_away(scene: Scene) -> None:
    """And the link to the case with it."""
    case_id, browser = wish(scene), scene.browser(INES)
    browser.send(f"/cases/{case_id}/follow", f"/cases/{case_id}/follow", kind="volunteer")
    assert f"/cases/{case_id}" in browser.get("/givers/1").text

    browser.send("/givers/1", "/givers/1/account", member=str(scene.member(NADIA).id))

    page = browser.get("/givers/1").text
    assert pseudonym(scene, case_id) not in page and f"/cases/{case_id}" not in page and "Nadia" in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_only_the_coordination_finds_anybody_here(scene: Scene, role: Role) -> None:
    """For every other role there is nothing, neither to read nor to change."""
    number = giver(scene)
    browser = scene.browser(becomes(scene, MARC, role))
    token = forms(browser.get("/", follow_redirects=True))["/logout"].fields

    for path in ("/givers", f"/givers/{number}", "/givers/steps", f"/givers/{number}/forget"):
        assert browser.get(path).status_code == 404, path
    for act in ("stage", "notes", "hours", "account", "mentor", "kind", "forget"):
        answer = browser.post(f"/givers/{number}/{act}", data={**token, "stage": "training"})
        assert answer.status_code == 404, act
    assert stands(scene, number) == Stage.INTERESTED
    assert scene.browser(INES).get(f"/givers/{number}").status_code == 200


def test_a_mediator_cannot_follow_from_their_own_case(scene: Scene) -> None:
    """They hand it over to the coordination."""
    case_id, browser = wish(scene, staff=NADIA), scene.browser(NADIA)

    assert browser.get(f"/cases/{case_id}/follow").status_code == 404
    assert "Suivre cette personne" not in browser.get(f"/cases/{case_id}").text
    with scene.house.database.writing() as session:
        handoff.hand_over(
            session,
            scene.member(NADIA),
            case_id,
            scene.member(INES).id or 0,
            keys=scene.house.keys,
            now=scene.clock(),
        )
    assert scene.browser(INES).get(f"/cases/{case_id}/follow").status_code == 200


def test_somebody_of_the_team_is_followed_from_the_list(scene: Scene) -> None:
    """Once."""
    browser, marc = scene.browser(INES), str(scene.member(MARC).id)

    browser.send("/givers", "/givers/members", member=marc, kind="coach")
    again = browser.send("/givers", "/givers/members", member=marc, kind="coach")

    assert "Marc" in browser.get("/givers?kind=coach").text
    assert again.status_code == 409 and "déjà celui d’une personne suivie" in again.text


def test_the_list_says_where_everybody_is(scene: Scene) -> None:
    """What lacks, how far the training is, and hours of this year."""
    first, second = giver(scene, person=ALEX, kind=GiverKind.COACH), trained(scene, mentor=None)
    gave(scene, first, 45)

    page = scene.browser(INES).get("/givers").text

    assert "un entretien à noter" in page and "45\u00a0min cette année" in page
    assert "il lui faut une mentore" in page and f"/givers/{second}" in page
    assert "Personne ici pour l’instant" in scene.browser(INES).get("/givers?kind=partner").text


def test_with_nobody_yet_the_page_says_what_will_appear(scene: Scene) -> None:
    """And where people come from."""
    page = scene.browser(INES).get("/givers").text

    assert "Personne encore" in page and "Suivre cette personne" in page


def test_the_team_page_leads_here(scene: Scene) -> None:
    """For the coordination; the administration has no such tab."""
    assert 'href="/givers"' in scene.browser(INES).get("/team").text

    admin = scene.browser(becomes(scene, MARC, Role.ADMINISTRATOR))

    assert 'href="/givers"' not in admin.get("/team").text


def test_forgetting_asks_first_and_leaves_only_hours(scene: Scene) -> None:
    """The page is gone, the year's hours are not."""
    number, browser = giver(scene), scene.browser(INES)
    gave(scene, number)
    assert "sans nom et sans jour" in browser.get(f"/givers/{number}/forget").text

    answer = browser.send(f"/givers/{number}/forget", f"/givers/{number}/forget")

    assert answer.headers["location"] == "/givers?done=forgotten"
    assert browser.get(f"/givers/{number}").status_code == 404
    assert "1,5" in browser.get("/figures").text


def test_a_list_of_steps_is_written_by_the_association(scene: Scene) -> None:
    """Begun from what is usual, then in its own words and its own order."""
    browser, page = scene.browser(INES), "/givers/steps?kind=coach"
    browser.send(page, "/givers/steps/usual?kind=coach")
    browser.send(page, "/givers/steps?kind=coach", title="Nager avec nous")
    browser.send(page, "/givers/steps/1?kind=coach", title="La charte")
    browser.send(page, "/givers/steps/2/up?kind=coach")
    browser.send(page, "/givers/steps/3/drop?kind=coach")

    titles = re.findall(r'name="title" value="([^"]+)"', browser.get(page).text)

    assert titles == [
        "Remettre l’extrait de casier judiciaire",
        "La charte",
        "Accompagner une sortie",
        "Nager avec nous",
    ]


def test_a_step_without_words_is_refused(scene: Scene) -> None:
    """In place, and nothing is added."""
    asked(scene)
    browser, page = scene.browser(INES), "/givers/steps?kind=peer_helper"

    answer = browser.send(page, page, title=" ")

    assert answer.status_code == 422 and "en quelques mots" in answer.text
    assert all(title in browser.get(page).text for title in STEPS)


def test_whoever_stopped_is_said_to_be_forgotten_and_when(scene: Scene) -> None:
    """As late as a closed case; until then they can come back."""
    number, browser = giver(scene), scene.browser(INES)
    page = f"/givers/{number}"

    browser.send(page, f"{page}/stage", stage="stopped")

    assert "sera oublié le dimanche 21 février" in browser.get(page).text
    browser.send(page, f"{page}/stage", stage="interested")
    assert stands(scene, number) == Stage.INTERESTED
