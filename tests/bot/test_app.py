"""The bot as it is composed: its commands, its words, and the reading of crisis by the reviewed words."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from bot.app import COMMANDS, LOCALES, build, reader as reading
from bot.engine import exits
from bot.engine.heard import Understood
from passerelle.installation import House
from passerelle.words import Words
from tests.bot.running import Running

DUTCH = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "D’accord, on commence"
msgstr "Oké, we beginnen"

msgid "Numéros utiles"
msgstr "Nuttige nummers"
"""


@pytest.fixture(scope="module")
def in_two_languages(tmp_path_factory: pytest.TempPathFactory) -> Words:
    """A few words of Dutch beside the French."""
    folder = tmp_path_factory.mktemp("locales")
    place = folder / "nl" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "passerelle.po").write_text(DUTCH, encoding="utf-8")
    return Words(folder)


@pytest.fixture(scope="module")
def bot(
    at_work: Callable[..., AbstractContextManager[Running]], in_two_languages: Words
) -> Iterator[Running]:
    """A bot that speaks both."""
    with at_work(in_two_languages) as running:
        yield running


def test_the_menu_of_the_app_names_the_commands_in_each_language(bot: Running) -> None:
    """And for everybody else, in French."""
    bot.do(bot.bot.introduce())

    profile = bot.telegram.telegram.bot
    assert {"command": "sos", "description": "Nuttige nummers"} in profile.commands_for("nl")
    assert {"command": "sos", "description": "Numéros utiles"} in profile.commands_for("fr")
    assert profile.commands_for("de") == profile.commands_for("fr")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_menu_leads_somewhere(command: str) -> None:
    """None is a dead letter."""
    assert exits.from_command(command)


@pytest.mark.parametrize(
    ("hint", "spoken"), [("nl-BE", "nl"), ("nl", "nl"), ("fr-CH", "fr"), ("de", "fr"), ("", "fr")]
)
def test_the_first_language_is_the_device_s_where_we_speak_it(bot: Running, hint: str, spoken: str) -> None:
    """Kept as one of ours, never as the device said it."""
    sam = bot.person(language_code=hint)

    sam.start()
    bot.telegram.wait_until(lambda: len(sam.screen().messages) > 1 or None)
    bot.settled()

    assert bot.conversation_of(sam).language == spoken


def test_a_language_that_was_chosen_stays(bot: Running) -> None:
    """Whatever the device says from then on."""
    sam = bot.person(language_code="fr")
    sam.start()
    sam.tap("🌐 FR")
    sam.tap("Nederlands")
    sam.wait_until(lambda screen: "Oké, we beginnen" in screen.last.labels)

    sam.write("hm")
    bot.settled()

    assert bot.conversation_of(sam).language == "nl"


def test_the_address_of_the_webhook_is_asked_for_with_our_kinds(bot: Running) -> None:
    """A tap and a departure among them."""
    bot.do(bot.bot.listen_at("https://here.example/x", "s" * 43))

    asked = bot.telegram.calls("setWebhook")[-1]["params"]
    bot.telegram.call("deleteWebhook")
    assert {"callback_query", "my_chat_member"} < set(asked["allowed_updates"])


@pytest.fixture(scope="module")
def reader() -> Callable[[str], str | None]:
    """The reading for a crisis that a bot has when it is given no other."""
    understand = reading()
    return lambda text: understand(text).crisis


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("j’ai envie de mourir", "suicide"),
        ("il me frappe tous les soirs", "danger"),
        ("je m’ennuie à l’école", None),
    ],
)
def test_crisis_is_read_by_the_reviewed_words(
    reader: Callable[[str], str | None], text: str, read: str | None
) -> None:
    """Unless another reading is given."""
    assert reader(text) == read


def test_a_bot_is_built_with_its_own_words(house: House, tmp_path: Path) -> None:
    """From the catalogues that ship with it."""
    built = build(house, understand=lambda _: Understood(None, None))

    assert built.words.languages == Words(LOCALES).languages
