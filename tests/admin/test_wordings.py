"""The pages on which sentences are reworded: found, tried, published, undone, looked at twice, and orphaned."""

from html import unescape

import httpx
import pytest

from passerelle import journal, wordings
from passerelle.journal import Action
from passerelle.tables import Role
from passerelle.wordings import Written, digest
from tests.admin.browser import Browser, forms
from tests.admin.scene import Scene
from tests.admin.test_team import becomes
from tests.people import INES, MARC, NADIA

NBSP = "\u00a0"
CONFLICT = f"Le conflit, c’est avec qui{NBSP}?"
ENVY = ("De quoi as-tu envie", "De quoi avez-vous envie")
SAFE = "Y a-t-il des coups ou des menaces, en ce moment"
OURS = f"Ce conflit, c’est avec qui{NBSP}?"


def key_of(scene: Scene, begins: str) -> str:
    """The key of the sentence that begins so."""
    rewording = scene.app.state.panel.rewording
    return next(key for key, one in rewording.sentences.items() if one.sources[0].startswith(begins))


def writes(
    browser: Browser, key: str, *texts: str, do: str = "publish", language: str = "fr"
) -> httpx.Response:
    """Fill in the form of a sentence and press a button."""
    typed = {f"text{n}": text for n, text in enumerate(texts)}
    page = f"/wordings/{key}?language={language}"
    return browser.send(page, f"/wordings/{key}", do=do, language=language, **typed)


def presses(browser: Browser, key: str, button: str, language: str = "fr") -> httpx.Response:
    """Press one of the other buttons of the page of a sentence."""
    return browser.send(f"/wordings/{key}?language={language}", f"/wordings/{key}/{button}")


def read(scene: Scene, source: str = CONFLICT, language: str = "fr") -> str | None:
    """What people read instead of a sentence; None where they read it as it ships."""
    with scene.house.database.reading() as session:
        return wordings.published(session).get(language, {}).get(source)


@pytest.mark.parametrize("role", list(Role))
def test_only_who_may_set_the_house_meets_the_sentences(scene: Scene, role: Role) -> None:
    """The coordination and the administration."""
    browser = scene.browser(becomes(scene, MARC, role))
    allowed = role in {Role.COORDINATOR, Role.ADMINISTRATOR}

    for path in ("/wordings", f"/wordings/{key_of(scene, CONFLICT)}"):
        assert browser.get(path).status_code == (200 if allowed else 403)


def test_a_sentence_is_found_by_its_words_and_its_conversation(scene: Scene) -> None:
    """In French or in the language that is looked at."""
    browser = scene.browser(INES)

    found = browser.get("/wordings?q=conflit AVEC&group=mediation").text
    dutch = browser.get("/wordings?language=nl&group=mediation&q=conflit").text
    nothing = browser.get("/wordings?q=hippopotame").text

    assert CONFLICT in found and "trouvées\u00a0: 1" in found
    assert "trouvées\u00a0: 1" in dutch and CONFLICT not in dutch
    assert "Aucune phrase ne correspond" in nothing


def test_many_sentences_are_shown_page_by_page(scene: Scene) -> None:
    """What was asked goes along."""
    browser = scene.browser(INES)
    first = browser.get("/wordings?q=tu").text

    assert "begin=30" in first and "q=tu" in first
    assert browser.get("/wordings?q=tu&begin=30").text.count('class="wording_row"') == 30


def test_a_wording_is_tried_on_the_phone_and_nothing_is_kept(scene: Scene) -> None:
    """In its message, with its buttons."""
    page = writes(scene.browser(INES), key_of(scene, CONFLICT), "Ce conflit, c'est avec qui ?", do="preview")

    assert f'dir="auto">{OURS}</div>' in page.text and "Des voisins</span>" in page.text
    assert "une fois publiée" in page.text and read(scene) is None


def test_a_published_wording_is_marked_journaled_and_taken_back(scene: Scene) -> None:
    """Undone to what was before, and then to how it ships."""
    browser, key = scene.browser(INES), key_of(scene, CONFLICT)

    done = browser.get(writes(browser, key, OURS).headers["location"]).text
    assert read(scene) == OURS and "C’est publié" in done
    assert OURS in browser.get("/wordings?mark=changed").text
    writes(browser, key, f"C’est avec qui{NBSP}?")
    presses(browser, key, "undo")
    before = read(scene)
    presses(browser, key, "original")

    assert before == OURS and read(scene) is None
    with scene.house.database.reading() as session:
        assert journal.lines(session, before=None, limit=1)[0].action == Action.WORDING_CHANGED


