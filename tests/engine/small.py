"""A small sound library to test the engine with: a welcome, one conversation that the test writes, and the exits."""

from dataclasses import replace

from bot.engine.advance import Human, Scene
from bot.engine.answers import Answers, step_token
from bot.engine.heard import Tapped
from bot.engine.kinds import Text
from bot.engine.outcome import SAME
from bot.engine.script import (
    Ask,
    CaseKind,
    Choose,
    End,
    Fills,
    Flow,
    Library,
    Line,
    Option,
    Outcome,
    Say,
    Shows,
    Switch,
    answered,
    both,
)
from bot.engine.walk import Open

WELCOME = Flow(
    "welcome",
    Choose(
        "who",
        "Qui écrit\u00a0?",
        Option("young", "Un jeune"),
        Option("adult", "Un adulte"),
        shows=Shows.CONFIDENTIALITY,
        fills=Fills.WHO,
    ),
    Switch("talk"),
)
ROUTING = Flow(
    "welcome",
    Choose(
        "who",
        "Qui écrit\u00a0?",
        Option("young", "Un jeune"),
        Option("adult", "Un adulte"),
        Option("child", "Un enfant", sets={Fills.WHO: "young", Fills.AGE_BAND: "6-11"}),
        shows=Shows.CONFIDENTIALITY,
        fills=Fills.WHO,
    ),
    Choose(
        "topic",
        "Qu’est-ce qui se passe\u00a0?",
        Option("talk", "En parler", topic="bullying", kind=CaseKind.PEER_GROUP),
        Option("other", "Autre chose", hears=("school", "work_training")),
        routes=True,
    ),
    Switch("talk"),
)
SAFE = Choose(
    "safe",
    both("Es-tu en sécurité\u00a0?", "Êtes-vous en sécurité\u00a0?"),
    Option("yes", "Oui"),
    Option("no", "Non", Switch("crisis"), urgent=True),
    safety=True,
)
CONTACT = Choose(
    "contact",
    "Une personne peut répondre.",
    Option("yes", "D’accord", End("opened", "C’est transmis.", Outcome.OPEN_CASE)),
    Option("no", "Pas maintenant", End("later", "À bientôt.", Outcome.NOTHING)),
)
TALK = (SAFE, Say("Merci."), Ask("words", "Raconte.", Text(20)), CONTACT)


def yes_or_no(name: str, outcome: Outcome, *, urgent: bool = False) -> Flow:
    """An exit that asks once: yes does what it says, no goes back."""
    no = Option("no", "Non", End("kept", "", Outcome.RESUME))
    yes = Option("yes", "Oui", End("done", "C’est fait.", outcome), urgent=urgent)
    return Flow(name, Say("Attends."), Choose("sure", "Vraiment\u00a0?", yes, no), urgent=urgent)


LANGUAGE = Flow(
    "language",
    Choose("choice", "Langue", Option("fr", "Français"), Option("nl", "Nederlands"), fills=Fills.LANGUAGE),
    End("spoken", "", Outcome.RESUME),
)
SPOKEN = Flow(
    "spoken",
    Choose("choice", "Laquelle", Option("ar", "العربية"), Option(SAME, "La même"), fills=Fills.SPOKEN),
    End("kept", "", Outcome.RESUME),
)
PAUSE = Flow(
    "pause",
    Choose(
        "sign",
        "Une pause\u00a0?",
        Option("1", "Un signe demain", End("paused", "D’accord.", Outcome.PAUSE)),
        Option("on", "Non", End("on", "", Outcome.RESUME)),
        fills=Fills.SIGN,
    ),
)
AFTERWARDS = Flow(
    "afterwards",
    Choose("helped", "Aidé\u00a0?", Option("yes", "Oui"), Option("no", "Non"), fills=Fills.HELP_CAME),
    Choose("useful", "Utile\u00a0?", Option("yes", "Oui"), Option("no", "Non"), fills=Fills.WAS_USEFUL),
    End("thanks", "Merci bien.", Outcome.RESUME),
)
EXITS = (
    yes_or_no("human", Outcome.OPEN_CASE),
    yes_or_no("crisis", Outcome.OPEN_CASE, urgent=True),
    yes_or_no("erase", Outcome.ERASE),
    yes_or_no("stop", Outcome.NOTHING),
    LANGUAGE,
    SPOKEN,
    PAUSE,
    AFTERWARDS,
)
DOORS = {"harcelement": "bullying", "ecole": "school"}


def library(*flows: Flow) -> Library:
    """The sound library, with these conversations put in or in place of those with the same name."""
    talk = Flow("talk", *TALK, topic="bullying", safety_first=True)
    named = {flow.name: flow for flow in (WELCOME, talk, *EXITS, *flows)}
    return Library(flows=named, root="welcome", formal=answered("welcome.who", "adult"))


def routing(*lines: Line) -> Library:
    """The sound library with children, and with a question what brings them that free words and links answer."""
    talk = Flow("talk", *(lines or TALK))
    return replace(library(ROUTING, talk), doors=DOORS, children=("child",))


def talking(*lines: Line) -> Library:
    """The sound library with these lines as its one conversation."""
    return library(Flow("talk", *lines))


def routed(answers: Answers | None = None) -> Scene:
    """Sam’s moment where words and links can tell what brings them."""
    return Scene(routing(), answers or {}, "sam")


def scene(answers: Answers | None = None, human: Human = Human.NOBODY, *flows: Flow) -> Scene:
    """Sam’s moment with these answers."""
    return Scene(library(*flows), answers or {}, "sam", human)


def tap(moment: Scene, key: str | None) -> Tapped:
    """A tap on a button of the current question."""
    stop = moment.position.stop
    assert isinstance(stop, Open)
    return Tapped(step_token(moment.answers, stop.id, salt=moment.salt), key)
