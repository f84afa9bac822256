"""How long `passerelle demo` takes from its start until the panel answers, and until the first /start is answered.

    python -m bench.start --times 5

The first start creates the data; the following ones are what a second `make demo` takes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from launch.simulator import Phone, SimulatedTelegram
from tests.faults.program import ROOT, free_port, until

PROMISED_SECONDS = 5.0


def main() -> int:
    """Measure, and print one line for each start."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    print("| start | the panel answers | the first /start is answered |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        measured = [_measure(Path(folder)) for _ in range(options.times)]
        for number, (panel, bot) in enumerate(measured, 1):
            print(f"| {number} | {panel:.2f} s | {bot:.2f} s |")
    return 0 if all(panel < PROMISED_SECONDS for panel, _ in measured[1:]) else 1


def _measure(folder: Path) -> tuple[float, float]:
    phone_port, panel_port = free_port(), free_port()
    ours = {
        "PASSERELLE_DATA_DIR": str(folder),
        "PASSERELLE_PANEL_PORT": str(panel_port),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "launch.cli", "demo", "--phone-port", str(phone_port)]
    began = time.monotonic()
    program = subprocess.Popen(command, env={**os.environ, **ours}, cwd=folder, stdout=subprocess.DEVNULL)
    try:
        until(lambda: _answers(f"http://127.0.0.1:{panel_port}/login"), what="the panel")
        panel = time.monotonic() - began
        until(lambda: _answers(f"http://127.0.0.1:{phone_port}/sim/people"), what="the phone")
        _say_start(f"http://127.0.0.1:{phone_port}")
        return panel, time.monotonic() - began
    finally:
        program.terminate()
        program.wait()


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, trust_env=False).is_success
    except httpx.TransportError:
        return False


def _say_start(address: str) -> None:
    """Press START as Sam, and wait for the welcome."""
    telegram = SimulatedTelegram(address)
    sam = Phone(telegram, int(telegram.ask("GET", "/people")[0]["id"]))
    sam.start()
    sam.wait_for("Je suis un robot", timeout=90)
    telegram.close()


if __name__ == "__main__":
    sys.exit(main())
