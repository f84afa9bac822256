"""The person's side over HTTP: `/sim/...`, JSON in and out, for the page and for tests.

Also the levers behind the scene: clock, faults, raw updates, the journal of calls. Loopback use only:
there is no password, and nothing here is real.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from launch.simulator import phones, views
from launch.simulator.faults import Fault
from launch.simulator.phones import Impossible
from launch.simulator.telegram import Telegram
from launch.simulator.world import Person

Handler = Callable[[Telegram, Request], Awaitable[Any]]
LONGEST_WAIT_SECONDS = 60.0


def routes(telegram: Telegram) -> list[Route]:
    """Every route of the person's side."""
    return [
        Route(f"/sim{path}", _endpoint(telegram, handler), methods=[method])
        for (method, path), handler in _HANDLERS.items()
    ]


def _endpoint(telegram: Telegram, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.headers.get("sec-fetch-site") == "cross-site":
            return JSONResponse(
                {"error": "Only this machine's own pages may use the phone."}, status_code=403
            )
        try:
            result = await handler(telegram, request)
            return result if isinstance(result, Response) else JSONResponse(result)
        except (Impossible, TypeError, ValueError, KeyError) as error:
            return JSONResponse({"error": str(error)}, status_code=409)

    return answer


async def _body(request: Request) -> dict[str, Any]:
    value = json.loads(await request.body() or b"{}")
    if not isinstance(value, dict):
        raise Impossible("A JSON object is expected.")
    return value


def _person(telegram: Telegram, request: Request) -> Person:
    return phones.find(telegram, int(request.path_params["person"]))


def _optional_int(request: Request, name: str) -> int | None:
    value = request.query_params.get(name)
    return int(value) if value else None


async def _create_person(telegram: Telegram, request: Request) -> Any:
    return vars(phones.create(telegram, **await _body(request)))


async def _people(telegram: Telegram, _: Request) -> Any:
    return [vars(person) for person in telegram.world.people.values()]


async def _screen(telegram: Telegram, request: Request) -> Any:
    person = _person(telegram, request)
    chat = phones.chat_for(telegram, person, _optional_int(request, "chat_id"))
    await _changed(telegram, request)
    if telegram.world.people.get(person.id) is not person:
        return {"is_gone": True}
    return views.screen(telegram, person, chat)


async def _changed(telegram: Telegram, request: Request) -> int:
    after = _optional_int(request, "after")
    timeout = min(float(request.query_params.get("timeout", "0")), LONGEST_WAIT_SECONDS)
    if after is None or timeout <= 0:
        return telegram.changes.number
    return await telegram.changes.wait(after, timeout)


async def _wait(telegram: Telegram, request: Request) -> Any:
    return {"version": await _changed(telegram, request)}


async def _write(telegram: Telegram, request: Request) -> Any:
    message = phones.write(telegram, _person(telegram, request), **await _body(request))
    return {"message_id": message.id, "update_id": message.update_id}


async def _start(telegram: Telegram, request: Request) -> Any:
    message = phones.start(telegram, _person(telegram, request), **await _body(request))
    return {"message_id": message.id, "update_id": message.update_id}


async def _send(telegram: Telegram, request: Request) -> Any:
    message = phones.send(telegram, _person(telegram, request), **await _body(request))
    return {"message_id": message.id, "update_id": message.update_id}


async def _tap(telegram: Telegram, request: Request) -> Any:
    body = await _body(request)
    times = int(body.pop("times", 1))
    person = _person(telegram, request)
    return {"tap_ids": [phones.tap(telegram, person, **body).id for _ in range(times)]}


async def _edit(telegram: Telegram, request: Request) -> Any:
    return {"message_id": phones.edit(telegram, _person(telegram, request), **await _body(request)).id}


async def _block(telegram: Telegram, request: Request) -> Any:
    phones.block(telegram, _person(telegram, request))
    return {}


async def _unblock(telegram: Telegram, request: Request) -> Any:
    phones.unblock(telegram, _person(telegram, request))
    return {}


async def _deactivate(telegram: Telegram, request: Request) -> Any:
    _person(telegram, request).is_deactivated = True
    return {}


async def _notifications(telegram: Telegram, request: Request) -> Any:
    return views.notifications(telegram, _person(telegram, request))


async def _file(telegram: Telegram, request: Request) -> Response:
    stored = telegram.files.find(request.path_params["file"])
    if stored is None:
        return Response("Not found", status_code=404)
    kind = (
        stored.mime
        if stored.mime in {"image/png", "image/jpeg", "image/webp"}
        else "application/octet-stream"
    )
    return Response(stored.content, media_type=kind, headers={"X-Content-Type-Options": "nosniff"})


async def _create_group(telegram: Telegram, request: Request) -> Any:
    body = await _body(request)
    chat = phones.group(telegram, phones.find(telegram, body["person_id"]), body.get("title", "Groupe"))
    return {"id": chat.id, "title": chat.title}


async def _kick(telegram: Telegram, request: Request) -> Any:
    person = phones.find(telegram, (await _body(request))["person_id"])
    phones.kick_bot(telegram, person, phones.chat_for(telegram, person, int(request.path_params["group"])))
    return {}


async def _group(telegram: Telegram, request: Request) -> Any:
    chat = telegram.world.chats[int(request.path_params["group"])]
    return {"id": chat.id, "title": chat.title, "bot_status": chat.bot_status}


async def _calls(telegram: Telegram, request: Request) -> Any:
    after = _optional_int(request, "after") or 0
    return telegram.calls.listed(request.query_params.get("method"), _optional_int(request, "chat_id"), after)


async def _add_fault(telegram: Telegram, request: Request) -> Any:
    return {"number": telegram.faults.add(Fault(**await _body(request)))}


async def _faults(telegram: Telegram, _: Request) -> Any:
    return telegram.faults.listed()


async def _clear_faults(telegram: Telegram, _: Request) -> Any:
    telegram.faults.clear()
    return {}


async def _add_raw(telegram: Telegram, request: Request) -> Any:
    return {"update_id": telegram.updates.add_raw(await _body(request))}


async def _pending(telegram: Telegram, _: Request) -> Any:
    return [update.body for update in telegram.updates.waiting()]


async def _advance(telegram: Telegram, request: Request) -> Any:
    telegram.clock.advance(float((await _body(request))["advance"]))
    telegram.changes.note()
    return {"now": telegram.clock.now()}


async def _clock(telegram: Telegram, _: Request) -> Any:
    return {"now": telegram.clock.now()}


async def _settings(telegram: Telegram, request: Request) -> Any:
    body = await _body(request)
    telegram.updates.redelivery = float(body.get("redelivery", telegram.updates.redelivery))
    telegram.limits.is_on = bool(body.get("limits", telegram.limits.is_on))
    is_open = telegram.bot.reads_all_group_messages
    telegram.bot.reads_all_group_messages = bool(body.get("reads_all_group_messages", is_open))
    return {"redelivery": telegram.updates.redelivery, "limits": telegram.limits.is_on}


async def _reset(telegram: Telegram, _: Request) -> Any:
    telegram.reset()
    return {}


_ONE = "/people/{person:int}"
_HANDLERS: dict[tuple[str, str], Handler] = {
    ("POST", "/people"): _create_person,
    ("GET", "/people"): _people,
    ("GET", f"{_ONE}/chat"): _screen,
    ("GET", f"{_ONE}/notifications"): _notifications,
    ("POST", f"{_ONE}/write"): _write,
    ("POST", f"{_ONE}/start"): _start,
    ("POST", f"{_ONE}/send"): _send,
    ("POST", f"{_ONE}/tap"): _tap,
    ("POST", f"{_ONE}/edit"): _edit,
    ("POST", f"{_ONE}/block"): _block,
    ("POST", f"{_ONE}/unblock"): _unblock,
    ("POST", f"{_ONE}/deactivate"): _deactivate,
    ("POST", "/groups"): _create_group,
    ("GET", "/groups/{group}"): _group,
    ("POST", "/groups/{group}/kick"): _kick,
    ("GET", "/files/{file}"): _file,
    ("GET", "/wait"): _wait,
    ("GET", "/calls"): _calls,
    ("POST", "/faults"): _add_fault,
    ("GET", "/faults"): _faults,
    ("DELETE", "/faults"): _clear_faults,
    ("POST", "/updates"): _add_raw,
    ("GET", "/updates"): _pending,
    ("POST", "/clock"): _advance,
    ("GET", "/clock"): _clock,
    ("POST", "/settings"): _settings,
    ("POST", "/reset"): _reset,
}
