"""`passerelle storyboard`: the conversations written out for those who review them, as text or as a page to print."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TextIO

from bot.engine.printed import STYLE, storyboard_html
from bot.engine.script import Library
from bot.engine.storyboard import called, storyboard
from bot.flows import LIBRARY
from launch import wording
from passerelle.words import Words, is_right_to_left


def run(
    flow: str | None = None,
    language: str = "fr",
    *,
    html: bool = False,
    out: TextIO | None = None,
    library: Library = LIBRARY,
    words: Words | None = None,
) -> int:
    """Write one conversation, or all of them; 2 where the name or the language is not one of ours."""
    out = out or sys.stdout
    words = words or wording.words()
    if reason := refusal(flow, language, library=library, words=words):
        print(reason, file=out)
        return 2
    names = (flow,) if flow else tuple(library.flows)
    translate = partial(words.text, language)
    if html:
        print(
            storyboard_html(
                library, names, translate, language=language, is_right_to_left=is_right_to_left(language)
            ),
            end="",
            file=out,
        )
    else:
        print(*(storyboard(library, name, translate) for name in names), sep="\n", end="", file=out)
    return 0


@dataclass(frozen=True, slots=True)
class Storyboards:
    """The conversations as pages of the panel: which there are, in which languages, and each as a page to print."""

    library: Library
    words: Words
    style: str = STYLE

    @property
    def titles(self) -> Mapping[str, str]:
        """Each conversation's name with its title, in reading order."""
        return {name: called(self.library, name) for name in self.library.flows}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the bot speaks."""
        return self.words.languages

    def page(self, flow: str, language: str, *, links: str) -> str | None:
        """Write the page of a conversation; None where it or the language is not one of ours."""
        if refusal(flow, language, library=self.library, words=self.words):
            return None
        translate = partial(self.words.text, language)
        return storyboard_html(
            self.library,
            (flow,),
            translate,
            language=language,
            is_right_to_left=is_right_to_left(language),
            links=links,
        )


def refusal(flow: str | None, language: str, *, library: Library, words: Words) -> str | None:
    """Say why a conversation cannot be shown, naming the choices; None where it can."""
    if flow and flow not in library.flows:
        return f"Il n’y a pas de conversation «\u00a0{flow}\u00a0». Celles qui existent : {', '.join(library.flows)}."
    if language not in words.languages:
        return f"Le bot ne parle pas «\u00a0{language}\u00a0». Ses langues : {', '.join(words.languages)}."
    return None
