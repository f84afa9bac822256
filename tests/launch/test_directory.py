"""`passerelle directory search`: what somebody would be proposed, as text and as JSON."""

import json

import pytest

from launch import directory
from passerelle import helplines, settings
from passerelle.directory import store
from passerelle.errors import Misconfigured
from passerelle.installation import open_house
from tests.fakes import MovableClock
from tests.house.directory.asking import offers


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A house with one record in it."""
    folder = tmp_path_factory.mktemp("directory")
    read = settings.read({"PASSERELLE_DATA_DIR": str(folder)}, folder=folder)
    house = open_house(read, clock=MovableClock())
    with house.database.writing() as session:
        store.put(session, offers("le-pont"), now=house.clock())
    house.close()
    yield read
    helplines.use(None)


@pytest.fixture
def search(here, capsys):
    """Search as the command does; gives what was printed."""

    def act(**changes):
        asked = {"topic": "bullying", "age": 16, "place": "4000", "language": "fr", "as_json": True}
        assert directory.search(here, **{**asked, **changes}, clock=MovableClock()) == 0
        return capsys.readouterr().out

    return act


def test_a_search_is_told_as_json(search):
    """With the place that was understood, the step, the reasons and what to mind."""
    told = json.loads(search())

    (proposal,) = told["proposals"]
    assert (told["place"]["code"], told["other_places"], told["step"]) == ("62063", [], "own_area")
    assert (proposal["id"], proposal["phones"]) == ("le-pont", ["103"])
    assert proposal["reasons"]["topic"] == "bullying" and proposal["flags"] == {"to_verify": None}
    assert told["emergency"][0]["contact"] == "112" and told["lines"]


def test_a_place_that_may_be_several_is_the_likeliest_and_the_others_are_named(search):
    """In the JSON and in the text."""
    told = json.loads(search(place="evry"))
    assert told["place"]["code"] == "91228" and [p["code"] for p in told["other_places"]] == ["89162"]

    assert "Autres lieux possibles\u00a0: 89140 Évry (Yonne)." in search(place="evry", as_json=False)


def test_a_search_is_told_as_text(search):
    """One line each, and whom to call."""
    printed = search(as_json=False)

    assert "1. le-pont (fictif) · Écoute" in printed and "\n112 " in printed


def test_nothing_has_to_be_said(search):
    """Neither a topic, nor an age, nor a place, nor a language."""
    told = json.loads(search(topic=None, age=None, place=None, language=None))

    assert told["place"] is None and told["step"] == "national" and told["lines"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"topic": "nothing"}, "no topic nothing; the topics are addiction"),
        ({"place": "nulle part"}, "No place is known as “nulle part”"),
        ({"age": -1}, "from 0 to 120"),
    ],
)
def test_a_mistake_is_one_sentence(search, asked, sentence):
    """That says what to do."""
    with pytest.raises(Misconfigured, match=sentence):
        search(**asked)
