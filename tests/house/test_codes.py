"""Codes that are read aloud: no two signs sound or look alike, and however one types them they are the same."""

from passerelle import codes


def test_no_sign_is_taken_for_another():
    """Neither 0 and O, 1 and I, 8 and B, nor 5 and S."""
    assert not set(codes.SIGNS) & set("0O1I8B5S2ZGQ") and len(set(codes.SIGNS)) == 24


def test_a_code_is_read_as_it_was_written():
    """With blanks, a dash or small letters."""
    drawn = codes.draw(8)

    assert codes.typed(f" {codes.in_halves(drawn).lower()} ") == drawn
