"""What each answer of Telegram means for a message: done, gone, lost, later, never."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from bot.engine.show import Button
from bot.wire.voice import BATCH, Lost, Voice
from launch.simulator import Phone, SimulatedTelegram, Telegram, running
from passerelle.errors import Gone, TryLater, Unsendable
from tests.bot.conftest import conforms
from tests.bot.running import TOKEN

Act = Callable[[Voice], Awaitable[Any]]


@pytest.fixture(scope="module")
def telegram(published: Any) -> Iterator[SimulatedTelegram]:
    """A Telegram that nobody polls."""
    with running(Telegram(token=TOKEN)) as simulated:
        yield simulated
        conforms(simulated, published)


@pytest.fixture
def sam(telegram: SimulatedTelegram) -> Phone:
    """Sam, who pressed START."""
    telegram.clear_faults()
    phone = telegram.person()
    phone.start()
    return phone


@pytest.fixture
def speaks(telegram: SimulatedTelegram) -> Callable[[Act], Any]:
    """Let a voice do something."""

    def do(act: Act, token: str = TOKEN) -> Any:
        async def once() -> Any:
            voice = Voice(token, telegram.url)
            try:
                return await act(voice)
            finally:
                await voice.close()

        return asyncio.run(once())

    return do


Speaks = Callable[..., Any]


def test_a_text_goes_out_plain(speaks: Speaks, sam: Phone) -> None:
    """No markup is read in what somebody wrote."""
    number = speaks(lambda voice: voice.say(sam.id, "<b>*_oui_*</b>", ((Button("Oui", "x:sos"),),)))

    assert sam.screen().last.id == number
    assert sam.screen().last.text == "<b>*_oui_*</b>" and sam.screen().last.labels == ("Oui",)


def test_a_message_is_written_over(speaks: Speaks, sam: Phone) -> None:
    """Its buttons go with it."""
    number = speaks(lambda voice: voice.say(sam.id, "avant", ((Button("Oui", "x:sos"),),)))

    speaks(lambda voice: voice.change(sam.id, number, "après"))

    assert sam.screen().last.text == "après" and not sam.screen().last.labels


def test_a_message_that_says_so_already_is_fine(speaks: Speaks, sam: Phone) -> None:
    """A menu that is drawn twice."""
    number = speaks(lambda voice: voice.say(sam.id, "pareil"))

    speaks(lambda voice: voice.change(sam.id, number, "pareil"))

    assert sam.screen().last.text == "pareil"


@pytest.mark.parametrize("number", [999, 1])
def test_a_message_that_is_not_there_or_not_ours_is_lost(speaks: Speaks, sam: Phone, number: int) -> None:
    """Whoever asked sends a new one."""
    with pytest.raises(Lost):
        speaks(lambda voice: voice.change(sam.id, number, "après"))


def test_who_blocked_us_is_gone(speaks: Speaks, sam: Phone) -> None:
    """For good, until they write."""
    sam.block()

    with pytest.raises(Gone):
        speaks(lambda voice: voice.say(sam.id, "bonjour"))


def test_who_has_no_account_any_more_is_gone(speaks: Speaks, telegram: SimulatedTelegram, sam: Phone) -> None:
    """Telegram says so in other words."""
    telegram.ask("POST", f"/people/{sam.id}/deactivate")

    with pytest.raises(Gone):
        speaks(lambda voice: voice.say(sam.id, "bonjour"))


def test_who_never_wrote_is_gone(speaks: Speaks, telegram: SimulatedTelegram) -> None:
    """A bot cannot speak first."""
    with pytest.raises(Gone):
        speaks(lambda voice: voice.say(123_456, "bonjour"))


@pytest.mark.parametrize("text", ["", "a" * 5000])
def test_what_can_never_be_sent_is_unsendable(speaks: Speaks, sam: Phone, text: str) -> None:
    """The refusal is a code, because its text may quote ours."""
    with pytest.raises(Unsendable) as refused:
        speaks(lambda voice: voice.say(sam.id, text))

    assert refused.value.code == "bad_request" and "aaa" not in str(refused.value)


def test_a_flood_says_how_long_to_wait(speaks: Speaks, telegram: SimulatedTelegram, sam: Phone) -> None:
    """In seconds."""
    telegram.add_fault("flood", chat_id=sam.id, retry_after=7)

    with pytest.raises(TryLater) as refused:
        speaks(lambda voice: voice.say(sam.id, "bonjour"))

    assert refused.value.after_seconds == 7


@pytest.mark.parametrize("kind", ["error", "drop_before", "drop_after", "malformed"])
def test_a_broken_line_means_later(
    speaks: Speaks, telegram: SimulatedTelegram, sam: Phone, kind: str
) -> None:
    """Nobody knows whether it arrived."""
    telegram.add_fault(kind, chat_id=sam.id, times=1)

    with pytest.raises(TryLater):
        speaks(lambda voice: voice.say(sam.id, "bonjour"))


def test_a_refused_token_means_everybody_waits(speaks: Speaks, sam: Phone) -> None:
    """Somebody is changing it, perhaps."""
    with pytest.raises(TryLater) as refused:
        speaks(lambda voice: voice.say(sam.id, "bonjour"), "1:another-token")

    assert refused.value.everyone


def test_whether_telegram_answers(speaks: Speaks, telegram: SimulatedTelegram) -> None:
    """And knows our token."""
    assert speaks(lambda voice: voice.is_reachable())
    assert not speaks(lambda voice: voice.is_reachable(), "1:another-token")


def test_more_messages_than_telegram_takes_at_once_are_deleted(speaks: Speaks, sam: Phone) -> None:
    """Those that are not there any more count as deleted."""
    for number in range(5):
        sam.write(f"message {number}")

    assert speaks(lambda voice: voice.delete(sam.id, range(1, BATCH + 20))) == []
    assert sam.screen().messages == ()


def test_a_message_too_old_to_be_deleted_keeps_none_of_the_others(
    speaks: Speaks, telegram: SimulatedTelegram, sam: Phone
) -> None:
    """Telegram refuses all of them for one: then each is tried on its own."""
    old = sam.write("vieux")
    telegram.advance(49 * 3600)
    young = sam.write("jeune")

    assert speaks(lambda voice: voice.delete(sam.id, [old, young])) == [old]
    assert "jeune" not in sam.screen().texts


def test_a_file_is_fetched(speaks: Speaks, telegram: SimulatedTelegram, sam: Phone) -> None:
    """To be played once."""
    sam.send("photo")
    file_id = telegram.pending()[-1]["message"]["photo"][-1]["file_id"]

    assert speaks(lambda voice: voice.fetch(file_id))[:4] == b"\x89PNG"


def test_a_file_that_telegram_has_no_more_cannot_be_fetched(speaks: Speaks, sam: Phone) -> None:
    """Whoever asked is told."""
    with pytest.raises(Unsendable):
        speaks(lambda voice: voice.fetch("nowhere"))


def test_an_address_is_given_with_its_secret(speaks: Speaks, telegram: SimulatedTelegram) -> None:
    """And the kinds of updates that we want."""
    speaks(lambda voice: voice.listen_at("https://here.example/x", "s" * 43, kinds=("message",)))

    call = telegram.calls("setWebhook")[-1]["params"]
    assert call["secret_token"] == "s" * 43 and call["allowed_updates"] == ["message"]
    telegram.call("deleteWebhook")


def test_commands_have_names_in_every_language(speaks: Speaks, telegram: SimulatedTelegram) -> None:
    """Nothing depends on it: a refusal is let be."""
    speaks(
        lambda voice: voice.name_commands(
            {"": {"sos": "Numéros"}, "fr": {"sos": "Numéros"}, "xxx": {"é": ""}}
        )
    )

    assert telegram.telegram.bot.commands_for("fr") == [{"command": "sos", "description": "Numéros"}]


def test_leaving_a_group_that_is_left_already_is_fine(
    speaks: Speaks, telegram: SimulatedTelegram, sam: Phone
) -> None:
    """It is what was wanted."""
    group = telegram.group(sam)

    speaks(lambda voice: voice.leave(group))
    speaks(lambda voice: voice.leave(group))

    assert telegram.group_state(group)["bot_status"] == "left"
