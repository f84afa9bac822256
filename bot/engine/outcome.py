"""What a conversation means to the house: how it ends, what a case asks for, and which answers its headline shows."""

from enum import StrEnum


class Outcome(StrEnum):
    """What an ending does in the house; `bot.outcomes` matches each of them."""

    OPEN_CASE = "open_case"
    NOTHING = "nothing"
    ERASE = "erase"
    RESUME = "resume"
    PAUSE = "pause"
    SEAT = "seat"


class Fills(StrEnum):
    """What an answer goes into: a headline of the case, which is all that staff see before they take it, or a wish.

    The wishes are the languages, the days until a sign during a pause, how a closed case went, and another human than before.
    """

    WHO = "who"
    AGE_BAND = "age_band"
    PLACE = "place"
    LANGUAGE = "language"
    SPOKEN = "spoken"
    SIGN = "sign"
    HELP_CAME = "help_came"
    WAS_USEFUL = "was_useful"
    SOMEBODY_ELSE = "somebody_else"


SAME = "same"  # the answer that humans may speak the language that the bot speaks


class CaseKind(StrEnum):
    """What a case asks the team for: who of them it goes to, and what counts as having helped."""

    MEDIATOR = "mediator"
    PEER_GROUP = "peer_group"
    PARENTS_HOUR = "parents_hour"
    ACCOMPANIMENT = "accompaniment"
    ACTIVITY = "activity"
    REFERRAL = "referral"
    PROFESSIONAL = "professional"
    VOLUNTEER = "volunteer"
    TOWN_VOICE = "town_voice"
    SUPPORTER = "supporter"
    EMERGENCY = "emergency"


class Shows(StrEnum):
    """What a question tells besides asking; the verifier proves that it is told in time."""

    CONFIDENTIALITY = "confidentiality"
