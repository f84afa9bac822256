"""A browser without scripts: it keeps cookies, reads the forms of a page and sends them. No page of it is ever patched."""

import asyncio
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from fastapi import FastAPI

HOST = "http://panel.test"


class InProcess(httpx.BaseTransport):
    """Carries requests to the app in this process."""

    def __init__(self, app: FastAPI) -> None:
        self._transport = httpx.ASGITransport(app=app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the app and wait for the whole answer."""
        return asyncio.run(self._ask(request))

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        body = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers.raw, content=body)


@dataclass
class Form:
    """One form of a page: where it goes, and what is in it already."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._textarea: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append(Form(given.get("action") or ""))
        if tag == "input" and given.get("type") == "hidden" and self.forms:
            self.forms[-1].fields[given["name"] or ""] = given.get("value") or ""


def forms(page: httpx.Response) -> dict[str, Form]:
    """Read the forms of a page, by their action."""
    parser = _Forms()
    parser.feed(page.text)
    return {form.action: form for form in parser.forms}


class Browser:
    """One browser of one member of staff."""

    def __init__(self, app: FastAPI, *, host: str = HOST, headers: dict[str, str] | None = None) -> None:
        self.client = httpx.Client(transport=InProcess(app), base_url=host, headers=headers)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """Open a page."""
        return self.client.get(path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        """Send something as it is."""
        return self.client.post(path, **options)

    def send(
        self, page: str, action: str, *, headers: dict[str, str] | None = None, **typed: str
    ) -> httpx.Response:
        """Open a page and send one of its forms, its hidden fields included."""
        form = forms(self.get(page))[action]
        return self.client.post(action, data={**form.fields, **typed}, headers=headers)

    def cookie(self) -> str | None:
        """The value of the one cookie."""
        return next((cookie.value for cookie in self.client.cookies.jar), None)
