"""What may stand where: read from the source, so that nobody has to remember it."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = {
    path.relative_to(ROOT).with_suffix("").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for door in ("bot", "admin", "passerelle", "launch")
    for path in sorted((ROOT / door).rglob("*.py"))
}
UNSEALERS = {
    "passerelle/vault",
    "passerelle/keystore",  # the keys themselves
    "passerelle/conversations",  # answers, and an address for delivery
    "passerelle/entries",  # a case's content
    "passerelle/appointments/whereabouts",  # where to meet, once somebody taps for it
    "passerelle/giving/notes",  # what a coordinator notes of who gives
    "passerelle/listening/details",  # what was said for a seat, and asked before a session
    "passerelle/rooms/wording",  # what is said in a room, for its members' sheets and who leads it
    "passerelle/working/tasks",  # what is to be done in a case
    "passerelle/alerts/links",  # a member's own chat
    "passerelle/team",  # the secret of one-time codes
}


def calls_in(tree):
    """Every call, with the name that is called and its first argument as text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name, ast.unparse(node.args[0]) if node.args else ""


def imports_in(tree):
    """The first part of everything that is imported from outside a package's own folder."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def where(is_there):
    """The modules in which something is there."""
    return {module for module, tree in SOURCES.items() if is_there(tree)}


def test_there_is_something_to_look_at():
    """A search in the wrong folder would find nothing wrong."""
    assert {"passerelle/cases", "bot/engine/walk"} <= SOURCES.keys()


def test_unsealing_is_rare_and_in_known_places():
    """Whoever needs to read what is sealed asks one of these."""
    assert where(lambda tree: any(name == "unseal" for name, _ in calls_in(tree))) <= UNSEALERS


def test_nobody_unseals_under_another_name():
    """Nor is it imported anywhere else."""

    def borrows(tree):
        froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        return any(alias.name == "unseal" for node in froms for alias in node.names)

    assert where(borrows) <= UNSEALERS


def test_only_the_database_commits():
    """All of a transaction, in one place."""
    assert where(lambda tree: any(name == "commit" for name, _ in calls_in(tree))) == {"passerelle/database"}


def test_only_cases_selects_cases():
    """So that every way to a case passes its checks."""

    def selects(tree):
        return any(
            (name == "select" and arg.partition(".")[0] in {"Case", "tables"})
            or (name in {"get", "get_one"} and arg == "Case")
            for name, arg in calls_in(tree)
        )

    assert where(selects) == {"passerelle/cases", "passerelle/queue"}  # the queue, headlines only


def test_only_the_wire_imports_what_knows_telegram():
    """The simulator pretends to be Telegram without the libraries that speak to it."""
    found = where(lambda tree: {"aiogram", "telegram"} & set(imports_in(tree)))

    assert all(module.startswith("bot/wire/") for module in found)


def test_no_module_hides_a_library():
    """A folder or a file of that name would be found first; our own simulator is inside a package."""
    for library in ("telegram", "aiogram", "fastapi", "jinja2"):
        assert not (ROOT / library).exists() and not (ROOT / f"{library}.py").exists()
    assert not [path for door in ("bot", "admin", "passerelle") for path in (ROOT / door).rglob("telegram*")]


@pytest.mark.parametrize("module", [module for module in SOURCES if module.startswith("bot/engine/")])
def test_the_engine_needs_nothing_but_python(module):
    """Pure: it can be read, tested and moved without anything else."""
    assert set(imports_in(SOURCES[module])) <= {*sys.stdlib_module_names, "bot"}


def test_no_clock_is_read_but_through_the_clock():
    """The house and the engine are told what time it is."""

    def looks(tree):
        names = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        return bool(names & {"datetime.now", "datetime.utcnow", "date.today", "time.time"})

    found = where(looks)
    assert {module for module in found if module.startswith(("passerelle/", "bot/engine/"))} == {
        "passerelle/clock"
    }
