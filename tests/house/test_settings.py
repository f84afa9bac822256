"""What an operator sets, and what one is told when it is wrong."""

import secrets
import string
from pathlib import Path

import pytest

from passerelle import settings
from passerelle.errors import Misconfigured

TOKEN = "123456:ABC-def_ghi"
SECRET = secrets.token_urlsafe(32)


def read(folder, **values):
    """Read settings from an environment, given without its prefix."""
    return settings.read({f"PASSERELLE_{name}": value for name, value in values.items()}, folder=folder)


def test_nothing_set_gives_a_house_on_this_machine_only(tmp_path, monkeypatch):
    """The defaults keep everything in one folder and the panel on the loopback."""
    monkeypatch.chdir(tmp_path)

    found = settings.read({})

    assert found.data_dir == tmp_path / "data"
    assert found.database_url == f"sqlite:///{tmp_path}/data/passerelle.db"
    assert found.keystore_url == f"sqlite:///{tmp_path}/data/keys.db"
    assert found.key_file == tmp_path / "data" / "passerelle.key"
    assert (found.panel_host, found.panel_port, found.webhook) == ("127.0.0.1", 8000, None)
    assert (found.bot_token, found.bot_id, found.telegram_api) == ("", 0, settings.TELEGRAM)


def test_everything_set_is_taken(tmp_path):
    """Each value is read, trimmed and put into its one form."""
    found = read(
        tmp_path,
        BOT_TOKEN=f" {TOKEN} ",
        TELEGRAM_API="http://127.0.0.1:8081/",
        DATABASE_URL="postgres://nadia@db.example.org/passerelle",
        PANEL_PORT="9000",
        WEBHOOK_URL="https://bot.example.org/",
        WEBHOOK_SECRET=SECRET,
        LOG_LEVEL="debug",
    )

    assert (found.bot_id, found.telegram_api, found.panel_port) == (123456, "http://127.0.0.1:8081", 9000)
    assert found.database_url == "postgresql+psycopg://nadia@db.example.org/passerelle"
    assert found.webhook == settings.Webhook("https://bot.example.org", SECRET)
    assert found.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "ABC:123456"),
        ("BOT_TOKEN", "12345678901234567:ABCdef"),
        ("BOT_TOKEN", "123456:ABC def"),
        ("TELEGRAM_API", "api.telegram.org"),
        ("TELEGRAM_API", "ftp://api.telegram.org"),
        ("TELEGRAM_API", "http://[::1"),
        ("TELEGRAM_API", "http://127.0.0.1:port"),
        ("DATA_DIR", "~nobody-with-this-name/data"),
        ("KEY_FILE", "key\0file"),
        ("DATABASE_URL", "mysql://db.example.org/passerelle"),
        ("DATABASE_URL", "passerelle.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://db.example.org:port/passerelle"),
        ("DATABASE_URL", "postgresql://db.example.org"),
        ("KEYSTORE_URL", "keys.db"),
        ("PANEL_PORT", "0"),
        ("PANEL_PORT", "65536"),
        ("PANEL_PORT", "eight"),
        ("PANEL_PORT", "8" * 5000),
        ("PANEL_PORT", "²"),
        ("LOG_LEVEL", "LOUD"),
        ("STAFF_BOT_TOKEN", "ABC:123456"),
        ("PANEL_URL", "equipe.example.org"),
    ],
)
def test_a_wrong_value_gives_one_sentence_that_names_it(tmp_path, name, value):
    """The operator reads which setting is wrong, in one line."""
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, **{name: value})

    sentence = str(refused.value)
    assert sentence.startswith(f"PASSERELLE_{name} ") and sentence.endswith(".") and "\n" not in sentence


