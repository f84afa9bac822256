"""Alerts by mail, over a real SMTP server on the loopback."""

import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from passerelle.alerts import mail
from passerelle.alerts.sending import Letter
from passerelle.alerts.tables import Kind
from passerelle.errors import TryLater, Unsendable
from passerelle.settings import Mail
from tests.mailbox import mailbox
from tests.people import NADIA

SENDER = "Passerelle <alertes@asso.example>"
LETTER = Letter(
    number=7,
    kind=Kind.OPENED,
    case_id=3,
    is_urgent=True,
    text="Nouvelle demande · urgente · Liège · 12–17",
    attempts=0,
    email=NADIA.email,
    created_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
)


@pytest.fixture
def box():
    """A mail server."""
    with mailbox() as found:
        yield found


def to(box, **more):
    """Settings that lead to this server."""
    return replace(Mail("127.0.0.1", box.port, SENDER, starts_tls=False), **more)


def send(box, letter=LETTER, panel_url="https://equipe.asso.example", **more):
    """Write and send a letter."""
    mail.send(to(box, **more), mail.compose(letter, sender=SENDER, panel_url=panel_url))


def test_a_letter_holds_the_line_and_the_way_to_the_queue(box):
    """Plain text, in the reader's own hands only."""
    send(box)

    (recipient, letter) = box.wait_for(1)[0]
    body = letter.get_content()
    assert recipient == letter["To"] == NADIA.email
    assert letter.get_content_type() == "text/plain"
    assert body.startswith(f"{LETTER.text}\n\nhttps://equipe.asso.example/\n")


def test_a_subject_is_neutral_and_headers_tell_no_more_than_needed(box):
    """Not the name of this machine, nor a number of a case."""
    send(box)

    (_, letter) = box.wait_for(1)[0]
    assert letter["Subject"] == "Passerelle\u00a0: une demande attend"
    assert letter["From"] == SENDER and letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@asso.example>")
    assert socket.gethostname() not in str(letter) + str(box.heard[0])


def test_the_same_alert_sent_again_is_the_same_letter(box):
    """So that a mail program may show it once."""
    send(box)
    send(box, replace(LETTER, attempts=1))

    assert len({letter["Message-ID"] for _, letter in box.wait_for(2)}) == 1


def test_a_letter_without_an_address_of_the_panel_has_no_link(box):
    """And news has its own subject."""
    send(box, replace(LETTER, kind=Kind.NEWS, is_urgent=False), panel_url="")

    (_, letter) = box.wait_for(1)[0]
    assert "http" not in letter.get_content() and letter["Importance"] is None
    assert letter["Subject"] == mail.SUBJECT_OF_NEWS


def test_a_password_is_shown_to_the_server_when_there_is_one(box):
    """AUTH comes before the letter."""
    send(box, user="passerelle", password="un secret")

    assert [line.split()[0].upper() for line in box.heard[:2]] == ["EHLO", "AUTH"]


@pytest.mark.parametrize(
    ("verb", "answer", "error"),
    [
        ("RCPT", "550 no such mailbox", Unsendable),
        ("RCPT", "450 busy", TryLater),
        ("MAIL", "553 not you", Unsendable),
        ("DATA", "451 later", TryLater),
        ("DATA", "554 refused", Unsendable),
        ("EHLO", "421 closing", TryLater),
    ],
)
def test_what_a_server_refuses_is_given_up_or_tried_again(box, verb, answer, error):
    """By its first digit."""
    box.refusals[verb] = [answer, answer]
    if verb == "EHLO":
        box.refusals["HELO"] = [answer]

    with pytest.raises(error):
        send(box)
    assert box.letters == []


def test_a_wrong_password_may_be_mended(box):
    """The letter is tried again."""
    box.refusals["AUTH"] = ["535 no"] * 3

    with pytest.raises(TryLater):
        send(box, user="passerelle", password="faux")


def test_a_letter_is_not_sent_in_the_open_when_the_server_cannot_encrypt(box):
    """STARTTLS was asked for."""
    with pytest.raises(TryLater):
        send(box, starts_tls=True)
    with pytest.raises(TryLater):
        send(box, starts_tls=False, is_tls=True)

    assert box.letters == []


def test_a_server_that_is_not_there_is_tried_again():
    """Nothing listens on this port."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings = Mail("127.0.0.1", nobody.getsockname()[1], SENDER, starts_tls=False)
        with pytest.raises(TryLater):
            mail.send(settings, mail.compose(LETTER, sender=SENDER, panel_url=""))


@pytest.mark.parametrize("address", ["nadia", "nadia@", "a@b\r\nBcc: marc@example.org", "", "<@>"])
def test_an_address_that_is_none_is_given_up(address):
    """Nor can it bring a header along."""
    with pytest.raises(Unsendable):
        mail.compose(replace(LETTER, email=address), sender=SENDER, panel_url="")
