"""Ready replies and the list of tags, at the panel."""

from dataclasses import replace

import pytest

from passerelle.tables import EntryKind
from passerelle.working import canned
from passerelle.working.canned import Wording
from tests.admin.browser import forms
from tests.admin.scene import BULLYING, Scene
from tests.people import INES, MARC, NADIA

TEXT = "Bonjour, je suis {member}, de {association}. Nous sommes là : {hours}."
FILLED = "Bonjour, je suis Nadia, de l’association. Nous sommes là : lundi–vendredi 09:00–18:00."


def ready(scene: Scene, *, language: str = "fr") -> int:
    """A reply that Inès approved."""
    with scene.house.database.writing() as session:
        ines, now = scene.member(INES), scene.clock()
        reply = canned.write(session, ines, Wording("Bienvenue", language, TEXT), now=now)
        canned.approve(session, ines, reply.id or 0, now=now, as_read_at=reply.changed_at)
    return reply.id or 0


def test_a_draft_is_offered_once_a_coordinator_approved_it(scene: Scene) -> None:
    """Nadia proposes, Inès approves, and it stands in the form of a case."""
    case_id, nadia, ines = scene.held_case(), scene.browser(NADIA), scene.browser(INES)
    nadia.send("/canned", "/canned", title="Bienvenue", language="fr", text=TEXT)
    before = nadia.get(f"/cases/{case_id}").text

    ines.send("/canned", "/canned/1/approve")

    assert "Bienvenue" not in before
    assert "Bienvenue" in nadia.get(f"/cases/{case_id}").text


def test_a_mediator_has_no_button_to_approve_and_no_way_to(scene: Scene) -> None:
    """Neither on the page nor by a form of their own."""
    nadia = scene.browser(NADIA)
    nadia.send("/canned", "/canned", title="Bienvenue", language="fr", text=TEXT)
    page = nadia.get("/canned")

    fields = forms(page)["/canned"].fields
    answer = nadia.post("/canned/1/approve", data={**fields, "as_read_at": scene.clock().isoformat()})

    assert "/canned/1/approve" not in page.text
    assert answer.status_code == 404
    assert "brouillon" in nadia.get("/canned").text


def test_a_ready_reply_comes_into_the_box_to_be_read_and_changed(scene: Scene) -> None:
    """Filled in, after what is there already; nothing is sent."""
    case_id, number = scene.held_case(), ready(scene)
    nadia, page = scene.browser(NADIA), f"/cases/{case_id}"
    form = forms(nadia.get(page))[f"{page}/reply"]

    answer = nadia.post(f"{page}/canned", data={**form.fields, "text": "Merci.", "canned_id": str(number)})

    assert f">Merci.\n{FILLED}</textarea>" in answer.text
    assert form.fields["key"] in answer.text
    assert EntryKind.STAFF not in {line.kind for line in scene.lines(case_id)}


@pytest.mark.parametrize("chosen", ["", "x", "999", "²", "9" * 30])
def test_choosing_none_keeps_what_is_written(scene: Scene, chosen: str) -> None:
    """Or says that it is gone, and breaks nothing."""
    case_id = scene.held_case()
    nadia, page = scene.browser(NADIA), f"/cases/{case_id}"
    form = forms(nadia.get(page))[f"{page}/reply"]

    answer = nadia.post(f"{page}/canned", data={**form.fields, "text": "Merci.", "canned_id": chosen})

    assert (answer.status_code, ">Merci.</textarea>" in answer.text) in {(200, True), (404, False)}


def test_replies_are_offered_in_the_persons_language(scene: Scene) -> None:
    """A French one is of no use to somebody who reads Dutch."""
    ready(scene)
    case_id = scene.held_case(headline=replace(BULLYING, language="nl"))

    assert "Bienvenue" not in scene.browser(NADIA).get(f"/cases/{case_id}").text


def test_marc_gets_nothing_filled_in_for_nadias_case(scene: Scene) -> None:
    """The case is not his."""
    case_id, number = scene.held_case(), ready(scene)
    marc = scene.browser(MARC)
    fields = forms(marc.get("/canned"))["/canned"].fields

    answer = marc.post(f"/cases/{case_id}/canned", data={**fields, "key": "a" * 32, "canned_id": str(number)})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "{pseudonym}"}, "Entre accolades"),
        ({"title": " "}, "Il manque"),
        ({"text": "x" * 1501}, "trop long"),
    ],
)
def test_what_is_wrong_with_a_wording_is_said_above_it(
    scene: Scene, typed: dict[str, str], said: str
) -> None:
    """And what was typed is still there."""
    wording = {"title": "Bienvenue", "language": "fr", "text": "Bonjour", **typed}

    answer = scene.browser(NADIA).send("/canned", "/canned", **wording)

    assert answer.status_code == 422
    assert said in answer.text and wording["text"] in answer.text


def test_an_approved_reply_can_be_changed_and_taken_away(scene: Scene) -> None:
    """A change makes a draft of it; the coordinator takes it away."""
    number, ines = ready(scene), scene.browser(INES)

    ines.send(f"/canned/{number}", "/canned", title="Bienvenue", language="fr", text="Bonjour")
    changed = ines.get("/canned").text
    ines.send("/canned", f"/canned/{number}/remove")

    assert "brouillon" in changed and "approuvée" not in changed
    assert "Aucune réponse prête" in ines.get("/canned").text


def test_a_coordinator_keeps_the_tags_and_a_case_has_them(scene: Scene) -> None:
    """Ines adds one, Nadia ticks it, the queue can be asked for it."""
    case_id, nadia, ines = scene.held_case(), scene.browser(NADIA), scene.browser(INES)
    ines.send("/canned", "/tags", name="avec l’école")

    nadia.send(f"/cases/{case_id}", f"/cases/{case_id}/tags", tag="avec-l-ecole")

    assert '<span class="badge">avec l’école</span>' in nadia.get(f"/cases/{case_id}").text
    assert f'id="case_{case_id}"' in nadia.get("/?tag=avec-l-ecole").text
    assert f'id="case_{case_id}"' not in nadia.get("/?tag=autre").text


def test_a_mediator_does_not_change_the_list_of_tags(scene: Scene) -> None:
    """It is closed."""
    ines, nadia = scene.browser(INES), scene.browser(NADIA)
    ines.send("/canned", "/tags", name="relance")
    fields = forms(nadia.get("/canned"))["/canned"].fields

    answers = [nadia.post(path, data={**fields, "name": "x"}) for path in ("/tags", "/tags/relance/remove")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "relance" in nadia.get("/canned").text


def test_a_tag_goes_when_the_coordinator_takes_it_away(scene: Scene) -> None:
    """After asking."""
    ines = scene.browser(INES)
    ines.send("/canned", "/tags", name="relance")

    ines.send("/canned", "/tags/relance/remove")

    assert "Aucune étiquette" in ines.get("/canned").text
    assert ines.send("/canned", "/tags", name="…").status_code == 422
