"""The phone page: three static files under a strict content policy.

Nothing inline, nothing from elsewhere.
"""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


async def show(request: Request) -> Response:
    """The page, or one of its files."""
    path = STATIC / request.path_params.get("name", "phone.html")
    if path.parent != STATIC or path.suffix not in _KINDS or not path.is_file():
        return Response("Not found", status_code=404, headers=HEADERS)
    return Response(path.read_bytes(), media_type=_KINDS[path.suffix], headers=HEADERS)
