"""Records on the panel's shelf, all of them made up, and what people and the team do with them."""

from dataclasses import replace
from typing import Any

import httpx

from admin.directory_typed import typed_from
from passerelle import team
from passerelle.directory import reports, store
from passerelle.directory.records import Structure
from passerelle.directory.store import How, Kept
from passerelle.tables import Role
from tests.admin.browser import Browser, forms
from tests.admin.scene import Scene
from tests.house.directory.shelf import THE_BRIDGE, like_the_bridge
from tests.people import INES, Staff


def put(scene: Scene, *structures: Structure) -> list[int]:
    """Put records down; gives their numbers."""
    with scene.house.database.writing() as session:
        return [store.put(session, structure, now=scene.clock()) for structure in structures]


def bridge(scene: Scene, **changes: Any) -> int:
    """Put the example record down, with changes."""
    return put(scene, replace(THE_BRIDGE, **changes))[0]


def kept(scene: Scene, number: int) -> Kept:
    """Take a record back."""
    with scene.house.database.reading() as session:
        return store.get(session, number)


def verified(scene: Scene, number: int) -> None:
    """Have Inès verify a record."""
    member = scene.member(INES)
    with scene.house.database.writing() as session:
        store.verify(session, number, member, how=How.PHONE, now=scene.clock())


def reported(scene: Scene, number: int, people: int = 1) -> None:
    """Have some people say that a record is wrong."""
    for person in range(people):
        with scene.house.database.writing() as session:
            reports.report(session, number, bytes([person]), now=scene.clock())


def editor(scene: Scene) -> Staff:
    """Make Inès an editor of the directory: enrolling somebody else takes a slow password."""
    with scene.house.database.writing() as session:
        member = team.find(session, INES.email)
        assert member is not None
        member.role = Role.EDITOR
        session.add(member)
    return INES


def saves(browser: Browser, number: int, base: Structure = THE_BRIDGE, **typed: Any) -> httpx.Response:
    """Open the form of a record, type something, and save."""
    path = f"/directory/{number}/edit"
    hidden = forms(browser.get(path))[path].fields
    return browser.post(path, data={**hidden, **typed_from(base), "do": "save", **typed})


def a_full_directory(scene: Scene) -> list[int]:
    """A record of every condition: fresh, overdue and protected, reported and alike, a draft, one without anything."""
    refuge = like_the_bridge("le-refuge", kind="shelter", name="Le Refuge (fictif)", is_protected=True)
    twin = like_the_bridge("le-pont-bis", name="Le Pont (fictif)")
    draft = like_the_bridge("le-gue", name="Le Gué (fictif)", status="draft", kind="mediation")
    silent = Structure(id="le-silence", name="Le Silence (fictif)", kind="cmp")
    numbers = put(scene, THE_BRIDGE, refuge, twin, draft, silent)
    verified(scene, numbers[1])
    scene.clock.forward(days=70)
    verified(scene, numbers[0])
    reported(scene, numbers[2], people=2)
    return numbers
