"""The queue, filtered and by pages, at the panel."""

from dataclasses import replace

import pytest

from passerelle.queue import PAGE
from tests.admin.scene import BULLYING, Scene
from tests.people import ALEX, INES, MARC, NADIA, Person

ELSEWHERE = replace(BULLYING, topic="school", age_band="adult", area="Namur", language="nl")


@pytest.mark.parametrize("query", ["topic=bullying", "age_band=12-17", "area=Li%C3%A8ge", "language=fr"])
def test_a_filter_shows_what_matches(scene: Scene, query: str) -> None:
    """By a plain address that can be kept and sent."""
    case, other = scene.case(), scene.case(person=ALEX, headline=ELSEWHERE)

    page = scene.browser(NADIA).get(f"/?{query}").text

    assert f'id="case_{case}"' in page and f'id="case_{other}"' not in page
    assert "Tout montrer" in page


def test_the_live_page_keeps_the_filter(scene: Scene) -> None:
    """What comes by itself is what was asked for."""
    scene.case()

    page = scene.browser(NADIA).get("/?topic=school&list=waiting").text

    assert 'hx-sse:connect="/live?list=waiting&amp;topic=school"' in page
    assert "Rien qui corresponde" in page


def test_one_list_can_be_asked_for(scene: Scene) -> None:
    """The others are counted, and not shown."""
    scene.held_case()

    page = scene.browser(NADIA).get("/?list=mine").text

    assert 'id="mine"' in page and 'id="waiting"' not in page and 'id="team"' not in page


@pytest.mark.parametrize(
    "query", ["list=x", "after=x", "topic=x&tag=x", "is_unread=x", "after=1-1-1", "age_band=%00"]
)
def test_an_address_that_means_nothing_breaks_nothing(scene: Scene, query: str) -> None:
    """Whoever typed it sees a queue."""
    assert scene.browser(NADIA).get(f"/?{query}").status_code == 200


def test_a_long_list_goes_on_on_the_next_page(scene: Scene) -> None:
    """Fifty on a page, counted whole, each once."""
    opened = [scene.case(person=Person("Sam", 7_600_000_000 + number)) for number in range(PAGE + 3)]
    nadia = scene.browser(NADIA)
    first = nadia.get("/?list=waiting").text

    address = first.split('class="more"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    second = nadia.get(address).text

    assert f'<span class="count">{PAGE + 3}</span>' in first
    for number, case_id in enumerate(opened):
        assert (f'id="case_{case_id}"' in first, f'id="case_{case_id}"' in second) == (
            number < PAGE,
            number >= PAGE,
        )


def test_filtering_tells_marc_nothing_of_nadias_cases(scene: Scene) -> None:
    """Neither the case nor its topic among what there is to filter by."""
    case_id = scene.held_case(NADIA)
    marc = scene.browser(MARC)

    assert f'id="case_{case_id}"' in marc.get("/").text
    for query in ("topic=bullying", "area=Li%C3%A8ge", "is_unread=1"):
        assert f'id="case_{case_id}"' not in marc.get(f"/?{query}").text
    assert f'id="case_{case_id}"' in scene.browser(INES).get("/?topic=bullying").text
