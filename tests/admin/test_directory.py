"""A record on its page, the list, and what any member may say of a record."""

from dataclasses import replace

import pytest

from admin.pages.directory_list import understood
from passerelle.directory import referrals
from passerelle.directory.records import Reach
from passerelle.directory.referrals import Outcome
from passerelle.directory.tables import ReferralCount
from passerelle.directory.vocabulary import Status
from passerelle.errors import NotFound
from tests.admin.records import a_full_directory, bridge, kept, put, reported, verified
from tests.admin.scene import Scene
from tests.house.directory.shelf import LIEGE, THE_BRIDGE, like_the_bridge
from tests.people import INES, NADIA

READ = (
    "Le Pont (fictif)",
    "AMO",
    "Liège",
    "harcèlement",
    "12–25 ans",
    "103",
    "Rue du Pont 1",
    "gratuit",
    "province de Liège",
)


def test_a_record_is_read_in_words(scene: Scene) -> None:
    """What for, whom, how to reach it: no code is shown."""
    number = bridge(scene)

    page = scene.browser(NADIA).get(f"/directory/{number}").text

    assert [words for words in READ if words not in page] == []
    assert "bullying" not in page


def test_a_record_says_whether_it_is_open_now(scene: Scene) -> None:
    """Monday, eleven o'clock in Brussels."""
    number = bridge(scene, reach=Reach(address=LIEGE, hours="Mo-Fr 09:00-17:00; PH off"))

    page = scene.browser(NADIA).get(f"/directory/{number}").text

    assert "Ouvert, jusqu’à 17:00" in page


def test_a_protected_address_is_for_editors_only(scene: Scene) -> None:
    """Nadia reads that there is one, on the page and in the history; Inès reads it."""
    number = bridge(scene, is_protected=True)
    put(
        scene,
        replace(THE_BRIDGE, is_protected=True, reach=Reach(address=replace(LIEGE, street="Rue Cachée 2"))),
    )
    pages = [f"/directory/{number}", f"/directory/{number}/history", "/directory", "/directory/to-verify"]

    seen = "".join(scene.browser(NADIA).get(path).text for path in pages)

    assert "adresse protégée" in seen
    assert not any(hidden in seen for hidden in ("Rue du Pont", "Rue Cachée", "4000", "50.64"))
    assert "Rue Cachée 2" in scene.browser(INES).get(f"/directory/{number}").text


def test_verifying_takes_one_click_and_says_how(scene: Scene) -> None:
    """By a mediator, who is named."""
    number, browser = bridge(scene), scene.browser(NADIA)

    answer = browser.send(f"/directory/{number}", f"/directory/{number}/verify", how="visit")

    now = kept(scene, number)
    assert answer.headers["location"] == f"/directory/{number}?done=verified"
    assert (now.verified_on, now.verified_how) == (scene.clock().date(), "visit")
    assert (
        "Vérifiée le 23 novembre 2026, sur place, Nadia".lower()
        in browser.get(f"/directory/{number}").text.lower()
    )


def test_what_people_report_is_told_until_somebody_verified(scene: Scene) -> None:
    """Two people suspend it; verifying gives it out again."""
    number, browser = bridge(scene), scene.browser(NADIA)
    reported(scene, number, people=2)
    assert "2 personnes disent que cette fiche est fausse." in browser.get(f"/directory/{number}").text

    browser.send(f"/directory/{number}", f"/directory/{number}/verify", how="phone")

    assert "disent que cette fiche" not in browser.get(f"/directory/{number}").text
    assert kept(scene, number).structure.status is Status.ACTIVE


def test_a_mediator_suspends_and_an_editor_gives_it_out_again(scene: Scene) -> None:
    """Without that counting as verified."""
    number = bridge(scene)
    path = f"/directory/{number}"

    scene.browser(NADIA).send(path, f"{path}/suspend")
    assert kept(scene, number).structure.status is Status.SUSPENDED
    scene.browser(INES).send(path, f"{path}/resume")

    assert kept(scene, number).structure.status is Status.ACTIVE
    assert kept(scene, number).verified_on is None


def test_a_removed_record_comes_back_as_it_was(scene: Scene) -> None:
    """It is asked first, nothing finds it meanwhile, and the list of removed ones brings it back."""
    number, browser = bridge(scene), scene.browser(INES)

    browser.send(f"/directory/{number}/remove", f"/directory/{number}/remove")
    gone = browser.get(f"/directory/{number}")
    with pytest.raises(NotFound):
        kept(scene, number)
    browser.send("/directory/removed", f"/directory/{number}/restore")

    assert (gone.status_code, "Cette fiche n’existe pas" in gone.text) == (404, True)
    assert kept(scene, number).structure == THE_BRIDGE


