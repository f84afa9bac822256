"""What somebody is called in one session: an animal that nobody else of the session has, kept from the wish to the end."""

import secrets

from sqlmodel import Session, select

from passerelle.listening.tables import Seat
from passerelle.pseudonyms import ANIMALS


def draw(session: Session, session_id: int) -> str:
    """Draw an animal that nobody in this session has or had; with a number once they are all in use."""
    taken = set(session.exec(select(Seat.pseudonym).where(Seat.session_id == session_id)).all())
    number = 1
    while True:
        ending = "" if number == 1 else f" {number}"
        left = [animal + ending for animal in ANIMALS if animal + ending not in taken]
        if left:
            return secrets.choice(left)
        number += 1
