"""Webhook delivery: the secret, the order, the retries, the end."""

import threading
from collections.abc import Iterator

import pytest

from launch.simulator import Pace, Phone, SimulatedTelegram
from launch.simulator.delivery import retry_delay
from tests.simulator.receiver import Receiver, receiving

KEYBOARD = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}


@pytest.fixture
def receiver(telegram: SimulatedTelegram) -> Iterator[Receiver]:
    """A receiver that the webhook points at."""
    with receiving() as listening:
        telegram.call("setWebhook", url=listening.url, secret_token="made-up-secret")
        yield listening
        telegram.call("deleteWebhook")


def test_an_update_is_posted_with_the_secret(
    telegram: SimulatedTelegram, receiver: Receiver, sam: Phone
) -> None:
    """And is gone from the queue once accepted."""
    telegram.wait_until(lambda: not telegram.pending())

    assert receiver.bodies[0]["message"]["text"] == "/start"
    assert receiver.secrets == ["made-up-secret"]


def test_a_refused_update_is_posted_again_until_accepted(
    telegram: SimulatedTelegram, receiver: Receiver
) -> None:
    """With the same number; the last error is told."""
    receiver.statuses = [500, 503]
    telegram.person("Sam").start()

    telegram.wait_until(lambda: not telegram.pending())

    assert len(receiver.ids()) == 3
    assert len(set(receiver.ids())) == 1
    info = telegram.call("getWebhookInfo")["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


def test_one_persons_messages_keep_their_order(
    telegram: SimulatedTelegram, receiver: Receiver, sam: Phone
) -> None:
    """One in flight per chat, even after a failure."""
    receiver.statuses = [500]
    for n in range(5):
        sam.write(str(n))

    telegram.wait_until(lambda: not telegram.pending())

    texts = [body["message"].get("text") for body in receiver.bodies]
    assert texts[-5:] == ["0", "1", "2", "3", "4"]


def test_a_tap_does_not_wait_behind_a_message(
    telegram: SimulatedTelegram, receiver: Receiver, sam: Phone
) -> None:
    """They stand in different queues."""
    telegram.wait_until(lambda: not telegram.pending())
    telegram.call("sendMessage", chat_id=sam.id, text="Alors ?", reply_markup=KEYBOARD)
    receiver.gate = threading.Event()
    sam.write("un message qui traîne")

    sam.tap("Oui")
    telegram.wait_until(lambda: any("callback_query" in body for body in receiver.bodies))

    telegram.wait_until(lambda: [list(update) for update in telegram.pending()] == [["update_id", "message"]])
    receiver.gate.set()


def test_every_update_can_be_posted_twice(telegram: SimulatedTelegram, receiver: Receiver) -> None:
    """The same number both times."""
    telegram.settings(redelivery=1.0)
    telegram.person("Sam").start()

    telegram.wait_until(lambda: not telegram.pending())

    assert len(receiver.ids()) == 2
    assert len(set(receiver.ids())) == 1


def test_an_update_that_would_outlive_its_day_is_dropped(
    telegram: SimulatedTelegram, receiver: Receiver
) -> None:
    """It is never posted again."""
    receiver.statuses = [500] * 50
    receiver.headers = {"Retry-After": "3600"}
    telegram.person("Sam").start()
    telegram.wait_until(lambda: receiver.bodies)

    telegram.advance(86_401)

    assert telegram.pending() == []


def test_the_delay_is_nothing_then_doubles_up_to_the_cap() -> None:
    """And Retry-After is honoured, up to an hour."""
    pace = Pace()

    assert [retry_delay(pace, n, None) for n in (1, 2, 3, 4, 30)] == [0, 1, 2, 4, 60]
    assert retry_delay(pace, 1, 7.0) == 7
    assert retry_delay(pace, 1, 99_999.0) == 3600


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "ftp://example.org"}, "Bad Request: invalid webhook URL specified"),
        ({"url": "http://example.org", "secret_token": "a b"}, "Bad Request: secret token contains unallowed characters"),
        ({"url": "http://example.org", "secret_token": "a" * 257}, "Bad Request: secret token is too long"),
        ({}, 'Bad Request: parameter "url" is required'),
    ],
)  # fmt: skip
def test_a_faulty_webhook_is_refused(
    telegram: SimulatedTelegram, parameters: dict[str, str], description: str
) -> None:
    """And polling goes on."""
    assert telegram.call("setWebhook", **parameters)["description"] == description
    assert telegram.call("getWebhookInfo")["result"]["url"] == ""


def test_pending_updates_can_be_dropped(telegram: SimulatedTelegram, sam: Phone) -> None:
    """With the webhook, as on a first start."""
    assert telegram.call("getWebhookInfo")["result"]["pending_update_count"] == 1

    telegram.call("deleteWebhook", drop_pending_updates=True)

    assert telegram.pending() == []
