"""Rooms: an anonymous talk that the bot relays, under session pseudonyms, led by somebody of the team.

Everything said is sealed under the room's own key, read in one order by all, and gone at the announced hour; only counts stay. Notices put
down here, in the lane ROOM unless said: room_opens{room} (lane NOTICE, in decent hours), room_words{room}, room_closing{room},
room_over{room}, room_purge{room} and room_told{room, code, reason}, whose codes are in `Told`.
"""

from passerelle.rooms.forgetting import (
    forget_person as forget_person,
    keys_in_use as keys_in_use,
    of_some_contact as of_some_contact,
)
from passerelle.rooms.identity import found_in as found_in
from passerelle.rooms.layout import Left as Left
from passerelle.rooms.leading import (
    LATER_AT_MOST as LATER_AT_MOST,
    SLOWEST_SECONDS as SLOWEST_SECONDS,
    allow_voice as allow_voice,
    close_later as close_later,
    close_now as close_now,
    lower as lower,
    mute as mute,
    open_later as open_later,
    open_now as open_now,
    pause as pause,
    premoderate as premoderate,
    remove as remove,
    resume as resume,
    slow as slow,
    unmute as unmute,
)
from passerelle.rooms.looking import (
    LeaderView as LeaderView,
    RoomLine as RoomLine,
    SeenMember as SeenMember,
    SeenNote as SeenNote,
    SeenWord as SeenWord,
    led as led,
    view as view,
)
from passerelle.rooms.people import (
    Inside as Inside,
    accept_rules as accept_rules,
    come_back as come_back,
    enter as enter,
    leave as leave,
    of_contact as of_contact,
    open_to as open_to,
    seen as seen,
    step_aside as step_aside,
)
from passerelle.rooms.purging import (
    ToClean as ToClean,
    purged as purged,
    sheets_to_purge as sheets_to_purge,
)
from passerelle.rooms.reading import Part as Part
from passerelle.rooms.saying import Answer as Answer, Said as Said, becomes as becomes, say as say
from passerelle.rooms.sheets import (
    Tools as Tools,
    Voice as Voice,
    Write as Write,
    also_sent as also_sent,
    next_sheet as next_sheet,
    sheet_drawn as sheet_drawn,
    sheet_gone as sheet_gone,
    sheet_sent as sheet_sent,
    voice as voice,
)
from passerelle.rooms.signs import (
    lower_hand as lower_hand,
    raise_hand as raise_hand,
    react as react,
    tell_mood as tell_mood,
    whisper_next as whisper_next,
)
from passerelle.rooms.speaking import (
    NAME_LONGEST as NAME_LONGEST,
    answer_whisper as answer_whisper,
    guest_speaks as guest_speaks,
    note as note,
    pin as pin,
    refuse as refuse,
    release as release,
    speak as speak,
)
from passerelle.rooms.states import (
    CLOSING_FOR as CLOSING_FOR,
    KEPT_FOR as KEPT_FOR,
    LETS_IN_BEFORE as LETS_IN_BEFORE,
    LONGEST as LONGEST,
    Found as Found,
    Mood as Mood,
    NotYet as NotYet,
    Over as Over,
    Place as Place,
    Reaction as Reaction,
    Reason as Reason,
    RoomState as RoomState,
    Sign as Sign,
    Speaker as Speaker,
    Told as Told,
    Verdict as Verdict,
    Why as Why,
    WordKind as WordKind,
    WordState as WordState,
)
from passerelle.rooms.timetable import (
    Ticked as Ticked,
    next_due as next_due,
    prepare as prepare,
    tick as tick,
)
