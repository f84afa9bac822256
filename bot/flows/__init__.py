"""The table of contents: every conversation, the one that welcomes, and the doors that links open.

A conversation is a file here and holds nothing but script: French first, in the words of the age that reads it. `both` gives a
sentence twice: to a young person (tu), and to a parent or a professional (vous). The verifier reads all of it before it ships.
"""

from bot.engine.script import Library, answered
from bot.flows.bullying import BULLYING
from bot.flows.crisis import CRISIS
from bot.flows.erase import ERASE
from bot.flows.human import HUMAN
from bot.flows.language import LANGUAGE
from bot.flows.listening import LISTENING
from bot.flows.mediation import MEDIATION
from bot.flows.stop import STOP
from bot.flows.welcome import WELCOME

EXITS = (HUMAN, CRISIS, LANGUAGE, ERASE, STOP)

LIBRARY = Library(
    flows={flow.name: flow for flow in (WELCOME, BULLYING, MEDIATION, LISTENING, *EXITS)},
    root="welcome",
    formal=answered("welcome.who", "parent", "professional"),
    doors={
        "harcelement": ("welcome.topic", "bullying"),
        "bullying": ("welcome.topic", "bullying"),
        "pesten": ("welcome.topic", "bullying"),
        "mediation": ("welcome.topic", "conflict"),
        "bemiddeling": ("welcome.topic", "conflict"),
    },
)
