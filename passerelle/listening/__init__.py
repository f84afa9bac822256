"""Listening sessions: what people can come to, on which dates, and who has a seat.

A message about a seat is a row that names a notice; what people said is sealed, and read by leaders and coordinators only. Nothing here
writes a sentence.
"""

from passerelle.listening import (
    compose as compose,
    counting as counting,
    details as details,
    forgetting as forgetting,
    groups as groups,
    inviting as inviting,
    programme as programme,
    reminders as reminders,
    rows as rows,
    schedule as schedule,
    seats as seats,
    ticking as ticking,
    turns as turns,
)
from passerelle.listening.compose import (
    Candidate as Candidate,
    Choice as Choice,
    Flag as Flag,
    Proposal as Proposal,
    Why as Why,
)
from passerelle.listening.counting import Figures as Figures, figures as figures, hours_led as hours_led
from passerelle.listening.details import (
    Question as Question,
    answered as answered,
    ask_beforehand as ask_beforehand,
    details_of as details_of,
    questions as questions,
    told_by as told_by,
)
from passerelle.listening.fitting import (
    Reason as Reason,
    Shown as Shown,
    Wanted as Wanted,
    fitting as fitting,
    shown as shown,
)
from passerelle.listening.forgetting import (
    KEPT_FOR as KEPT_FOR,
    forget_before as forget_before,
    forget_case as forget_case,
    forget_person as forget_person,
    keys_in_use as keys_in_use,
    of_some_contact as of_some_contact,
    of_some_conversation as of_some_conversation,
)
from passerelle.listening.groups import judge_group as judge_group, propose_group as propose_group
from passerelle.listening.inviting import invite as invite, invite_case as invite_case, remove as remove
from passerelle.listening.programme import (
    Terms as Terms,
    Words as Words,
    all_words as all_words,
    change as change,
    copy as copy,
    create as create,
    end_session as end_session,
    open_session as open_session,
    say as say,
    sessions as sessions,
    terms_of as terms_of,
    words_of as words_of,
)
from passerelle.listening.reminders import is_due as is_due
from passerelle.listening.rows import (
    Leader as Leader,
    get as get,
    leaders as leaders,
    leads as leads,
    may_read as may_read,
    occurrence as occurrence,
    set_leaders as set_leaders,
)
from passerelle.listening.schedule import next_of as next_of, occurrences as occurrences
from passerelle.listening.seats import (
    accept as accept,
    decline as decline,
    leave as leave,
    of_session as of_session,
    register as register,
    seats_of as seats_of,
    set_silent as set_silent,
)
from passerelle.listening.states import (
    HOLDING as HOLDING,
    LIVE as LIVE,
    MOVES as MOVES,
    Audience as Audience,
    Consent as Consent,
    Full as Full,
    Kind as Kind,
    NotForThisAge as NotForThisAge,
    NotOpen as NotOpen,
    OccurrenceState as OccurrenceState,
    OfferOver as OfferOver,
    SeatState as SeatState,
    SessionState as SessionState,
)
from passerelle.listening.tables import (
    ListeningSession as ListeningSession,
    Occurrence as Occurrence,
    Seat as Seat,
    SeatQuestion as SeatQuestion,
    SessionLeader as SessionLeader,
)
from passerelle.listening.telling import stands as stands
from passerelle.listening.ticking import Ticked as Ticked, tick as tick
from passerelle.listening.turns import line as line, position as position, set_capacity as set_capacity
