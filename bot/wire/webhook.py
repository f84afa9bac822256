"""The webhook: Telegram brings an update, shows the secret, and gets its 200 only when everything is committed.

aiogram's default handler acknowledges before it works, and lost updates when killed. Here a house out of reach answers 503, and Telegram
brings the update again.
"""

import json
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from passerelle import logs
from passerelle.errors import DatabaseDown
from passerelle.vault import Vault

if TYPE_CHECKING:  # the door reads large libraries; the route is there before they are
    from bot.wire.door import Door

BODY_AT_MOST = 1024 * 1024
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def path_of(vault: Vault, token: str) -> str:
    """The path that Telegram calls: nobody can guess it, and a restart does not change it."""
    return f"/telegram/{vault.sign('webhook path', token)}"


def webhook(path: str, secret: str, url: str, door: Callable[[], "Door | None"]) -> APIRouter:
    """Make the route; `door` gives None until the bot is ready, and Telegram tries again."""
    router = APIRouter()
    expected = secret.encode()

    async def receive(request: Request) -> Response:
        shown = request.headers.get(HEADER, "").encode()
        if not secrets.compare_digest(shown, expected):
            return Response(status_code=403)
        raw = await _body(request)
        if raw is None:
            return Response(status_code=413)
        return await _let_in(door(), raw)

    prefix = urlsplit(url).path.rstrip("/")
    for address in {path, prefix + path}:
        router.add_api_route(address, receive, methods=["POST"], include_in_schema=False)
    return router


async def _body(request: Request) -> bytes | None:
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > BODY_AT_MOST:
            return None
    return raw


async def _let_in(door: "Door | None", raw: bytes) -> Response:
    later = Response(status_code=503, headers={"Retry-After": "1"})
    if door is None:
        return later
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError):
        logs.event("webhook_not_json")
        return Response(status_code=200)
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        logs.event("webhook_not_an_update")
        return Response(status_code=200)
    try:
        await door.let_in(update)
    except DatabaseDown:
        return later
    return Response(status_code=200)
