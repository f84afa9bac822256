"""Codes that people read aloud, write down and type again: their signs, how they are drawn, shown and read."""

import secrets

SIGNS = "ACDEFHJKLMNPRTUVWXY34679"  # none that is taken for another, by ear or by eye


def draw(length: int, signs: str = SIGNS) -> str:
    """Draw a code from the system's randomness."""
    return "".join(secrets.choice(signs) for _ in range(length))


def in_halves(code: str) -> str:
    """Write a code as it is read aloud: "K7QP-3MHD"."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"


def typed(text: str) -> str:
    """The signs of a code, however somebody typed it."""
    return "".join(sign for sign in text.upper() if sign.isalnum())
