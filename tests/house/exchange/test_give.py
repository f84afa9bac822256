"""The directory goes out: what may leave, in every format, and comes back the same."""

import io
from dataclasses import replace

import pytest

from passerelle.directory import store
from passerelle.directory.records import Address
from passerelle.directory.vocabulary import Status
from passerelle.errors import Refused
from passerelle.exchange import formats
from passerelle.exchange.bring import bring
from passerelle.exchange.fates import Fate
from passerelle.exchange.give import FORMATS, give, public
from passerelle.exchange.plan import plan
from tests.house.directory.shelf import LIEGE, LISTENING, THE_BRIDGE, like_the_bridge, puts
from tests.house.exchange.files import removes

REFUGE = like_the_bridge(
    "refuge",
    is_protected=True,
    services=(replace(LISTENING, reach=replace(THE_BRIDGE.reach, address=LIEGE)),),
)


def gives(house, format_name, **options):
    """What is written."""
    out = io.BytesIO()
    with house.database.reading() as session:
        count = give(session, format_name, out, today=house.clock().date(), **options).records
    return count, out.getvalue()


def test_only_what_people_are_sent_to_goes_out(house):
    """No draft, nothing suspended or removed."""
    drafts = (like_the_bridge(f"s-{status}", status=status) for status in Status)
    puts(house, THE_BRIDGE, like_the_bridge("gone"), *drafts)
    removes(house, "gone")

    with house.database.reading() as session:
        assert [structure.id for structure in public(session)] == ["le-pont", "s-active"]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_protected_address_never_goes_out(house, format_name):
    """Neither the structure's nor a service's."""
    puts(house, REFUGE)
    with house.database.reading() as session:
        (given,) = public(session)

    assert given.reach.address == given.services[0].reach.address == Address(country="BE")
    assert b"Rue du Pont" not in gives(house, format_name)[1]


@pytest.mark.parametrize("format_name", ["csv", "xlsx", "hsds"])
def test_what_went_out_comes_in_the_same(house, tmp_path, format_name):
    """Also the protected address, which the file does not have."""
    puts(house, REFUGE, *(like_the_bridge(f"s{n:03}") for n in range(600)))
    file = tmp_path / f"out.{format_name}"
    count, content = gives(house, format_name)
    file.write_bytes(content)

    brought = formats.read(file, formats.guess(file))
    assert count == 601
    assert plan(house.database, brought, now=house.clock()).counts == {Fate.SAME: 601}


def test_an_own_export_brought_in_takes_no_address_away(house, tmp_path):
    """The refuge is still where it was."""
    puts(house, REFUGE)
    file = tmp_path / "out.csv"
    file.write_bytes(gives(house, "csv")[1])
    for _ in range(2):
        bring(
            house.database,
            formats.read(file, formats.guess(file)),
            format_name="template",
            now=house.clock(),
        )

    with house.database.reading() as session:
        assert store.find(session, "refuge").structure == REFUGE


def test_another_format_is_refused(house):
    """With those that there are."""
    with pytest.raises(Refused, match="csv, xlsx, data-inclusion, hsds"):
        gives(house, "pdf")
