"""The storyboard as a page to print: a map of the branches, every line with room for a comment, and a place to sign.

A standalone document: its few lines of style stand in it, because the file travels by mail. All text is escaped.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import NamedTuple

from bot.engine.branches import drawn
from bot.engine.script import Library
from bot.engine.storyboard import Step, steps, title

STYLE = """
@page { size: A4; margin: 15mm }
body { font: 10.5pt/1.4 system-ui, sans-serif; color: #1b1b1b; max-width: 190mm; margin: auto }
section { break-after: page }
h1 { font-size: 15pt } h2 { font-size: 11pt; margin: 1.2em 0 .4em }
.map { max-width: 100%; height: auto } .map text { font: 11px system-ui, sans-serif; fill: #1b1b1b }
.map path { fill: none; stroke: #8a97a3 } .map .trunk { stroke-width: 2 }
.map rect { fill: #fff; stroke: #8a97a3 } .map .question rect { fill: #e8f0f8 } .map .end rect { fill: #e4f3e4 }
.map .switch rect { fill: #fdf0d8 } .map .when rect { fill: #f1ecf8 }
table { width: 100%; border-collapse: collapse }
th, td { border: 1px solid #bbb; padding: .3em .5em; vertical-align: top; text-align: left; white-space: pre-line }
tr { break-inside: avoid } th:last-child { width: 32% }
.question { font-weight: 600 } .option { color: #0b5a8a } .end { background: #eef6ee } .switch, .when { font-style: italic }
.d1 { padding-left: 1.7em } .d2 { padding-left: 2.9em } .d3 { padding-left: 4.1em } .d4 { padding-left: 5.3em }
.d5 { padding-left: 6.5em } .d6 { padding-left: 7.7em } .d7 { padding-left: 8.9em }
td.switch::before { content: "→ " } td.when::before { content: "si : " }
small { display: block; font-weight: 400; font-style: normal; color: #666 }
.signature { display: flex; gap: 2em; margin-top: 2.5em } .signature span { flex: 1; border-top: 1px solid #444 }
"""
SIGNATURE = ("Relu par", "Date", "Signature")
DEEPEST = 7  # what stands deeper is printed as far in as this


class Spoken(NamedTuple):
    """The language of a page, and which way it runs: `ltr` or `rtl`."""

    language: str
    direction: str


def storyboard_html(
    library: Library,
    flows: Iterable[str],
    translate: Callable[[str], str],
    *,
    language: str,
    is_right_to_left: bool = False,
    links: str | None = None,
) -> str:
    """Print conversations, each on pages of its own; the style stands in the page unless `links` (HTML) says where it is."""
    spoken = Spoken(language, "rtl" if is_right_to_left else "ltr")
    pages = "\n".join(_page(library, flow, translate, spoken) for flow in flows)
    style = links or f"<style>{STYLE}</style>"
    head = f'<meta charset="utf-8"><title>Conversations à relire</title>{style}'
    return f'<!doctype html>\n<html lang="fr"><head>{head}</head>\n<body>\n<main>\n{pages}\n</main>\n</body></html>\n'


def _page(library: Library, flow: str, translate: Callable[[str], str], spoken: Spoken) -> str:
    read = tuple(steps(library, flow, translate))
    signature = "".join(f"<span>{label}</span>" for label in SIGNATURE)
    rows = "\n".join(map(_row, read))
    language = escape(spoken.language)
    return (
        f"<section>\n<h1>{escape(title(library, flow))} · {language}</h1>\n"
        f"<h2>Le plan</h2>\n{drawn(read)}\n"
        f'<h2>Ce qui est dit</h2>\n<table lang="{language}" dir="{spoken.direction}">'
        f"<tr><th>La conversation</th><th>Remarques</th></tr>\n{rows}\n</table>\n"
        f'<p class="signature">{signature}</p>\n</section>'
    )


def _row(step: Step) -> str:
    said = "<br>".join(escape(said) for said in step.said)
    remarks = f"<small>{escape(' · '.join(step.remarks))}</small>" if step.remarks else ""
    return f'<tr><td class="{step.sort} d{min(step.depth, DEEPEST)}">{said}{remarks}</td><td></td></tr>'
