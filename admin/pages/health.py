"""Whether the program is alive, and whether it is ready to work: for whoever watches over the machine.

No session is asked for, so nothing is told but yes or no.
"""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from admin.access import panel_of

router = APIRouter()


@router.api_route("/healthz", methods=["GET", "HEAD"])
def healthz() -> JSONResponse:
    """Say that the process answers."""
    return JSONResponse({"status": "ok"})


@router.api_route("/readyz", methods=["GET", "HEAD"])
def readyz(request: Request) -> JSONResponse:
    """Say what is reachable; 503 when something is not."""
    panel = panel_of(request)
    parts = {
        "database": panel.house.database.is_reachable(),
        "keystore": panel.house.keys.keystore.is_reachable(),
        **panel.ready(),
    }
    return JSONResponse(parts, 200 if all(parts.values()) else 503)
