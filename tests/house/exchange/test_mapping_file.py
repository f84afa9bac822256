"""A mapping that is wrong is refused with the key that is."""

import pytest

from passerelle.exchange import mapping
from tests.house.exchange.tables import refusal

RIGHT = {"source": "liste", "id": "n", "columns": {"name": "nom"}}


def test_the_shortest_mapping_is_right():
    """A source, a number, a name."""
    assert mapping.of(RIGHT).columns == {"n", "nom"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colums": {}}, "colums"),
        ({"source": ""}, "source"),
        ({"id": []}, "id"),
        ({"id": [1]}, "id"),
        ({"country": 3}, "country"),
        ({"columns": {"nom": "nom"}}, "name"),
        ({"columns": {"name": "nom", "adress.street": "rue"}}, "address.street"),
        ({"columns": {"name": {"form": "nom"}}}, "from"),
        ({"columns": {"name": {"from": ["nom"], "convert": "lambert"}}}, "lambert93"),
        ({"columns": {"name": {"from": ["nom"], "convert": "first", "join": " "}}}, "join"),
        ({"columns": []}, "columns"),
        ({"service": {"topic": "x"}}, "topics"),
        ({"service": {"topics": {"a": 1}}}, "service.topics"),
        ({"values": {"kind": ["a"]}}, "kind"),
    ],
)
def test_a_wrong_key_is_named(changes, words):
    """With the one that was probably meant."""
    assert words in refusal(lambda: mapping.of(RIGHT | changes))


def test_a_file_that_is_no_json_is_refused(tmp_path):
    """A comma too many."""
    path = tmp_path / "m.json"
    path.write_text("{,}")

    assert "virgules" in refusal(lambda: mapping.load(path))
    assert "objet JSON" in refusal(lambda: mapping.of([]))
