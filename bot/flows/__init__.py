"""The table of contents: every conversation, the one that welcomes, and the doors that links open.

A conversation is a file here and holds nothing but script: French first, in the words of the age that reads it. `both` gives a
sentence twice: to a young person (tu), and to an adult (vous). The verifier reads all of it before it ships.
"""

from bot.engine.script import Library, answered
from bot.flows.activities import ACTIVITIES
from bot.flows.addiction import ADDICTION
from bot.flows.adults import ADULTS
from bot.flows.afterwards import AFTERWARDS
from bot.flows.bullying import BULLYING
from bot.flows.child import CHILD
from bot.flows.crisis import CRISIS
from bot.flows.danger import DANGER
from bot.flows.directory import DIRECTORY
from bot.flows.discrimination import DISCRIMINATION
from bot.flows.erase import ERASE
from bot.flows.feeling import FEELING
from bot.flows.friend import FRIEND
from bot.flows.giving import GIVING
from bot.flows.home import HOME
from bot.flows.human import HUMAN
from bot.flows.language import LANGUAGE
from bot.flows.mediation import MEDIATION
from bot.flows.other import OTHER
from bot.flows.parents import FAMILY_SUPPORT, PARENTS, PARENTS_HOUR
from bot.flows.pause import PAUSE
from bot.flows.professionals import PROFESSIONALS, WORRY
from bot.flows.rights import RIGHTS
from bot.flows.school import SCHOOL
from bot.flows.seats import SEATS
from bot.flows.spoken import SPOKEN
from bot.flows.stop import STOP
from bot.flows.supporting import SUPPORTING
from bot.flows.titles import TITLES
from bot.flows.town import TOWN
from bot.flows.violence import VIOLENCE
from bot.flows.welcome import WELCOME
from bot.flows.work import WORK

WAYS_IN = (WELCOME, CHILD, PARENTS, ADULTS, PROFESSIONALS, SUPPORTING)
TROUBLES = (BULLYING, HOME, VIOLENCE, FEELING, FRIEND, ADDICTION, DISCRIMINATION, MEDIATION, WORRY, OTHER, DANGER)
STEPS = (SCHOOL, WORK, RIGHTS, ACTIVITIES, GIVING, TOWN, DIRECTORY, PARENTS_HOUR, FAMILY_SUPPORT)
EXITS = (HUMAN, CRISIS, LANGUAGE, SPOKEN, PAUSE, ERASE, STOP, AFTERWARDS)

LIBRARY = Library(
    flows={flow.name: flow for flow in (*WAYS_IN, *TROUBLES, *STEPS, *EXITS, *SEATS)},
    root="welcome",
    formal=answered("welcome.who", "parent", "adult", "professional", "supporter"),
    children=("6-11",),
    titles=TITLES,
    doors={
        "harcelement": "bullying",
        "bullying": "bullying",
        "pesten": "bullying",
        "mediation": "neighbourhood_conflict",
        "bemiddeling": "neighbourhood_conflict",
    },
)
