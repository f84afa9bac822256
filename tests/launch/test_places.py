"""`passerelle places`: candidates as JSON."""

import json

from launch.cli import main


def test_candidates_are_printed_as_json(capsys):
    """With what the next program needs, and nothing else."""
    assert main(["places", "1332"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert [set(place) for place in found] == [
        {"country", "postcode", "commune", "code", "area", "lat", "lon"}
    ]
    assert (found[0]["commune"], found[0]["code"]) == ("Rixensart", "25091")


def test_an_unknown_place_is_an_empty_list(capsys):
    """And no error."""
    assert main(["places", "nulle part"]) == 0
    assert json.loads(capsys.readouterr().out) == []
