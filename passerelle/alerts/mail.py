"""Alerts by mail: plain text with a neutral subject, sent over SMTP, one letter a connection. No content of a case is ever in one.

Passwords and letters are never sent in the open but to this machine. What a server says is never logged: it may quote an address.
"""

import smtplib
import ssl
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from passerelle.alerts.sending import Letter
from passerelle.alerts.tables import Kind
from passerelle.errors import TryLater, Unsendable
from passerelle.settings import Mail

SUBJECT = "Passerelle\u00a0: une demande attend"
SUBJECT_OF_NEWS = "Passerelle\u00a0: du nouveau pour vous"
SEE = "Le reste se lit dans l’espace de l’équipe, et nulle part ailleurs."
STOP = (
    "Vous recevez ce message parce que vous êtes de l’équipe\u00a0; votre page de compte règle ces alertes."
)
SECONDS = 10.0
SOON = 2.0
NEVER = 500  # RFC 5321, 4.2.1: from here on a refusal is for good


def compose(letter: Letter, *, sender: str, panel_url: str) -> EmailMessage:
    """Write a letter: the alert's line, and the way to the queue. Raises Unsendable for an address that is none."""
    name, address = parseaddr(sender)
    mail = EmailMessage()
    mail["Subject"] = SUBJECT_OF_NEWS if letter.kind == Kind.NEWS else SUBJECT
    try:
        mail["From"] = Address(name, addr_spec=address)
        mail["To"] = Address(addr_spec=letter.email)
    except (ValueError, IndexError, MessageError):  # the library reads past the end of half an address
        raise Unsendable("not_an_address") from None
    mail["Date"] = format_datetime(letter.created_at)
    mail["Message-ID"] = f"<alert-{letter.number}-{int(letter.created_at.timestamp())}@{_domain(address)}>"
    mail["Auto-Submitted"] = "auto-generated"
    if letter.is_urgent:
        mail["Importance"] = "high"
    link = f"{panel_url}/" if panel_url else ""
    paragraphs = (letter.text, link, SEE, STOP)
    mail.set_content("\n\n".join(part for part in paragraphs if part) + "\n")
    return mail


def send(settings: Mail, mail: EmailMessage) -> None:
    """Hand a letter to the mail server, waiting ten seconds a step at most. Raises TryLater, or Unsendable when it refuses for good."""
    try:
        with _connected(settings) as server:
            if settings.user:
                server.login(settings.user, settings.password)
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refusal:
        code, _said = next(iter(refusal.recipients.values()))
        raise _sorted("recipient_refused", code) from None
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
        raise _sorted("mail_refused", refusal.smtp_code) from None
    except (
        smtplib.SMTPException,
        OSError,
    ):  # out of reach, a wrong password, no TLS: it may be mended meanwhile
        raise TryLater(SOON) from None


def _connected(settings: Mail) -> smtplib.SMTP:
    name = _domain(parseaddr(settings.sender)[1])  # said instead of this machine's own
    host, port = settings.host, settings.port
    if settings.is_tls:
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, local_hostname=name, timeout=SECONDS)
    if settings.starts_tls:
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def _sorted(code: str, answer: int) -> TryLater | Unsendable:
    return Unsendable(code) if answer >= NEVER else TryLater(SOON)
