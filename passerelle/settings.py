"""What an operator can set: environment variables, or the same names in a file `.env`.

Every value is read once, at start; a wrong one is refused with one sentence that names it. Nothing here opens a database or a key.
"""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from passerelle.errors import Misconfigured

TELEGRAM = "https://api.telegram.org"
SECRET_BITS = 256
SECRET_VARIETY = 10  # distinct characters: a random secret has more, a row of one letter has not
MAIL_PORTS = {"smtp": 587, "smtps": 465}  # RFC 8314: submission, and submission over TLS
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram brings updates, and the secret that it shows each time."""

    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """The mail server that alerts go through, and who they come from. `starts_tls` asks for encryption on an open line."""

    host: str
    port: int
    sender: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    is_tls: bool = False
    starts_tls: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, read and checked."""

    bot_token: str = field(repr=False)
    telegram_api: str
    data_dir: Path
    database_url: str = field(repr=False)
    keystore_url: str = field(repr=False)
    key_file: Path
    panel_host: str
    panel_port: int
    webhook: Webhook | None
    log_level: str
    staff_bot_token: str = field(default="", repr=False)
    mail: Mail | None = None
    panel_url: str = ""

    @property
    def bot_id(self) -> int:
        """The bot's own number, which a token begins with; 0 without a token."""
        return int(self.bot_token.partition(":")[0] or 0)


