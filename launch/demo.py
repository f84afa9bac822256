"""`passerelle demo`: everything in one process and on this machine: a phone in the browser, the bot, the delivery, the panel.

The association and its team are made up, the Telegram is pretended, and nothing leaves this machine. Its data stays apart, in a
folder of its own.
"""

import socket
import sys
import time
from pathlib import Path

import pyotp

from launch import example
from launch.example import giving, sessions
from launch.run import Program
from launch.simulator import Telegram, phones, serve
from launch.simulator.server import listen
from passerelle import association, logs, settings, team
from passerelle.alerts import links
from passerelle.errors import Misconfigured
from passerelle.installation import House, open_house
from passerelle.listening import Kind
from passerelle.tables import Role

TOKEN = "1:demo"  # noqa: S105 - the pretend Telegram's, worth nothing anywhere else
STAFF_TOKEN = "2:equipe"  # noqa: S105 - the same, of the team's own bot
PASSWORD = "passerelle-demo"  # noqa: S105 - printed on purpose, for made-up people
NAME = "Le Gué (association fictive)"
PEOPLE = (
    ("nadia@demo.example", "Nadia", "médiatrice", Role.MEDIATOR),
    ("marc@demo.example", "Marc", "médiateur", Role.MEDIATOR),
    ("ines@demo.example", "Inès", "coordinatrice", Role.COORDINATOR),
)
FIRST_ACCOUNT = 7_000_000_000  # made up; each start of the demo has a new Sam, who was never here before
SECRETS = "sign-in.txt"
UPDATES_A_SECOND = 10  # so that a new start never numbers an update as an earlier one did


def run(*, phone_port: int) -> int:
    """Run the demo until Ctrl-C."""
    read = settings.read()
    folder = read.data_dir / "demo"
    environment = {
        "PASSERELLE_BOT_TOKEN": TOKEN,
        "PASSERELLE_TELEGRAM_API": f"http://127.0.0.1:{phone_port}",
        "PASSERELLE_DATA_DIR": str(folder),
        "PASSERELLE_PANEL_HOST": read.panel_host,
        "PASSERELLE_PANEL_PORT": str(read.panel_port),
        "PASSERELLE_LOG_LEVEL": "WARNING",
        "PASSERELLE_STAFF_BOT_TOKEN": STAFF_TOKEN,
    }
    logs.set_up("WARNING")
    started = time.monotonic()
    house = open_house(settings.read(environment, folder=folder))
    codes = _people(house, folder)
    _addresses(house)
    telegram = Telegram(token=TOKEN)
    telegram.updates.resume_after(int(time.time() * UPDATES_A_SECOND))
    phones.create(telegram, "Sam", id=FIRST_ACCOUNT + int(time.time()) % FIRST_ACCOUNT, language_code="fr")
    staff, listener = _staff_phone(house), _next_to(phone_port, read.panel_port)
    program = Program(
        house,
        beside=(
            serve(telegram, host="127.0.0.1", port=phone_port, others=(staff,)),
            serve(staff, listener=listener),
        ),
        on_panel=lambda: _welcome(house, phone_port, listener.getsockname()[1], codes),
        on_bot=lambda: print(f"Ready after {time.monotonic() - started:.1f} s. Ctrl-C stops it.", flush=True),
    )
    try:
        program.run()
    finally:
        house.close()
    print("Stopped.")
    return 0


def _people(house: House, folder: Path) -> dict[str, str]:
    """Make the association and its team at the first start; returns each one's code secret."""
    kept = folder / SECRETS
    if kept.exists():
        return dict(line.split() for line in kept.read_text().splitlines())
    with house.database.writing() as session:
        association.change(session, name=NAME, hours="24/7")
        codes = {
            email: team.add(
                session,
                email=email,
                name=name,
                title=title,
                role=role,
                password=PASSWORD,
                vault=house.keys.vault,
                now=house.clock(),
            ).code_secret
            for email, name, title, role in PEOPLE
        }
    kept.touch(mode=0o600)
    kept.write_text("".join(f"{email} {secret}\n" for email, secret in codes.items()))
    return codes


def _addresses(house: House) -> None:
    """Put the example down, at the first start: made-up structures in real communes, five sessions to register for, somebody who gives."""
    with house.database.writing() as session:
        nadia, marc, ines = (team.find(session, email) for email, *_ in PEOPLE)
        example.fill(session, now=house.clock(), member=ines)
        if nadia is not None and marc is not None and ines is not None:
            leaders = {
                Kind.TALK_GROUP: nadia.id or 0,
                Kind.WORKSHOP: marc.id or 0,
                Kind.PROJECT: marc.id or 0,
            }
            sessions.fill(session, by=ines, leaders=leaders, now=house.clock())
            giving.fill(session, by=ines, giver=marc, keys=house.keys, now=house.clock())


def _staff_phone(house: House) -> Telegram:
    """Nadia's own phone, which she links as a member does: by a code that she sends to the team's bot."""
    telegram = Telegram(token=STAFF_TOKEN, username="equipe_demo_bot", name="Équipe")
    nadia = phones.create(telegram, "Nadia", language_code="fr")
    with house.database.writing() as session:
        member = team.find(session, PEOPLE[0][0])
        if member is not None:
            code = links.new_code(session, member, vault=house.keys.vault, now=house.clock())
            phones.start(telegram, nadia, code)
    return telegram


def _next_to(phone_port: int, panel_port: int) -> socket.socket:
    """The port after the phone's, or another one where that is taken."""
    wanted = phone_port + 1 if phone_port + 1 != panel_port else 0
    try:
        return listen("127.0.0.1", wanted)
    except OSError:
        return listen("127.0.0.1", 0)


def _welcome(house: House, phone_port: int, staff_port: int, codes: dict[str, str]) -> None:
    port = house.settings.panel_port
    print("\nPasserelle, on this machine only. Everybody in it is made up.\n")
    print(f"  The phone, as a young person   http://127.0.0.1:{phone_port}/")
    print(f"  Nadia's phone, for alerts      http://127.0.0.1:{staff_port}/?phone=Nadia")
    print(f"  The panel, as a mediator       http://127.0.0.1:{port}/\n")
    print(f"  Sign in with password {PASSWORD} and a one-time code:")
    for email, name, title, _role in PEOPLE:
        print(
            f"    {email:22} {name}, {title:14} code {pyotp.TOTP(codes[email]).now()}   secret {codes[email]}"
        )
    print("  A code lasts half a minute; `make demo-code` prints the next ones.\n", flush=True)


def print_codes() -> int:
    """Print the demo team's one-time codes of this moment."""
    kept = settings.read().data_dir / "demo" / SECRETS
    if not kept.exists():
        raise Misconfigured("There is no demo yet: start it with `passerelle demo`.")
    for line in kept.read_text().splitlines():
        email, secret = line.split()
        sys.stdout.write(f"{email:22} {pyotp.TOTP(secret).now()}\n")
    return 0
