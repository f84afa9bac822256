"""What the team verifies: laid over the registry at once, kept whole, and ignored when it is broken."""

from datetime import UTC, date, datetime, timedelta

import pytest

from passerelle import helplines
from passerelle.errors import Misconfigured
from passerelle.helplines import ZONES, Due, overlay
from passerelle.helplines.lines import packaged

TODAY = date(2026, 11, 23)
NIGHT = datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _registry_alone():
    """No test inherits what another verified."""
    helplines.use(None)
    yield
    helplines.use(None)


def verify(file, line_id, **told):
    """Verify a line today, in a file that is used from then on."""
    helplines.use(file)
    line = next(line for line in helplines.every() if line.id == line_id)
    return helplines.verified(file, line, **{"by": "NB", "today": TODAY, **told})


@pytest.mark.parametrize(("age", "is_due"), [(0, False), (90, False), (91, True), (-1, True)])
def test_a_verification_lasts_ninety_days(tmp_path, age, is_due):
    """One from the future is a mistake, and does not count."""
    verify(tmp_path / "h.json", "be-103", today=TODAY - timedelta(days=age))

    assert helplines.is_to_verify(helplines.get("be-103"), TODAY) is is_due
    assert helplines.reasons(helplines.get("be-103"), TODAY) == ((Due.OLD,) if is_due else ())


def test_an_emergency_number_is_given_without_reserve():
    """Though the team has to have called it once."""
    line = helplines.get("fr-114")

    assert not helplines.is_to_verify(line, TODAY)
    assert helplines.reasons(line, TODAY) == (Due.NEVER,)


def test_what_sources_leave_open_is_due():
    """Each with why."""
    found = {line.id: why for line, why in helplines.due(helplines.every(), TODAY)}

    assert found["fr-116000"] == (Due.NEVER, Due.CONFLICT)
    assert found["fr-3919"] == (Due.NEVER, Due.UNSOURCED)
    assert found["fr-sosamitie"] == (Due.NEVER, Due.CONFLICT, Due.UNSOURCED)
    assert "fr-3020" not in found and len(found) == 45


def test_a_verified_line_comes_in_at_once(tmp_path):
    """With the hours that were heard, without a restart."""
    file = tmp_path / "h.json"
    assert "fr-3919" not in {line.id for line in helplines.registry()}

    verify(file, "fr-3919", opening_hours=" 24/7 ")
    choice = helplines.lines_for("FR", ["fr"], topic="violence", now=NIGHT, zone=ZONES["FR"])
    assert "fr-3919" in {offer.line.id for offer in choice.lines}
    verify(file, "fr-3919", today=TODAY + timedelta(days=80))
    assert overlay.read(file)["fr-3919"].opening_hours == "24/7"


def test_a_line_that_is_gone_is_no_longer_given(tmp_path):
    """Until somebody answers there again."""
    verify(tmp_path / "h.json", "be-103", is_gone=True)
    assert "be-103" not in {line.id for line in helplines.registry()}

    verify(tmp_path / "h.json", "be-103")
    assert "be-103" in {line.id for line in helplines.registry()}


@pytest.mark.parametrize(
    ("line_id", "told", "sentence"),
    [
        ("fr-3020", {}, "fr-3018"),
        ("be-112", {"is_gone": True}, "emergency"),
        ("be-103", {"by": "Nadia Bernard"}, "initials"),
        ("be-103", {"by": "42"}, "initials"),
        ("be-103", {"opening_hours": "tous les jours"}, "tous les jours"),
    ],
)
def test_what_cannot_be_verified_so_is_refused(tmp_path, line_id, told, sentence):
    """In a sentence, and nothing is written."""
    with pytest.raises(Misconfigured, match=sentence):
        verify(tmp_path / "h.json", line_id, **told)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        '{"lines": 3}',
        '{"lines": {"be-103": {}}}',
        '{"lines": {"be-103": {"verified_on": "soon", "verified_by": "NB"}}}',
        '{"lines": {"be-103": {"verified_on": "2026-11-20", "verified_by": "NB", "opening_hours": "?"}}}',
        "[" * 100_000,
    ],
)
def test_a_broken_file_is_named_and_ignored(tmp_path, caplog, broken):
    """SOS goes on with the registry; the file is told once, and never written over."""
    file = tmp_path / "h.json"
    file.write_text(broken, encoding="utf-8")
    helplines.use(file)

    assert helplines.every() == helplines.every() == packaged()
    assert len(caplog.records) == 1 and str(file) in caplog.text
    with pytest.raises(Misconfigured, match=r"h\.json"):
        verify(file, "be-103")


def test_a_file_that_is_mended_counts_again(tmp_path):
    """At the next question."""
    file = tmp_path / "h.json"
    file.write_text("{", encoding="utf-8")
    helplines.use(file)
    assert helplines.get("be-103").verified_on is None

    file.write_text('{"lines": {"be-103": {"verified_on": "2026-11-20", "verified_by": "NB"}}}')
    assert helplines.get("be-103").verified_on == date(2026, 11, 20)


def test_a_disk_that_refuses_leaves_what_was_there(tmp_path, monkeypatch):
    """The file is whole or not at all."""
    file = tmp_path / "h.json"
    verify(file, "be-103")
    before = file.read_bytes()
    monkeypatch.setattr(overlay.os, "fsync", lambda _: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(Misconfigured, match="cannot be written"):
        verify(file, "be-107")
    assert file.read_bytes() == before and list(tmp_path.iterdir()) == [file]
