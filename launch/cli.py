"""The `passerelle` command and its subcommands. Whatever goes wrong on purpose ends in one line that says what to do."""

import argparse
import getpass
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from launch import directory_commands
from passerelle import logs, settings
from passerelle.errors import PasserelleError

ROLES = ("mediator", "listener", "coordinator", "editor", "auditor", "administrator")
LOCALES = Path(__file__).resolve().parent.parent / "bot" / "locales"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand; returns the exit code."""
    options = parser().parse_args(arguments)
    act: Callable[[argparse.Namespace], int] = options.act
    try:
        return act(options)
    except PasserelleError as error:
        print(f"passerelle: {error}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, BrokenPipeError):
        return 130


def parser() -> argparse.ArgumentParser:
    """All subcommands, each with what it acts by."""
    top = argparse.ArgumentParser(prog="passerelle", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _house_commands(commands)
    _script_commands(commands)
    _helpline_commands(commands)
    _place_commands(commands)
    directory_commands.add(commands, _settings)
    return top


def _house_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser("run", help="start the bot, the delivery and the panel")
    run.add_argument("--only", choices=("bot", "delivery", "panel", "alerts"), help="start one of them alone")
    run.set_defaults(act=_run)
    demo = commands.add_parser("demo", help="try everything on this machine, without Telegram")
    demo.add_argument("--phone-port", type=int, default=8001)
    demo.set_defaults(act=_demo)
    codes = commands.add_parser("demo-code", help="print the demo team's one-time codes")
    codes.set_defaults(act=_demo_codes)
    staff = commands.add_parser("staff", help="the members of the team").add_subparsers(required=True)
    add = staff.add_parser("add", help="add a member; prints their one-time-code secret once")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=ROLES, default="mediator")
    add.add_argument("--title", default="", help="what people read after the name, such as médiatrice")
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    add.set_defaults(act=_staff_add)
    staff.add_parser("list", help="list the members").set_defaults(act=_staff_list)
    here = commands.add_parser("association", help="show or change the association's name, hours, country")
    here.add_argument("--name")
    here.add_argument("--country", help="BE, FR, LU or CH")
    here.add_argument("--zone", help="such as Europe/Brussels")
    here.add_argument("--hours", help='such as "Mo-Fr 09:00-18:00; Sa 10:00-12:00"')
    here.add_argument("--keep-days", type=int, help="days that closed cases are kept")
    here.set_defaults(act=_association)
    migrate = commands.add_parser("migrate", help="bring the database to the newest schema")
    migrate.add_argument("--to", default="head", help="a schema version, or base")
    migrate.set_defaults(act=_migrate)


def _script_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    talk = commands.add_parser("talk", help="have a conversation in the terminal")
    talk.add_argument("flow", nargs="?")
    talk.add_argument("--language", default="fr")
    talk.set_defaults(act=_talk)
    check = commands.add_parser("check", help="prove the conversations; exit 1 on a finding")
    check.add_argument("--rules", action="store_true", help="list the rules")
    check.add_argument("--paths", action="store_true", help="count the taps to a human")
    check.set_defaults(act=_check)
    board = commands.add_parser("storyboard", help="write a conversation down for review")
    board.add_argument("flow", nargs="?")
    board.add_argument("--language", default="fr")
    board.add_argument("--html", action="store_true")
    board.set_defaults(act=_storyboard)
    understand = commands.add_parser("understand", help="say what reviewed words find in lines of text")
    understand.set_defaults(act=_understand)


def _helpline_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    lines = commands.add_parser("helplines", help="the help lines").add_subparsers(required=True)
    due = lines.add_parser("check", help="list what a human has to verify; exit 1 when something is due")
    due.set_defaults(act=_helplines_check)
    verify = lines.add_parser("verify", help="keep that a human called a line today")
    verify.add_argument("id", help="such as be-103")
    verify.add_argument("--by", required=True, help="the initials of who called")
    found = verify.add_mutually_exclusive_group()
    found.add_argument("--hours", help='what was heard, such as "Mo-Fr 09:00-18:00; PH off"')
    found.add_argument("--gone", action="store_true", help="nobody answers there any more: take it out")
    verify.set_defaults(act=_helplines_verify)
    every = lines.add_parser("list", help="list every line")
    every.add_argument("--country", choices=("BE", "FR", "LU", "CH"))
    every.add_argument("--json", action="store_true")
    every.set_defaults(act=_helplines_list)


def _place_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    places = commands.add_parser("places", help="print the places that a text may mean, as JSON")
    places.add_argument("text", help='a postcode or a name, such as "1332" or "st denis 93"')
    places.set_defaults(act=_places)


def _settings() -> settings.Settings:
    read = settings.read()
    logs.set_up(read.log_level)
    return read


def _run(options: argparse.Namespace) -> int:
    read = _settings()
    from launch.run import EVERYTHING, Program  # large, and of no use to wrong settings
    from passerelle.installation import open_house

    house = open_house(read)
    if not house.settings.bot_token and options.only != "panel":
        house.close()
        raise PasserelleError(
            "PASSERELLE_BOT_TOKEN is missing: ask BotFather for one, or try `passerelle demo`."
        )
    place = f"http://{house.settings.panel_host}:{house.settings.panel_port}/"
    parts = (options.only,) if options.only else EVERYTHING
    try:
        Program(house, parts, on_panel=lambda: print(f"Passerelle listens on {place}", flush=True)).run()
    finally:
        house.close()
    return 0


def _demo(options: argparse.Namespace) -> int:
    from launch.demo import run

    return run(phone_port=options.phone_port)


def _demo_codes(_options: argparse.Namespace) -> int:
    from launch.demo import print_codes

    return print_codes()


def _staff_add(options: argparse.Namespace) -> int:
    from launch import staff

    password, is_new = _password(from_stdin=options.password_stdin)
    return staff.add(
        _settings(),
        email=options.email,
        name=options.name,
        role=options.role,
        title=options.title,
        password=password,
        show_password=is_new,
    )


def _password(*, from_stdin: bool) -> tuple[str, bool]:
    """Read a password, or make one when nobody is there to type it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if sys.stdin.isatty():
        return getpass.getpass("Password (12 characters at least): "), False
    return secrets.token_urlsafe(12), True


