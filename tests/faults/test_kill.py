"""The running program is killed at random moments: no case is lost, none is doubled, and everybody is answered in the end."""

import os
from pathlib import Path

import pytest

from tests.faults.kills import play
from tests.faults.program import Mode

KILLS = int(os.environ.get("PASSERELLE_KILLS", "4"))
SEED = int(os.environ.get("PASSERELLE_SEED", "20261121"))


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_kills_lose_nothing_and_nobody(mode: Mode, tmp_path: Path) -> None:
    """Killed under load and started again, the program ends with one case for each person who asked for one."""
    toll = play(tmp_path, mode, kills=KILLS, seed=SEED)

    assert toll.is_clean, toll
    assert toll.cases > 0, toll
