"""`passerelle directory`: its subcommands, their options, and what each of them acts by."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from passerelle.settings import Settings

ReadSettings: TypeAlias = Callable[[], Settings]


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", read: ReadSettings) -> None:
    """Add `directory` and its subcommands; `read` gives the settings when one of them runs."""
    parts = commands.add_parser("directory", help="the directory of good addresses").add_subparsers(
        required=True
    )
    search = parts.add_parser("search", help="find what fits somebody, with the reasons")
    search.add_argument("--topic", help="such as bullying; an unknown one names them all")
    search.add_argument("--age", type=int, help="in years")
    search.add_argument("--place", help='a postcode or a town, such as "4000" or "evry"')
    search.add_argument("--language", help="two letters, such as fr")
    search.add_argument("--json", action="store_true")
    search.set_defaults(act=partial(_search, read))
    bring = parts.add_parser("import", help="bring a file in, after a dry run if you wish")
    bring.add_argument("file", type=Path)
    bring.add_argument("--mapping", help="a mapping that was saved or ships, or a file")
    bring.add_argument("--source", help="whose list this is; needed once for each file that does not say it")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    bring.add_argument("--partial", action="store_true", help="the file is not the whole list of its source")
    bring.add_argument("--replace-verified", action="store_true", help="also what somebody verified here")
    bring.add_argument("--rejects", type=Path, help="write the rows that could not come in to this file")
    bring.set_defaults(act=partial(_bring, read))
    give = parts.add_parser("export", help="write the directory to a file")
    give.add_argument("file", type=Path)
    give.add_argument("--format", choices=("csv", "xlsx", "data-inclusion", "hsds"), required=True)
    give.set_defaults(act=partial(_export, read))


def _search(read: ReadSettings, options: argparse.Namespace) -> int:
    from launch import directory

    return directory.search(
        read(),
        topic=options.topic,
        age=options.age,
        place=options.place,
        language=options.language,
        as_json=options.json,
    )


def _bring(read: ReadSettings, options: argparse.Namespace) -> int:
    from launch import exchange

    return exchange.bring(
        read(),
        options.file,
        mapping=options.mapping,
        source=options.source,
        dry_run=options.dry_run,
        replace_verified=options.replace_verified,
        is_partial=options.partial,
        rejects=options.rejects,
    )


def _export(read: ReadSettings, options: argparse.Namespace) -> int:
    from launch import exchange

    return exchange.give(read(), options.file, format=options.format)