def read(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Settings:
    """Read the settings; raises Misconfigured, naming the first value that is wrong."""
    folder = folder or Path.cwd()
    values = {**_dotenv(folder / ".env"), **(os.environ if environment is None else environment)}
    get = _Reader(values)
    data_dir = get.path("DATA_DIR", "data")
    return Settings(
        bot_token=get.token("BOT_TOKEN"),
        telegram_api=get.address("TELEGRAM_API", TELEGRAM),
        data_dir=data_dir,
        database_url=get.database("DATABASE_URL", f"sqlite:///{data_dir / 'passerelle.db'}"),
        keystore_url=get.database("KEYSTORE_URL", f"sqlite:///{data_dir / 'keys.db'}"),
        key_file=get.path("KEY_FILE", str(data_dir / "passerelle.key")),
        panel_host=get.text("PANEL_HOST", "127.0.0.1"),
        panel_port=get.port("PANEL_PORT", 8000),
        webhook=get.webhook(),
        log_level=get.one_of("LOG_LEVEL", LOG_LEVELS, "INFO"),
        staff_bot_token=get.staff_token(),
        mail=get.mail(),
        panel_url=get.address("PANEL_URL", "") if get.text("PANEL_URL") else "",
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    values: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(f"PASSERELLE_{name}", "").strip() or default

    def path(self, name: str, default: str) -> Path:
        try:
            return Path(self.text(name, default)).expanduser().resolve()
        except (RuntimeError, ValueError, OSError) as error:
            raise _wrong(name, "must be a path that this machine knows") from error

    def token(self, name: str) -> str:
        token = self.text(name)
        if token and not re.fullmatch(r"[0-9]{1,16}:[A-Za-z0-9_-]{3,}", token):
            raise _wrong(name, "does not look like a token from BotFather (123456:ABC…)")
        return token

    def staff_token(self) -> str:
        token, other = self.token("STAFF_BOT_TOKEN"), self.text("BOT_TOKEN")
        if token and token.partition(":")[0] == other.partition(":")[0]:
            raise _wrong(
                "STAFF_BOT_TOKEN", "must be another bot than PASSERELLE_BOT_TOKEN: make a second one"
            )
        return token

    def address(self, name: str, default: str) -> str:
        address = self.text(name, default).rstrip("/")
        if not _is_web_address(address):
            raise _wrong(name, "must be an address that begins with http:// or https://")
        return address

    def database(self, name: str, default: str) -> str:
        url = self.text(name, default)
        for known in ("postgresql+psycopg://", "postgresql://", "postgres://"):
            if url.startswith(known):
                url = "postgresql+psycopg://" + url.removeprefix(known)
        if not _is_database(url):
            raise _wrong(name, "must be sqlite:/// and a file, or postgresql:// and a database")
        return url

    def port(self, name: str, default: int) -> int:
        port = self.text(name, str(default))
        if not re.fullmatch(r"[0-9]{1,5}", port) or not 1 <= int(port) <= 65535:  # the range of ports
            raise _wrong(name, "must be a port number from 1 to 65535")
        return int(port)

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default).upper()
        if value not in allowed:
            raise _wrong(name, f"must be one of {', '.join(allowed)}")
        return value

    def mail(self) -> Mail | None:
        url, sender = self.text("SMTP_URL"), self.text("MAIL_FROM")
        if not url and not sender:
            return None
        if not url:
            raise _wrong("SMTP_URL", "is missing, though PASSERELLE_MAIL_FROM is set")
        if not _is_sender(sender):
            raise _wrong("MAIL_FROM", "must be an address such as alertes@example.org")
        found = _mail_server(url, sender)
        if found is None:
            raise _wrong(
                "SMTP_URL",
                "must be like smtp://user:password@host:587?starttls=1 or smtps://user:password@host",
            )
        if found.password and not (found.is_tls or found.starts_tls or _is_loopback(found.host)):
            raise _wrong("SMTP_URL", "would send its password in the open: leave starttls=0 out")
        return found

    def webhook(self) -> Webhook | None:
        url, secret = self.text("WEBHOOK_URL"), self.text("WEBHOOK_SECRET")
        if not url and not secret:
            return None
        if not url:
            raise _wrong("WEBHOOK_URL", "is missing, though PASSERELLE_WEBHOOK_SECRET is set")
        if not is_strong(secret):
            raise _wrong(
                "WEBHOOK_SECRET",
                "must be at least 256 random bits in A-Z a-z 0-9 _ -, as made by "
                'python3 -c "import secrets; print(secrets.token_urlsafe(32))"',
            )
        return Webhook(self.address("WEBHOOK_URL", ""), secret)


def is_strong(secret: str) -> bool:
    """Tell whether a webhook secret can hold 256 bits, in the alphabet and length that Telegram allows."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        return False
    alphabets = {"[0-9]+": 10, "[0-9a-f]+|[0-9A-F]+": 16, "[^A-Z]+|[^a-z]+": 38}
    letters = next((size for pattern, size in alphabets.items() if re.fullmatch(pattern, secret)), 64)
    return math.log2(letters) * len(secret) >= SECRET_BITS and len(set(secret)) >= SECRET_VARIETY


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _mail_server(url: str, sender: str) -> Mail | None:
    """Read where mail goes; None when it cannot be read. Encrypted, unless it says starttls=0 or stays on this machine."""
    try:
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    starts_tls = asked.pop("starttls", "0" if _is_loopback(host) else "1")
    is_odd = bool(asked) or starts_tls not in {"0", "1"} or parts.path.strip("/") or parts.fragment
    if parts.scheme not in MAIL_PORTS or not host or port == 0 or is_odd:
        return None
    is_tls = parts.scheme == "smtps"
    return Mail(
        host,
        port or MAIL_PORTS[parts.scheme],
        sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=is_tls,
        starts_tls=starts_tls == "1" and not is_tls,
    )


def _is_sender(sender: str) -> bool:
    return re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", parseaddr(sender)[1]) is not None and sender.isprintable()


def _is_loopback(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1"}


def _is_database(url: str) -> bool:
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        return False
    if parts.drivername == "sqlite":
        return (
            url.startswith("sqlite:///") and parts.database not in {None, "", ":memory:"} and not parts.query
        )
    return parts.drivername == "postgresql+psycopg" and bool(parts.database)


def _wrong(name: str, sentence: str) -> Misconfigured:
    return Misconfigured(f"PASSERELLE_{name} {sentence}.")


def _dotenv(path: Path) -> Mapping[str, str]:
    """Read `NAME=value` lines; comments, blank lines, `export` and quotes around a value are allowed."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise Misconfigured(f"The file {path} cannot be read as text in UTF-8.") from error
    values = {}
    for line in lines:
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            values[name.strip()] = value.strip().strip("'\"")
    return values
