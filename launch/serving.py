"""Serving a site in a program that does more than serve: it listens, says when it answers, and leaves signals alone."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI

from passerelle.errors import Misconfigured

STOP_SECONDS = 3


async def serve(
    site: FastAPI,
    host: str,
    port: int,
    *,
    on_ready: Callable[[], None] = lambda: None,
    on_stop: Callable[[], None] = lambda: None,
) -> None:
    """Serve a site until cancelled; raises Misconfigured when nothing can listen there."""
    config = uvicorn.Config(site, log_config=None, access_log=False, lifespan="off", server_header=False)
    config.timeout_graceful_shutdown = 1
    server = _Server(config, on_ready)
    serving = asyncio.ensure_future(server.serve([_listening(host, port)]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        on_stop()
        server.should_exit = True
        await asyncio.wait({serving}, timeout=STOP_SECONDS)
        raise


def _listening(host: str, port: int) -> socket.socket:
    """Listen; the protocol is named so that answers leave at once instead of waiting to be joined by others."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Misconfigured(
            f"Nothing can listen on {host}:{port} ({error.strerror}): choose another PASSERELLE_PANEL_HOST or PASSERELLE_PANEL_PORT."
        ) from None
    return listener


class _Server(uvicorn.Server):
    """A server that leaves signals to the program, and says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield
