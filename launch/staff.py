"""`passerelle staff` and `passerelle association`: who is in the team, and when somebody is there."""

from collections.abc import Mapping

from passerelle import association, team
from passerelle.installation import open_house
from passerelle.settings import Settings
from passerelle.tables import Role


def add(
    settings: Settings, *, email: str, name: str, role: str, title: str, password: str, show_password: bool
) -> int:
    """Add a member and print, once, what their one-time-code app needs."""
    house = open_house(settings)
    with house.database.writing() as session:
        enrolment = team.add(
            session,
            email=email,
            name=name,
            role=Role(role),
            title=title,
            password=password,
            vault=house.keys.vault,
            now=house.clock(),
        )
        print(f"{enrolment.member.name} <{enrolment.member.email}>, {enrolment.member.role}")
    if show_password:
        print(f"Password: {password}")
    print(f"One-time-code secret: {enrolment.code_secret}")
    print(enrolment.otpauth)
    house.close()
    return 0


def show(settings: Settings) -> int:
    """List the members."""
    house = open_house(settings)
    with house.database.reading() as session:
        for member in team.everyone(session):
            print(f"{member.email}\t{member.name}\t{member.role}")
    house.close()
    return 0


def association_is(settings: Settings, changes: Mapping[str, str | int | None]) -> int:
    """Change what is given, and print how the association stands."""
    house = open_house(settings)
    with house.database.writing() as session:
        association.change(session, **{name: value for name, value in changes.items() if value is not None})
        here = association.get(session)
        for name in changes:
            print(f"{name.replace('_', '-')}: {getattr(here, name)}")
    house.close()
    return 0
