"""One failing example for each rule of the verifier: what an author might well write one day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.engine.check import Subject
from bot.engine.check.subject import Catalogue
from bot.engine.check.words import WORDS_FOR_A_CHILD
from bot.engine.kinds import Email, Text
from bot.engine.script import (
    Ask,
    Choose,
    End,
    Flow,
    Library,
    Line,
    Option,
    Outcome,
    Say,
    Switch,
    When,
    Words,
    answered,
    both,
)
from tests.engine.small import (
    CONTACT,
    EXITS,
    LANGUAGE,
    SAFE,
    TALK,
    WELCOME,
    library,
    routing,
    talking,
    yes_or_no,
)


def same(source: str) -> str:
    """Translate nothing."""
    return source


SOUND: Mapping[str, Catalogue] = {"fr": same, "nl": same}


def subject(broken: Library, **catalogues: Catalogue) -> Subject:
    """A library to verify, with translations that change nothing unless the test brings some."""
    return Subject(broken, {**SOUND, **catalogues})


def saying(words: Words) -> Subject:
    """The sound conversation with one more sentence."""
    return subject(talking(Say(words), *TALK))


def asking(*options: Option, **keywords: bool) -> Subject:
    """The sound conversation with one more question with buttons."""
    return subject(talking(Choose("extra", "Alors\u00a0?", *options, **keywords), *TALK))


def translating(source: str, translation: str | None) -> Subject:
    """The sound conversation with one sentence more, translated like this."""
    talk = talking(Say(source), *TALK)
    return subject(talk, nl=lambda words: translation if words == source else words)


@dataclass(frozen=True, slots=True)
class Counted(Ask):
    """A free text that someone wants to count."""

    counted: bool = True


YES, NO = Option("yes", "Oui"), Option("no", "Non")
LONG: tuple[Line, ...] = tuple(Choose(f"q{n}", f"Question {n}", YES, NO) for n in range(10))
MAIL = Ask("mail", "Un mail\u00a0?", Email())
FOR_A_CHILD = When(answered("welcome.who", "child"), Say("Bon " * (WORDS_FOR_A_CHILD + 1)))
TOO_EARLY = When(answered("talk.safe", "yes"), Say("Bien."))
WITHOUT_STOP = {flow.name: flow for flow in (WELCOME, Flow("talk", *TALK), *EXITS) if flow.name != "stop"}
NO_CASE = Choose("contact", "Alors\u00a0?", *(Option(k, k, End(k, k, Outcome.NOTHING)) for k in ("a", "b")))

BROKEN: Mapping[str, Subject] = {
    "path-without-ending": subject(talking(SAFE, Choose("contact", "Alors\u00a0?", YES, NO))),
    "line-after-ending": subject(talking(*TALK, Say("Encore."))),
    "lonely-choice": asking(YES),
    "id-twice": subject(talking(SAFE, *TALK)),
    "id-shape": asking(Option("Oui!", "Oui"), NO),
    "unknown-target": asking(Option("yes", "Oui", Switch("nowhere")), NO),
    "circle": asking(Option("yes", "Oui", Switch("welcome")), NO),
    "condition-unknown": subject(talking(When(answered("talk.safe", "maybe"), Say("Bien.")), *TALK)),
    "far-from-a-human": subject(talking(*LONG, *TALK)),
    "no-human": subject(talking(Ask("words", "Raconte.", Text()), NO_CASE)),
    "out-of-reach": subject(library(Flow("lost", *TALK))),
    "exit-missing": subject(replace(library(), flows=WITHOUT_STOP)),
    "exit-outcome": subject(library(yes_or_no("erase", Outcome.OPEN_CASE))),
    "resume-outside-exits": asking(Option("yes", "Oui", End("on", "", Outcome.RESUME)), NO),
    "condition-too-early": subject(talking(TOO_EARLY, *TALK)),
    "cannot-skip": subject(talking(SAFE, Ask("words", "Raconte.", Text(), optional=False), CONTACT)),
    "languages": subject(library(LANGUAGE), en=same),
    "safety-late": subject(library(Flow("talk", TALK[2], SAFE, CONTACT, safety_first=True))),
    "safety-unheard": asking(YES, NO, safety=True),
    "urgent-forgotten": asking(Option("yes", "Oui", Switch("crisis")), NO),
    "secrecy-late": subject(library(Flow("welcome", TALK[2], *WELCOME.lines))),
    "contact-before-consent": subject(talking(SAFE, MAIL, CONTACT)),
    "counted-words": subject(talking(SAFE, Counted("words", "Raconte.", Text()), CONTACT)),
    "translation-missing": translating("Merci bien.", None),
    "placeholders-differ": translating("{presence} Merci.", "Bedankt."),
    "placeholder-unknown": saying("Bonjour {prénom}."),
    "forbidden": saying("Calme-toi, ça va aller."),
    "hard-to-read": saying("Bon " * 26),
    "too-hard-for-a-child": subject(routing(FOR_A_CHILD, *TALK)),
    "typography": saying("C'est bien ?"),
    "register": saying("Tu peux tout me dire."),
    "both-the-same": saying(both("Merci.", "Merci.")),
    "same-label": asking(YES, Option("no", "Oui")),
    "text-too-long": saying("Bien. " * 700),
    "label-too-long": asking(Option("yes", "Oui, " * 9), NO),
    "data-too-long": asking(Option("y" * 52, "Oui"), NO),
    "message-too-long": subject(talking(*(Say(f"{n}. " + "Bien. " * 60) for n in range(3)), *TALK)),
}

OTHERWISE: tuple[tuple[str, Subject], ...] = (
    (
        "path-without-ending",
        subject(talking(SAFE, Choose("contact", "Alors\u00a0?", YES, NO, optional=True))),
    ),
    ("path-without-ending", subject(talking())),
    ("line-after-ending", subject(talking(CONTACT, *TALK))),
    ("id-twice", subject(replace(library(), flows={**library().flows, "chat": Flow("talk", *TALK)}))),
    ("id-twice", asking(YES, YES)),
    ("id-twice", subject(talking(*TALK, End("later", "À bientôt.", Outcome.NOTHING)))),
    ("unknown-target", subject(replace(library(), root="hello"))),
    ("unknown-target", subject(replace(library(), doors={"ecole": "school"}))),
    ("unknown-target", subject(replace(routing(), doors={"ecole": "sailing"}))),
    ("condition-unknown", subject(replace(library(), formal=answered("welcome.whom", "adult")))),
    ("resume-outside-exits", asking(Option("yes", "Oui", End("on", "Oui.", Outcome.PAUSE)), NO)),
    ("exit-outcome", subject(library(yes_or_no("pause", Outcome.NOTHING)))),
    ("urgent-forgotten", subject(library(yes_or_no("crisis", Outcome.OPEN_CASE)))),
    ("safety-late", subject(library(Flow("talk", CONTACT, safety_first=True)))),
    ("placeholder-unknown", saying("Bonjour {presence.")),
    ("register", saying(both("Vous pouvez écrire.", "Tu peux écrire."))),
    ("typography", saying("« Oui » et non")),
    ("typography", saying("Voilà: oui")),
)
