"""Appointments that people keep: when somebody can be met, what was proposed, what was agreed, and who is told of it when.

A proactive message is a row that names a notice; where to meet is sealed, and opened only for a tap. Nothing here writes a sentence.
"""

from passerelle.appointments.agenda import (
    Row as Row,
    agenda as agenda,
    next_of as next_of,
    of_case as of_case,
    unsettled as unsettled,
)
from passerelle.appointments.availability import (
    Slot as Slot,
    as_usual as as_usual,
    day_off as day_off,
    exceptions as exceptions,
    other_hours as other_hours,
    publish as publish,
    published as published,
    slots as slots,
    unpublish as unpublish,
)
from passerelle.appointments.calendars import (
    Event as Event,
    end_feed as end_feed,
    feed as feed,
    has_feed as has_feed,
    ics as ics,
    member_of_feed as member_of_feed,
    new_feed as new_feed,
)
from passerelle.appointments.family import (
    Seen as Seen,
    ahead as ahead,
    guests as guests,
    invite_family as invite_family,
    join as join,
    leave as leave,
    let_out as let_out,
    of_some_contact as of_some_contact,
    of_some_conversation as of_some_conversation,
    payload as payload,
    place as place,
    place_for_member as place_for_member,
    seen as seen,
)
from passerelle.appointments.forgetting import (
    KEPT_FOR as KEPT_FOR,
    forget_before as forget_before,
    forget_case as forget_case,
    forget_person as forget_person,
)
from passerelle.appointments.handing import case_handed_over as case_handed_over
from passerelle.appointments.moves import (
    cancel as cancel,
    cancel_by_team as cancel_by_team,
    case_closed as case_closed,
    confirm as confirm,
    get as get,
    mark_done as mark_done,
    mark_missed as mark_missed,
    move as move,
    move_by_person as move_by_person,
    set_place as set_place,
)
from passerelle.appointments.offers import (
    Proposal as Proposal,
    offer as offer,
    open_offers as open_offers,
    pick as pick,
    pickable as pickable,
    propose as propose,
    propose_free as propose_free,
    withdraw_offer as withdraw_offer,
)
from passerelle.appointments.proposing import AT_MOST as AT_MOST
from passerelle.appointments.states import (
    LIVE as LIVE,
    MOVES as MOVES,
    Mode as Mode,
    SlotTaken as SlotTaken,
    State as State,
)
from passerelle.appointments.tables import Appointment as Appointment, Offer as Offer, OfferTime as OfferTime
from passerelle.appointments.telling import (
    WORDINGS as WORDINGS,
    Wish as Wish,
    attendees as attendees,
    choose as choose,
    is_due as is_due,
    wish_of as wish_of,
)
from passerelle.appointments.waiting import (
    freed as freed,
    give_freed as give_freed,
    is_waiting as is_waiting,
    wait as wait,
    wait_no_more as wait_no_more,
)
