"""What somebody asks of the directory. It is never kept: it says where a person is and what weighs on them."""

from dataclasses import dataclass
from enum import StrEnum

from passerelle.places import Place

OF_AGE = 18  # in the four countries
LANGUAGE = "fr"  # of whoever said nothing


class Asker(StrEnum):
    """Who asks: for a parent and a professional, the ages are those of the child."""

    YOUNG = "young"
    PARENT = "parent"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Request:
    """A need, a place, an age or a band of ages (both included), a language; None is what the person did not say."""

    topic: str | None = None
    place: Place | None = None
    ages: tuple[int, int] | None = None
    language: str | None = None
    asker: Asker = Asker.YOUNG

    @property
    def may_be_a_minor(self) -> bool:
        """Tell whether whoever would go there may be under age; somebody who said no age may be."""
        return self.asker is Asker.YOUNG and (self.ages is None or self.ages[0] < OF_AGE)
