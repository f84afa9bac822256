"""What can go wrong on purpose: one tree, so that each door catches what is its own."""

import pytest

from passerelle import errors
from passerelle.errors import Gone, PasserelleError, Refused, TryLater, Undelivered, Unsendable

PUBLIC = [error for error in vars(errors).values() if isinstance(error, type)]


@pytest.mark.parametrize("error", PUBLIC, ids=lambda error: error.__name__)
def test_every_error_is_of_the_family_and_says_what_it_means(error):
    """Whoever catches PasserelleError has them all; the tree on top of the file names each."""
    assert issubclass(error, PasserelleError) and error.__doc__.endswith(".")
    assert error.__name__ in errors.__doc__


def test_delivery_fails_in_three_ways():
    """Never again to this person, never again this message, or not now."""
    assert all(issubclass(error, Undelivered) for error in (Gone, Unsendable, TryLater))
    assert Unsendable("too_long").code == "too_long"
    assert TryLater(5).after_seconds == 5 and not TryLater(5).everyone
    assert TryLater(5, everyone=True).everyone and str(TryLater(5)) == "after 5.0 s"


def test_what_staff_are_told_is_a_refusal():
    """One handler of the panel catches them all."""
    assert {error.__name__ for error in PUBLIC if issubclass(error, Refused)} == {
        "Refused",
        "NotFound",
        "TakenAlready",
        "SignInRefused",
    }
