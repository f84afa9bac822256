"""The one discreet sign during a pause: when it may come, by the association's clock. Nobody's telephone lights up at night."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIEST, LATEST = time(9), time(20)  # when a sign is planned
NIGHT_FROM = time(21)  # when even one that comes late is not sent any more


def due(days: int, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Plan a sign this many days from now, at the hour of now where that is by day; an instant in UTC."""
    local = now.astimezone(zone)
    hour = min(max(local.time(), EARLIEST), LATEST)
    return datetime.combine(local.date() + timedelta(days=days), hour, tzinfo=zone).astimezone(UTC)


def is_decent(now: datetime, *, zone: ZoneInfo) -> bool:
    """Tell whether a sign may come at this instant."""
    return EARLIEST <= now.astimezone(zone).time() < NIGHT_FROM
