"""People who give: from the first word to leading a session, step by step, and the hours that they give. For coordinators.

A giver who came by the conversation has a pseudonym until they are in the team. Nothing here says what else somebody came for.
"""

from passerelle.giving import (
    counting as counting,
    forgetting as forgetting,
    givers as givers,
    hours as hours,
    notes as notes,
    training as training,
)
from passerelle.giving.counting import GivingFigures as GivingFigures, figures as figures
from passerelle.giving.forgetting import (
    forget as forget,
    forget_before as forget_before,
    forget_person as forget_person,
    keys_in_use as keys_in_use,
    of_some_contact as of_some_contact,
)
from passerelle.giving.givers import (
    FOLLOWED as FOLLOWED,
    call as call,
    everyone as everyone,
    follow as follow,
    follow_member as follow_member,
    get as get,
    hold as hold,
    lacking as lacking,
    link as link,
    linked as linked,
    move as move,
    moves as moves,
    names as names,
    of_case as of_case,
)
from passerelle.giving.hours import Given as Given
from passerelle.giving.notes import Noted as Noted
from passerelle.giving.states import (
    ACTIVE as ACTIVE,
    MOVES as MOVES,
    TRUSTED as TRUSTED,
    TYPED as TYPED,
    GiverKind as GiverKind,
    LinkedAlready as LinkedAlready,
    NoAccount as NoAccount,
    NoMentor as NoMentor,
    NoSteps as NoSteps,
    NotAllowed as NotAllowed,
    NotTalked as NotTalked,
    NotTrained as NotTrained,
    Stage as Stage,
    StillTrusted as StillTrusted,
    Work as Work,
)
from passerelle.giving.tables import (
    GivenHours as GivenHours,
    Giver as Giver,
    GiverNote as GiverNote,
    TrainingDone as TrainingDone,
    TrainingStep as TrainingStep,
)
from passerelle.giving.training import Step as Step
