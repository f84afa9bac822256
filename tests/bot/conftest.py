"""A real bot in a thread: the pretend Telegram over HTTP, a real SQLite house, polling and delivery as they run for people."""

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app import Bot, build
from launch.simulator import SimulatedTelegram, running
from passerelle import settings
from passerelle.installation import House, open_house

TOKEN = "1:demo"


@dataclass
class Running:
    """A bot at work, with the Telegram that it talks to."""

    telegram: SimulatedTelegram
    house: House
    bot: Bot
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def work(self) -> None:
        """Hear and deliver until stopped; runs in a thread."""
        asyncio.set_event_loop(self.loop)
        self.jobs = [self.loop.create_task(self.bot.polling.run()), self.loop.create_task(self.bot.delivery.run())]
        self.loop.run_until_complete(asyncio.gather(*self.jobs, return_exceptions=True))
        self.loop.run_until_complete(self.bot.voice.close())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()

    def stop(self) -> None:
        """End both."""
        for job in self.jobs:
            self.loop.call_soon_threadsafe(job.cancel)


@pytest.fixture
def working(tmp_path: Path) -> Iterator[Running]:
    """A bot that hears by polling and delivers."""
    with running() as telegram:
        environment = {
            "PASSERELLE_BOT_TOKEN": TOKEN,
            "PASSERELLE_TELEGRAM_API": telegram.url,
            "PASSERELLE_DATA_DIR": str(tmp_path / "data"),
        }
        house = open_house(settings.read(environment, folder=tmp_path))
        runs = Running(telegram, house, build(house))
        thread = threading.Thread(target=runs.work)
        thread.start()
        yield runs
        runs.stop()
        thread.join(timeout=10)
        house.close()
