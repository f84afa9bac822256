"""The rota's tables: when a member is there week after week, what is different once, and when the association is closed.

Times are civil: minutes after midnight in the association's zone. Nothing here tells of a person who writes to us: what a member declined
is a code beside two numbers.
"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class DutySpan(SQLModel, table=True):
    """From one minute to another on one day of every week (0 is Monday); one that ends no later than it starts ends the next day."""

    __tablename__ = "duty_span"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    weekday: int
    starts_minute: int
    ends_minute: int
    is_on_call: bool = False


class DutyExtra(SQLModel, table=True):
    """Hours that a member adds on one day."""

    __tablename__ = "duty_extra"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    on_day: date
    starts_minute: int
    ends_minute: int
    is_on_call: bool = False


class DutyOff(SQLModel, table=True):
    """Days on which a member is not there, the first and the last included."""

    __tablename__ = "duty_off"
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", index=True)
    first_day: date
    last_day: date


class Holiday(SQLModel, table=True):
    """A day on which the association is closed: nobody is on duty, whoever is on call stays so."""

    on_day: date = Field(primary_key=True)
    name: str = ""


class CaseDecline(SQLModel, table=True):
    """A case that a member will not take, and why, by a code."""

    __tablename__ = "case_decline"
    case_id: int = Field(foreign_key="cases.id", ondelete="CASCADE", primary_key=True)
    member_id: int = Field(foreign_key="member.id", ondelete="CASCADE", primary_key=True, index=True)
    reason: str
    declined_at: datetime
