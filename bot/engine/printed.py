"""The storyboard as a page to print: a map of the branches, every line with room for a comment, and a place to sign.

A standalone document: its few lines of style stand in it, because the file travels by mail. All text is escaped.
"""

from collections.abc import Callable, Iterable
from html import escape

from bot.engine.script import Library
from bot.engine.storyboard import Step, steps, title

STYLE = """
@page { size: A4; margin: 15mm }
body { font: 10.5pt/1.4 system-ui, sans-serif; color: #1b1b1b; max-width: 190mm; margin: auto }
section { break-after: page }
h1 { font-size: 15pt } h2 { font-size: 11pt; margin: 1.2em 0 .4em }
ul { list-style: none; margin: 0; padding-left: 1.1em; border-left: 1.5px solid #9aa }
li { padding: .08em 0 } li::before { content: "─ "; color: #9aa } .in::before { content: none }
.map { font-size: 8.5pt } .map > ul { border: 0; padding: 0 }
table { width: 100%; border-collapse: collapse }
th, td { border: 1px solid #bbb; padding: .3em .5em; vertical-align: top; text-align: left; white-space: pre-line }
tr { break-inside: avoid } th:last-child { width: 32% }
.question { font-weight: 600 } .option { color: #0b5a8a } .end { background: #eef6ee } .switch, .when { font-style: italic }
td.switch::before { content: "→ " } td.when::before { content: "si : " }
small { display: block; font-weight: 400; font-style: normal; color: #666 }
.signature { display: flex; gap: 2em; margin-top: 2.5em } .signature span { flex: 1; border-top: 1px solid #444 }
"""
SIGNATURE = ("Relu par", "Date", "Signature")
LABEL_ON_THE_MAP = 48  # characters: the map shows where one gets to, the table what is said


def storyboard_html(
    library: Library, flows: Iterable[str], translate: Callable[[str], str], *, language: str
) -> str:
    """Print conversations, each on pages of its own."""
    pages = "\n".join(_page(library, flow, translate, language) for flow in flows)
    head = f'<meta charset="utf-8"><title>Conversations à relire</title><style>{STYLE}</style>'
    return f'<!doctype html>\n<html lang="fr"><head>{head}</head>\n<body>\n{pages}\n</body></html>\n'


def _page(library: Library, flow: str, translate: Callable[[str], str], language: str) -> str:
    read = tuple(steps(library, flow, translate))
    signature = "".join(f"<span>{label}</span>" for label in SIGNATURE)
    rows = "\n".join(map(_row, read))
    return (
        f'<section lang="{escape(language)}">\n<h1>{escape(title(library.flow(flow)))}</h1>\n'
        f'<h2>Le plan</h2>\n<div class="map"><ul>{_map(read)}</ul></div>\n'
        f"<h2>Ce qui est dit</h2>\n<table><tr><th>La conversation</th><th>Remarques</th></tr>\n{rows}\n</table>\n"
        f'<p class="signature">{signature}</p>\n</section>'
    )


def _row(step: Step) -> str:
    said = "<br>".join(escape(said) for said in step.said)
    remarks = f"<small>{escape(' · '.join(step.remarks))}</small>" if step.remarks else ""
    margin = 0.5 + 1.2 * step.depth
    return (
        f'<tr><td class="{step.sort}" style="padding-left: {margin:.1f}em">{said}{remarks}</td><td></td></tr>'
    )


def _map(read: tuple[Step, ...]) -> str:
    """Nest the questions, options and ways on as lists; what is merely said is left to the table."""
    parts, depth = [], 0
    for step in (step for step in read if step.sort != "say"):
        deeper = step.depth - depth
        parts.append('<li class="in"><ul>' * deeper if deeper > 0 else "</ul></li>" * -deeper)
        depth = step.depth
        parts.append(f'<li class="{step.sort}">{escape(_short(step))}</li>')
    return "".join(parts) + "</ul></li>" * depth


def _short(step: Step) -> str:
    words = step.remarks[0] if step.sort == "end" else " ".join(step.said).removeprefix("[jeune] ")
    first = words.partition("[adulte]")[0].strip().replace("\n", " ")
    return first if len(first) <= LABEL_ON_THE_MAP else f"{first[: LABEL_ON_THE_MAP - 1]}…"
