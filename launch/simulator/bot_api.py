"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Reads the call, lets the faults strike, answers as the published server does, and writes it in the journal.
"""

import asyncio
import json
from typing import Any, cast

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from launch.simulator.calls import Call
from launch.simulator.faults import Fault, Strike
from launch.simulator.methods import METHODS
from launch.simulator.parameters import Raw, Upload, for_the_log, read
from launch.simulator.polling import get_updates
from launch.simulator.refusals import Refusal, bad_request, flooded
from launch.simulator.signatures import BY_LOWER_NAME
from launch.simulator.telegram import Telegram


class Dropped(Response):
    """No answer at all: the connection breaks."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut the line below HTTP and wait until the server has noticed."""
        del send
        cast(asyncio.Transport, scope["simulator.transport"]).abort()
        while (await receive())["type"] != "http.disconnect":
            pass


async def call_method(telegram: Telegram, request: Request) -> Response:
    """Answer one Bot API call."""
    if request.path_params["token"] != telegram.token:
        return _refused(Refusal(401, "Unauthorized"))
    method = BY_LOWER_NAME.get(request.path_params["method"].lower())
    if method is None:
        return _refused(Refusal(404, "Not Found"))
    try:
        raw = await _raw(request)
    except Refusal as refusal:
        return _refused(refusal)
    except ClientDisconnect:  # the bot was killed while it asked
        return Dropped()
    call = telegram.calls.open(method, for_the_log(method, raw), telegram.clock.now())
    strike = telegram.faults.strike(method, call.chat_id())
    if strike is None:
        return await _run(telegram, call, raw)
    call.fault = strike.fault.kind
    return await _struck(telegram, call, raw, strike=strike)


async def download(telegram: Telegram, request: Request) -> Response:
    """Hand out a file by its path."""
    stored = telegram.files.at(request.path_params["path"])
    if request.path_params["token"] != telegram.token or stored is None:
        return _refused(Refusal(404, "Not Found"))
    return Response(stored.content, media_type="application/octet-stream")


async def execute(telegram: Telegram, call: Call, raw: Raw) -> Any:
    """Run one call and return its result; raises Refusal. The journal gets the outcome either way."""
    try:
        wait = telegram.limits.wait_for(call.method, call.chat_id())
        if wait:
            raise flooded(wait)
        parameters = read(call.method, raw)
        if call.method == "getUpdates":
            result: Any = await get_updates(telegram, parameters)
        else:
            result = METHODS[call.method](telegram, parameters)
    except Refusal as refusal:
        call.outcome = refusal.body()
        raise
    number = result.get("message_id") if isinstance(result, dict) else None
    call.outcome = {"ok": True} if number is None else {"ok": True, "message_id": number}
    return result


async def _run(telegram: Telegram, call: Call, raw: Raw) -> Response:
    try:
        return JSONResponse({"ok": True, "result": await execute(telegram, call, raw)})
    except Refusal as refusal:
        return _refused(refusal)


async def _struck(telegram: Telegram, call: Call, raw: Raw, *, strike: Strike) -> Response:
    fault = strike.fault
    if fault.kind == "drop_before":
        call.outcome = {"ok": False, "dropped": "before"}
        return Dropped()
    if fault.kind in {"flood", "forbidden", "error"}:
        refusal = _planned_refusal(fault, strike)
        call.outcome = refusal.body()
        return _refused(refusal)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    response = await _run(telegram, call, raw)
    if fault.kind == "drop_after":
        return Dropped()
    if fault.kind == "malformed":
        return Response(b'{"ok":true,"resu', media_type="application/json")
    return response


def _planned_refusal(fault: Fault, strike: Strike) -> Refusal:
    if fault.kind == "flood":
        return flooded(strike.retry_after)
    if fault.kind == "forbidden":
        return Refusal(403, fault.description)
    reasons = {
        500: "Internal Server Error",
        502: "Bad Gateway",
        503: "Service Unavailable",
        504: "Gateway Timeout",
    }
    return Refusal(fault.status, reasons.get(fault.status, "Internal Server Error"))


def _refused(refusal: Refusal) -> Response:
    return JSONResponse(refusal.body(), status_code=refusal.code)


async def _raw(request: Request) -> Raw:
    query = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Raw({**query, **_json_object(await request.body())}, is_json=True)
    if kind not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return Raw(query)
    values: dict[str, Any] = query
    uploads: dict[str, Upload] = {}
    async with request.form(max_files=20, max_fields=100, max_part_size=8 * 1024 * 1024) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or name, mime, await value.read())
            else:
                values[name] = value
    return Raw(values, uploads=uploads)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("object expected as the request's body")
    return value
