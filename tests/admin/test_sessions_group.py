"""Composing a group: a proposal that says why, ticks that change it, warnings, and a place proposed to each, taken by nobody but them."""

from passerelle.listening import SeatState
from tests.admin.browser import Browser, forms
from tests.admin.offered import GROUP, asks, candidates, offered, seat
from tests.admin.scene import Scene
from tests.people import INES, MARC, NADIA

SCHOOLS = ("Collège du Pont", "Athénée des Saules")


def said(age: int, school: str, commune: str) -> dict[str, str]:
    """What somebody says to be in a group."""
    return {"age": str(age), "school": school, "commune": commune}


def wished(scene: Scene) -> tuple[int, list[int]]:
    """A group that four people would like to be in, two of whom go to one school, and one of whom is older."""
    number = offered(scene, GROUP)
    seats = candidates(
        scene,
        number,
        said(13, SCHOOLS[0], "Genval"),
        said(14, SCHOOLS[1], "Liège"),
        said(13, SCHOOLS[0], "Namur"),
        said(17, "École du Lac", "Huy"),
    )
    return number, [one.id or 0 for one in seats]


def send(browser: Browser, number: int, *picked: int, do: str = "look") -> object:
    """Send the page with these people ticked."""
    path = f"/sessions/{number}/group"
    fields = forms(browser.get(path)).get(path)
    csrf = fields.fields if fields else forms(browser.get(path))["/logout"].fields
    return browser.post(path, data={**csrf, "do": do, "seat": [str(one) for one in picked]})


def test_the_proposal_says_why_for_each(scene: Scene) -> None:
    """Who is in is ticked; who is not is told why, under pseudonyms."""
    number, seats = wished(scene)

    page = scene.browser(INES).get(f"/sessions/{number}/group").text

    ticked = [f'value="{one}" checked' in page for one in seats]
    assert ticked == [True, True, False, False]
    assert "attend depuis le plus longtemps" in page
    assert f"même école que {seat(scene, seats[0]).pseudonym}" in page
    assert "d’un autre âge que le groupe" in page


def test_no_school_no_commune_and_no_age_is_shown(scene: Scene) -> None:
    """Only what follows from them."""
    number, _seats = wished(scene)

    page = scene.browser(INES).get(f"/sessions/{number}/group").text

    assert not any(word in page for word in (*SCHOOLS, "Genval", "Liège", "Namur", "Huy"))


def test_a_tick_shows_what_speaks_against(scene: Scene) -> None:
    """Whoever may know each other is marked, and the ages are told to be far apart."""
    number, seats = wished(scene)

    page = send(scene.browser(INES), number, seats[0], seats[2], seats[3]).text  # type: ignore[attr-defined]

    assert page.count("Attention") >= 2
    assert "peuvent se connaître" in page and "Les âges sont éloignés" in page
    assert "conviendrait" not in page.split(seat(scene, seats[2]).pseudonym)[0].split("person_row")[-1]


def test_each_is_invited_and_nobody_has_a_seat_yet(scene: Scene) -> None:
    """A yes of their own takes it."""
    number, seats = wished(scene)
    browser = scene.browser(INES)

    answer = send(browser, number, *seats[:2], do="invite")

    assert answer.headers["location"] == f"/sessions/{number}?done=invited#seats"  # type: ignore[attr-defined]
    assert [seat(scene, one).state for one in seats[:3]] == ["invited", "invited", "candidate"]
    assert "Déjà dans le groupe" in browser.get(f"/sessions/{number}/group").text


def test_nobody_ticked_is_nobody_invited(scene: Scene) -> None:
    """And somebody who is no candidate any more stops it all."""
    number, seats = wished(scene)
    browser = scene.browser(INES)

    nobody = send(browser, number, do="invite")
    send(browser, number, seats[0], do="invite")
    again = send(browser, number, seats[0], seats[1], do="invite")

    assert "Cochez au moins une personne" in nobody.text  # type: ignore[attr-defined]
    assert "n’est plus candidat" in again.text  # type: ignore[attr-defined]
    assert seat(scene, seats[1]).state == SeatState.CANDIDATE


def test_nobody_who_does_not_coordinate_composes(scene: Scene) -> None:
    """Not the leader, not a mediator elsewhere."""
    number, seats = wished(scene)

    for who, status in ((NADIA, 403), (MARC, 403)):
        browser = scene.browser(who)
        csrf = forms(browser.get("/sessions"))["/logout"].fields
        answer = browser.post(
            f"/sessions/{number}/group", data={**csrf, "do": "invite", "seat": str(seats[0])}
        )
        assert answer.status_code == status

    assert seat(scene, seats[0]).state == SeatState.CANDIDATE


def test_without_candidates_the_page_says_where_they_come_from(scene: Scene) -> None:
    """And those who are in already are told."""
    number = offered(scene, GROUP)

    page = scene.browser(INES).get(f"/sessions/{number}/group").text
    asks(scene, number)

    assert "Personne n’attend de place" in page
    assert "Le groupe proposé" in scene.browser(INES).get(f"/sessions/{number}/group").text
