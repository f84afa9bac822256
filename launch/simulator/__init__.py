"""A pretend Telegram: the Bot API over HTTP, strict where Telegram is strict, and a phone in the browser.

The demo and the tests use it. It imports neither bot library nor anything of the house: it could serve any bot.
"""

from launch.simulator.client import Phone, SimulatedTelegram
from launch.simulator.faults import Fault
from launch.simulator.running import running
from launch.simulator.server import serve
from launch.simulator.telegram import Pace, Telegram

__all__ = ["Fault", "Pace", "Phone", "SimulatedTelegram", "Telegram", "running", "serve"]