def test_a_code_that_was_shown_is_counted_once(scene: Scene) -> None:
    """A code that is none of ours says so, and nobody is named."""
    number, browser, case_id = bridge(scene), scene.browser(NADIA), scene.case()
    with scene.house.database.writing() as session:
        referral = referrals.give(session, 1, number, vault=scene.house.keys.vault, now=scene.clock())
    code = referrals.code(referral, vault=scene.house.keys.vault)
    path = f"/directory/{number}"

    said = [
        browser.send(path, f"{path}/code", code=typed).headers["location"]
        for typed in (code.lower(), code, "AAA-AAA")
    ]

    assert case_id
    assert said == [f"{path}?done=code", f"{path}?done=no_code", f"{path}?done=no_code"]


@pytest.mark.parametrize(("received", "is_told"), [(4, False), (5, True)])
def test_how_a_structure_receives_is_told_from_five_answers_on(
    scene: Scene, received: int, is_told: bool
) -> None:
    """Fewer could be told apart."""
    number = bridge(scene)
    with scene.house.database.writing() as session:
        session.add(ReferralCount(structure_id=number, outcome=Outcome.RECEIVED, count=received))

    assert ("ont été reçu·es" in scene.browser(NADIA).get(f"/directory/{number}").text) is is_told


def test_the_list_says_what_staff_need_before_they_open(scene: Scene) -> None:
    """Name, kind, commune, what for, status and verification, in words."""
    verified(scene, bridge(scene))

    page = scene.browser(NADIA).get("/directory").text

    wanted = ("Le Pont (fictif)", "AMO", "Liège", "harcèlement", "active", "vérifiée le 23 novembre 2026")
    assert [words for words in wanted if words not in page] == []


def test_an_empty_directory_says_what_to_do(scene: Scene) -> None:
    """And a search without results, what to try."""
    browser = scene.browser(INES)

    assert "L’annuaire est vide" in browser.get("/directory").text
    assert "Rien ne répond à cette recherche" in browser.get("/directory?q=zzz").text
    assert "Rien n’a été retiré" in browser.get("/directory/removed").text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=refuge", {"Refuge"}),
        ("q=pont à Liège", {"Pont"}),
        ("q=pont à Namur", set()),
        ("kind=mediation", {"Gué"}),
        ("status=suspended", {"Pont"}),
        ("topic=bullying", {"Pont", "Refuge", "Gué"}),
        ("due=1", {"Pont", "Refuge", "Gué", "Silence"}),
        ("topic=%00&kind=nonsense&status=nonsense&after=nonsense", {"Pont", "Refuge", "Gué", "Silence"}),
    ],
)
def test_a_search_narrows_the_list(scene: Scene, query: str, names: set[str]) -> None:
    """By words, by place, by each filter; what is no code of ours narrows nothing."""
    a_full_directory(scene)

    page = scene.browser(NADIA).get(f"/directory?{query}").text

    assert {name for name in ("Pont", "Refuge", "Gué", "Silence") if f"Le {name} (fictif)" in page} == names


def test_a_long_list_goes_on_where_it_ended(scene: Scene) -> None:
    """Fifty at a time, each once."""
    put(scene, *(like_the_bridge(f"s{n:03}") for n in range(60)))
    browser = scene.browser(NADIA)

    first = browser.get("/directory?kind=amo").text
    more = first.split('" rel="next"')[0].rpartition('href="')[2].replace("&amp;", "&")
    second = browser.get(more).text

    assert (first.count("data-row"), second.count("data-row")) == (50, 10)
    assert "s050 (fictif)" in second


@pytest.mark.parametrize(
    ("typed", "text", "area"),
    [
        ("médiation à Liège", "médiation", "be/commune/62063"),
        ("CMP, Essonne", "CMP", "fr/departement/91"),
        ("à Namur", "", "be/commune/92094"),
        ("école à la maison", "école à la maison", ""),
        ("le pont", "le pont", ""),
    ],
)
def test_a_place_is_taken_out_of_what_is_typed(typed: str, text: str, area: str) -> None:
    """After "à" or a comma; words that are no place stay words."""
    asked = understood(typed)

    assert (asked.text, asked.area) == (text, area)
