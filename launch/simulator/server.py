"""Puts the pretend Telegram on a port: Bot API, person's side, page, webhook delivery.

`serve` runs inside an event loop until it is cancelled and says nothing unless something breaks.
"""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from launch.simulator import bot_api, page, phone_api
from launch.simulator.delivery import Courier
from launch.simulator.telegram import Telegram


class _Breakable(H11Protocol):
    """HTTP whose connection the application may cut, to play a broken line."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        inner = self.app

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            scope["simulator.transport"] = self.transport
            await inner(scope, receive, send)

        self.app = application


def application(telegram: Telegram, *others: Telegram) -> Starlette:
    """The whole pretend Telegram as one ASGI application (without webhook delivery); `others` are further bots, known by their tokens."""
    by_token = {other.token: other for other in others}

    def bound(
        handler: Callable[[Telegram, Request], Awaitable[Response]],
    ) -> Callable[..., Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return await handler(by_token.get(request.path_params.get("token", ""), telegram), request)

        return endpoint

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", bound(bot_api.call_method), methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", bound(bot_api.download)),
            *phone_api.routes(telegram),
            Route("/", page.show),
            Route("/static/{name}", page.show),
        ]
    )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on and every answer takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


async def serve(
    telegram: Telegram,
    host: str = "127.0.0.1",
    port: int = 8081,
    *,
    listener: socket.socket | None = None,
    others: Sequence[Telegram] = (),
) -> None:
    """Serve until cancelled; `listener` brings a socket already bound. Raises OSError when the port is taken.

    `others` are bots whose Bot API is served here too; their phones have a page of their own, by a `serve` of their own.
    """
    config = uvicorn.Config(
        application(telegram, *others),
        http=_Breakable,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    bound = listener or listen(host, port)
    server = _QuietServer(config)
    telegram.changes.is_closing = False
    courier = asyncio.create_task(Courier(telegram).run())
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        courier.cancel()
        await asyncio.gather(courier, return_exceptions=True)
        telegram.changes.close()
        await serving
        bound.close()


class _QuietServer(uvicorn.Server):
    """Leaves signals to the program that embeds it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield
