"""Everything that can go wrong on purpose. The docstring is the message; ids only, never a name, a text or a place.

PasserelleError
├── Misconfigured      the operator reads it: names the setting or the file
├── DatabaseDown       the house cannot be reached; nothing was changed
├── KeyDestroyed       what this key sealed was erased
├── Refused            staff read it: what happened, and what to do
│   ├── NotFound       also when it exists and is none of their business
│   ├── TakenAlready
│   └── SignInRefused
└── Undelivered        only delivery reads it
    ├── Gone           never again to this person
    ├── Unsendable     never again this message
    └── TryLater
"""


class PasserelleError(Exception):
    """Something went wrong on purpose."""


class Misconfigured(PasserelleError):  # noqa: N818 - reads as a sentence where it is raised
    """A setting or a file is wrong; the sentence names it and says what to do."""


class DatabaseDown(PasserelleError):  # noqa: N818 - a state, not an error of ours
    """The database cannot be reached; nothing was changed."""


class KeyDestroyed(PasserelleError):  # noqa: N818 - a state that was wanted
    """What this key sealed was erased for good."""


class Refused(PasserelleError):  # noqa: N818 - reads as a sentence where it is raised
    """The house does not do this."""


class NotFound(Refused):
    """There is no such thing here, or it is not yours to see."""


class TakenAlready(Refused):
    """A colleague took this case first."""


class SignInRefused(Refused):
    """The address, the password or the code is not right."""


class Undelivered(PasserelleError):  # noqa: N818 - a state of a message
    """A message did not reach the person."""


class Gone(Undelivered):
    """This person cannot be reached any more: they left, or blocked the bot."""


class Unsendable(Undelivered):
    """This message can never be sent as it is; `code` says why, without its text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class TryLater(Undelivered):
    """Not now: `after_seconds` from now. `everyone` when the whole bot has to wait."""

    def __init__(self, after_seconds: float, *, everyone: bool = False) -> None:
        super().__init__(f"after {after_seconds:.1f} s")
        self.after_seconds = after_seconds
        self.everyone = everyone
