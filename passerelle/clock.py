"""The one source of the present. Instants are aware and in UTC; who needs a civil time says in which zone."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]


def system_clock() -> datetime:
    """Tell the machine's time, aware, in UTC."""
    return datetime.now(UTC)
