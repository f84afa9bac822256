"""What whoever watches over the machine asks."""

from admin.app import build
from passerelle.words import Words
from tests.admin.browser import Browser
from tests.admin.conftest import LOCALES
from tests.admin.scene import Scene


def test_alive_needs_no_session(scene: Scene) -> None:
    """The process answers."""
    answer = scene.browser().get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_ready_tells_what_is_reachable(scene: Scene) -> None:
    """Yes or no for each part, and nothing else."""
    answer = scene.browser().get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "keystore": True})


def test_not_ready_is_503(scene: Scene) -> None:
    """One part that is out of reach is enough."""
    app = build(scene.house, words=Words(LOCALES), ready=lambda: {"telegram": False})

    answer = Browser(app).get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": True, "keystore": True, "telegram": False}


def test_a_database_out_of_reach_is_told(scene: Scene) -> None:
    """The rest is told all the same."""
    file = scene.house.settings.data_dir / "passerelle.db"
    file.rename(file.with_suffix(".elsewhere"))

    answer = scene.browser().get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": False, "keystore": True}