def test_both_registers_are_published_together(scene: Scene) -> None:
    """One alone is refused in its place; emptied, both are as they ship."""
    browser, key = scene.browser(INES), key_of(scene, ENVY[0])
    sources = scene.app.state.panel.rewording.sentences[key].sources

    alone = writes(browser, key, f"Tu veux quoi{NBSP}?", "")
    assert alone.status_code == 422 and "Écrivez aussi cette version" in alone.text
    writes(browser, key, f"Tu veux quoi{NBSP}?", f"Vous voulez quoi{NBSP}?")
    both = [read(scene, source) for source in sources]
    writes(browser, key, "", "")

    assert both == [f"Tu veux quoi{NBSP}?", f"Vous voulez quoi{NBSP}?"]
    assert [read(scene, source) for source in sources] == [None, None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Calme-toi, c’est avec qui", "promet ce que personne ne peut tenir"),
        ("C’est avec {presence}", "mots entre accolades"),
        ("Appelle le 0470", "Gardez les mêmes numéros"),
        ("mot " * 300, "trop long pour un téléphone"),
    ],
)
def test_what_may_not_be_said_is_told_in_its_place(scene: Scene, text: str, says: str) -> None:
    """Nothing typed is lost, nothing is kept."""
    page = writes(scene.browser(INES), key_of(scene, CONFLICT), text)

    assert page.status_code == 422 and says in page.text and 'id="text0_error"' in page.text
    assert text.strip() in unescape(page.text) and read(scene) is None


def test_a_sentence_about_a_danger_waits_for_a_colleague(scene: Scene) -> None:
    """Who proposed it cannot approve it; a colleague reads it and does."""
    proposer = scene.browser(INES)
    colleague, key = scene.browser(becomes(scene, MARC, Role.ADMINISTRATOR)), key_of(scene, SAFE)
    (source,) = scene.app.state.panel.rewording.sentences[key].sources
    ours = f"Y a-t-il des coups, ou des menaces, là{NBSP}?"

    writes(proposer, key, ours)
    assert read(scene, source) is None and "/approve" not in proposer.get(f"/wordings/{key}").text
    assert ours in colleague.get("/wordings").text
    presses(colleague, key, "approve")

    assert read(scene, source) == ours


def test_one_does_not_approve_ones_own_nor_what_changed_meanwhile(scene: Scene) -> None:
    """A forged form is refused, and so is a page that is too old."""
    proposer, colleague = scene.browser(INES), scene.browser(becomes(scene, MARC, Role.COORDINATOR))
    key = key_of(scene, SAFE)
    (source,) = scene.app.state.panel.rewording.sentences[key].sources
    writes(proposer, key, f"Des coups, là{NBSP}?")
    own = forms(proposer.get(f"/wordings/{key}"))[f"/wordings/{key}/refuse"].fields
    old = forms(colleague.get(f"/wordings/{key}"))[f"/wordings/{key}/approve"].fields

    forged = proposer.post(f"/wordings/{key}/approve", data={**own, "read0": f"Des coups, là{NBSP}?"})
    writes(proposer, key, f"Des menaces, là{NBSP}?")
    late = colleague.post(f"/wordings/{key}/approve", data=old)

    assert forged.status_code == late.status_code == 409 and read(scene, source) is None


def test_a_proposal_is_taken_back(scene: Scene) -> None:
    """By whoever wrote it, or another."""
    browser, key = scene.browser(INES), key_of(scene, SAFE)
    writes(browser, key, f"Des coups, là{NBSP}?")

    page = browser.get(presses(browser, key, "refuse").headers["location"]).text

    assert "La proposition est retirée" in page and "À relire par" not in page


@pytest.mark.parametrize("begins", ["🆘 SOS", "🙋 Quelqu’un", "Bonjour 👋 Je suis un robot", "Rappel"])
def test_what_has_to_be_said_cannot_be_reworded(scene: Scene, begins: str) -> None:
    """The page says why, and a forged form finds nothing."""
    browser, key = scene.browser(INES), key_of(scene, begins)
    page = browser.get(f"/wordings/{key}")
    token = forms(page)["/logout"].fields

    forged = browser.post(
        f"/wordings/{key}", data={**token, "language": "fr", "text0": "Rien", "do": "publish"}
    )

    assert "Cette phrase ne change pas" in page.text and "<textarea" not in page.text
    assert forged.status_code == 404


def test_a_wording_whose_sentence_is_gone_is_listed_and_erased(scene: Scene) -> None:
    """After an update that no longer says it."""
    browser, written = scene.browser(INES), Written("Une vieille phrase", "fr", "La nôtre")
    with scene.house.database.writing() as session:
        wordings.publish(session, scene.member(INES), written, now=scene.clock())
    page = browser.get("/wordings")
    action = next(action for action in forms(page) if "orphans" in action)

    browser.send("/wordings", action)

    assert "Une vieille phrase" in page.text and "La nôtre" in page.text
    assert read(scene, "Une vieille phrase") is None and "vieille" not in browser.get("/wordings").text


@pytest.mark.parametrize(
    "path",
    ["/wordings/0000000000000000", "/wordings?language=xx", f"/wordings/{digest(CONFLICT)}?language=xx"],
)
def test_what_is_not_there_is_not_there(scene: Scene, path: str) -> None:
    """A key of nobody, a language of nobody."""
    assert scene.browser(INES).get(path).status_code == 404


def test_a_mediator_publishes_nothing(scene: Scene) -> None:
    """Their form is refused."""
    browser = scene.browser(NADIA)
    token = forms(browser.get("/"))["/logout"].fields
    key = key_of(scene, CONFLICT)

    assert browser.post(f"/wordings/{key}", data={**token, "text0": OURS, "do": "publish"}).status_code == 403
    assert read(scene) is None