def test_settings_never_show_a_secret(tmp_path):
    """Whoever prints them for a look."""
    values = {
        "WEBHOOK_URL": "https://bot.example.org",
        "DATABASE_URL": "postgresql://inès:a-secret@db.example.org/x",
    }
    shown = repr(read(tmp_path, BOT_TOKEN=TOKEN, WEBHOOK_SECRET=SECRET, **values))

    assert all(secret not in shown for secret in (TOKEN, SECRET, "a-secret"))


def test_a_refusal_never_repeats_a_secret(tmp_path):
    """The sentence may end in a log or a screenshot."""
    for name in ("BOT_TOKEN", "DATABASE_URL"):
        with pytest.raises(Misconfigured) as refused:
            read(tmp_path, **{name: "mysql://inès:a-secret@db.example.org/x"})
        assert "a-secret" not in str(refused.value)


def test_a_webhook_needs_both_its_address_and_its_secret(tmp_path):
    """Half of a webhook is refused, naming the half that is missing or wrong."""
    with pytest.raises(Misconfigured, match=r"^PASSERELLE_WEBHOOK_URL is missing"):
        read(tmp_path, WEBHOOK_SECRET=SECRET)
    with pytest.raises(Misconfigured, match=r"^PASSERELLE_WEBHOOK_SECRET must be .* 256 random bits"):
        read(tmp_path, WEBHOOK_URL="https://bot.example.org")
    with pytest.raises(Misconfigured, match=r"^PASSERELLE_WEBHOOK_URL must be an address"):
        read(tmp_path, WEBHOOK_URL="bot.example.org", WEBHOOK_SECRET=SECRET)


@pytest.mark.parametrize(
    ("alphabet", "length"),
    [
        (string.ascii_letters + string.digits + "_-", 42),
        (string.digits, 77),
        ("0123456789abcdef", 63),
        ("0123456789ABCDEF", 63),
        (string.ascii_lowercase, 48),
        (string.ascii_uppercase, 48),
        ("a", 200),
        ("aB3", 200),
        ("é", 60),
        ("Aa bcdefghijk", 200),
        (string.ascii_letters + string.digits, 257),
        (string.digits, 0),
    ],
)
def test_a_weak_secret_is_not_strong(alphabet, length):
    """Too short for its alphabet, too little variety, or not what Telegram allows."""
    drawn = "".join(secrets.choice(alphabet) for _ in range(length))

    assert not settings.is_strong(drawn)


def test_every_usual_way_to_draw_256_bits_is_strong():
    """The command that the refusal names never gives a secret that is refused in its turn."""
    assert all(settings.is_strong(secrets.token_urlsafe(32)) for _ in range(200))
    assert settings.is_strong(secrets.token_hex(32))
    assert settings.is_strong(secrets.token_hex(32).upper())


def test_a_dotenv_file_is_read_as_people_write_it(tmp_path):
    """Comments, blank lines, export, quotes and a byte order mark are all understood."""
    (tmp_path / ".env").write_text(
        "\ufeff# the panel\n\nexport PASSERELLE_PANEL_PORT=9001\n"
        "PASSERELLE_PANEL_HOST = '0.0.0.0'\n#PASSERELLE_LOG_LEVEL=LOUD\nnot a setting\n",
        encoding="utf-8",
    )

    found = read(tmp_path)

    assert (found.panel_port, found.panel_host, found.log_level) == (9001, "0.0.0.0", "INFO")


def test_the_environment_goes_before_the_file(tmp_path):
    """What is set for one run wins."""
    (tmp_path / ".env").write_text("PASSERELLE_PANEL_PORT=9001\n", encoding="utf-8")

    assert read(tmp_path, PANEL_PORT="9002").panel_port == 9002


def test_a_file_that_is_no_text_is_named(tmp_path):
    """Neither a traceback nor silence."""
    (tmp_path / ".env").write_bytes(b"PASSERELLE_PANEL_HOST=\xff\xfe\n")

    with pytest.raises(Misconfigured, match=r"\.env cannot be read"):
        read(tmp_path)