def _staff_list(_options: argparse.Namespace) -> int:
    from launch import staff

    return staff.show(_settings())


def _association(options: argparse.Namespace) -> int:
    from launch import staff

    names = ("name", "country", "zone", "hours", "keep_days")
    return staff.association_is(_settings(), {name: getattr(options, name) for name in names})


def _migrate(options: argparse.Namespace) -> int:
    from passerelle.database import Database

    database = Database(_settings().database_url)
    database.migrate(options.to)
    database.dispose()
    return 0


def _talk(options: argparse.Namespace) -> int:
    from launch import talk

    return talk.run(options.flow, options.language, sys.stdin, sys.stdout)


def _check(options: argparse.Namespace) -> int:
    from launch import check

    return check.run(paths=options.paths, rules=options.rules)


def _storyboard(options: argparse.Namespace) -> int:
    from launch import storyboard

    return storyboard.run(options.flow, options.language, html=options.html, out=sys.stdout)


def _understand(_options: argparse.Namespace) -> int:
    from launch import understand

    return understand.run(sys.stdin, sys.stdout)


def _helplines_check(_options: argparse.Namespace) -> int:
    from launch import helplines

    return helplines.check(_settings())


def _helplines_verify(options: argparse.Namespace) -> int:
    from launch import helplines

    return helplines.verify(_settings(), options.id, by=options.by, hours=options.hours, is_gone=options.gone)


def _helplines_list(options: argparse.Namespace) -> int:
    from launch import helplines

    return helplines.show(_settings(), country=options.country, as_json=options.json)


def _places(options: argparse.Namespace) -> int:
    from launch import places

    return places.show(options.text)


if __name__ == "__main__":
    sys.exit(main())
