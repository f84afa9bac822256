"""The documents say what is true: the tree, the settings, the commands, and the links between them."""

import re
from pathlib import Path

import pytest

from launch.cli import parser

HOME = Path(__file__).resolve().parent.parent
README = (HOME / "README.md").read_text(encoding="utf-8")
PAGES = [HOME / "README.md", *sorted((HOME / "docs").rglob("*.md"))]
NOT_OURS = {".git", ".venv", ".ci", "data", "build", "htmlcov"}


def tree() -> list[str]:
    """The folders of the README's map, whole."""
    block = README.split("```")[5]
    folders: list[str] = []
    for line in filter(None, block.splitlines()):
        found = re.match(r"( *)([\w.]+/)", line)
        assert found, line
        folders.append((folders[-1].split("/")[0] + "/" if found[1] and folders else "") + found[2])
    return folders


def test_the_map_names_folders_that_exist() -> None:
    """Every folder of the map is on the disk."""
    assert [folder for folder in tree() if not (HOME / folder).is_dir()] == []


def test_the_map_leaves_no_room_out() -> None:
    """Every folder at the top, and every room of the bot, is on the map."""
    top = {p.name for p in HOME.iterdir() if p.is_dir() and p.name not in NOT_OURS}
    rooms = {f"bot/{p.name}" for p in (HOME / "bot").iterdir() if p.is_dir()}
    hidden = {name for name in top | rooms if re.search(r"__pycache__|egg-info|^\.|_cache$|deploy$", name)}
    assert {folder.rstrip("/") for folder in tree()} == (top | rooms) - hidden


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of ours finds it."""
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_setting_is_documented() -> None:
    """What the program reads, the operators' page explains, and nothing else."""
    code = "".join(p.read_text(encoding="utf-8") for p in (HOME / "passerelle" / "settings.py",))
    read = set(re.findall(r'get\.\w+\("([A-Z_]+)"', code)) | {
        *("BOT_TOKEN", "WEBHOOK_URL", "WEBHOOK_SECRET", "STAFF_BOT_TOKEN", "SMTP_URL", "MAIL_FROM")
    }
    page = (HOME / "docs" / "operators.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`PASSERELLE_([A-Z_]+)`", page))
    assert documented == read


def test_every_command_is_documented() -> None:
    """What `passerelle --help` lists, the operators' page lists."""
    commands = {name for action in parser()._actions for name in (action.choices or ())}
    page = (HOME / "docs" / "operators.md").read_text(encoding="utf-8")
    assert [name for name in sorted(commands) if f"{name} " not in page and f"`{name}`" not in page] == []


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a machine and no mark of unfinished work in what is shipped."""
    shipped = [p for p in HOME.rglob("*") if p.suffix in {".py", ".md", ".toml", ".html", ".js", ".css"}]
    ours = [p for p in shipped if not set(p.relative_to(HOME).parts) & (NOT_OURS | {"vendor"})]
    telling = re.compile(r"/wo" + r"rk/|/ro" + r"ot/|\bTO" + r"DO\b|\bFIX" + r"ME\b")
    assert [str(p) for p in ours if telling.search(p.read_text(encoding="utf-8"))] == []