def test_without_arguments_this_process_and_this_folder_are_read(tmp_path, monkeypatch):
    """As the command does."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSERELLE_PANEL_PORT", "9003")

    assert settings.read().panel_port == 9003
    assert Path.cwd() == tmp_path


def test_alerts_are_off_until_they_are_set_up(tmp_path):
    """Neither a second bot nor a mail server is needed."""
    found = read(tmp_path, BOT_TOKEN=TOKEN)

    assert (found.staff_bot_token, found.mail, found.panel_url) == ("", None, "")


def test_the_staff_bot_is_another_bot(tmp_path):
    """Two tokens of one bot would take each other's updates away."""
    assert read(tmp_path, BOT_TOKEN=TOKEN, STAFF_BOT_TOKEN="99:ABC").staff_bot_token == "99:ABC"
    for same in (TOKEN, "123456:another-token"):
        with pytest.raises(Misconfigured, match=r"^PASSERELLE_STAFF_BOT_TOKEN must be another bot"):
            read(tmp_path, BOT_TOKEN=TOKEN, STAFF_BOT_TOKEN=same)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 587, "", "", False, True)),
        (
            "smtp://nadia%40a.example:p%3Aw@mail.example:25",
            ("mail.example", 25, "nadia@a.example", "p:w", False, True),
        ),
        ("smtp://mail.example?starttls=0", ("mail.example", 587, "", "", False, False)),
        ("smtp://127.0.0.1:1025", ("127.0.0.1", 1025, "", "", False, False)),
        ("smtp://127.0.0.1:1025?starttls=1", ("127.0.0.1", 1025, "", "", False, True)),
        ("smtps://u:p@mail.example/", ("mail.example", 465, "u", "p", True, False)),
    ],
)
def test_a_mail_server_is_read_and_encrypts_unless_told_otherwise(tmp_path, url, expected):
    """What is on this machine needs no encryption."""
    mail = read(tmp_path, SMTP_URL=url, MAIL_FROM="Passerelle <alertes@a.example>").mail

    assert (mail.host, mail.port, mail.user, mail.password, mail.is_tls, mail.starts_tls) == expected
    assert mail.sender == "Passerelle <alertes@a.example>"


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example:0",
        "smtp://mail.example:port",
        "smtp://mail.example?starttls=2",
        "smtp://mail.example?tls",
        "smtp://mail.example?tls=1",
        "smtp://mail.example/inbox",
        "smtp://[::1",
        "smtp://u:a-secret@mail.example?starttls=0",
    ],
)
def test_a_mail_server_that_cannot_be_used_is_refused_without_its_password(tmp_path, url):
    """A password is never sent in the open."""
    with pytest.raises(Misconfigured, match=r"^PASSERELLE_SMTP_URL [^\n]*\.$") as refused:
        read(tmp_path, SMTP_URL=url, MAIL_FROM="alertes@a.example")

    assert "a-secret" not in str(refused.value)


@pytest.mark.parametrize("sender", ["", "alertes", "a@b@c", "Passerelle <alertes>", "a b@c", "a@b\x07"])
def test_mail_comes_from_an_address(tmp_path, sender):
    """And half of the two settings is refused, naming the half that is missing or wrong."""
    with pytest.raises(Misconfigured, match=r"^PASSERELLE_MAIL_FROM must be an address"):
        read(tmp_path, SMTP_URL="smtp://mail.example", MAIL_FROM=sender)
    with pytest.raises(Misconfigured, match=r"^PASSERELLE_SMTP_URL is missing"):
        read(tmp_path, MAIL_FROM="alertes@a.example")


def test_settings_never_show_a_secret_of_the_alerts(tmp_path):
    """Neither the second token nor the mail server's password."""
    values = {"SMTP_URL": "smtp://u:a-secret@mail.example", "MAIL_FROM": "alertes@a.example"}
    shown = repr(read(tmp_path, STAFF_BOT_TOKEN="99:another-secret", **values))

    assert "a-secret" not in shown and "another-secret" not in shown
