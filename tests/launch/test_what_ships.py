"""What ships is without fault: our conversations, cards and notices, in every language that they promise."""

from io import StringIO

from launch import check


def test_what_ships_is_without_fault():
    """The same verdict as `passerelle check`; a finding is printed as an author would read it."""
    out = StringIO()

    assert check.run(out=out) == 0, out.getvalue()
