"""The form of a record as its template reads it: values, errors and choices by the name of a field. Pure; it decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from admin.directory_areas import area_name
from admin.directory_fields import Fields, Typed
from admin.directory_form import areas_offered, phone_count, service_count
from admin.directory_words import COUNTRIES, IDENTIFIERS, Say
from passerelle.directory.vocabulary import (
    KINDS,
    NAMES,
    TOPICS,
    Access,
    Audience,
    Consent,
    Cost,
    Delivery,
    Mandate,
    MayCome,
    ServiceKind,
    Status,
)
from passerelle.places import Place

_KINDS: Mapping[str, type[StrEnum]] = {
    "status": Status,
    "service_kind": ServiceKind,
    "audience": Audience,
    "may_come": MayCome,
    "consent": Consent,
    "mandate": Mandate,
    "access": Access,
    "delivery": Delivery,
    "cost": Cost,
}
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was typed, what is wrong, what there is to choose from."""

    typed: Typed
    errors: Mapping[str, str]
    communes: Mapping[str, Sequence[Place]]
    areas: Mapping[str, Sequence[str]]
    say: Say

    @property
    def services(self) -> range:
        """The numbers of the services."""
        return range(service_count(self.typed))

    def value(self, name: str) -> str:
        """What stands in a field."""
        return Fields(self.typed).raw(name)

    def values(self, name: str) -> Sequence[str]:
        """What is ticked."""
        return self.typed.get(name, ())

    def error(self, name: str) -> str:
        """What is wrong with a field."""
        return self.errors.get(name, "")

    def has_error(self, *prefixes: str) -> bool:
        """Tell whether something is wrong in a part of the form."""
        return any(name.startswith(prefixes) for name in self.errors)

    def phones(self, prefix: str) -> range:
        """The rows for numbers."""
        return range(phone_count(self.typed, prefix))

    def options(self, kind: str) -> Options:
        """What a list offers, by its code."""
        return [(code, self.say(name)) for code, name in NAMES[_KINDS[kind]].items()]

    @property
    def kinds(self) -> Options:
        """The kinds of structures, by name."""
        return sorted(
            ((code, self.say(kind.name)) for code, kind in KINDS.items()), key=lambda pair: pair[1].casefold()
        )

    @property
    def topics(self) -> Options:
        """The topics, each broad one before what is a part of it."""
        broad = [code for code, topic in TOPICS.items() if topic.broader is None]
        ordered = [
            c for b in broad for c in (b, *(code for code, topic in TOPICS.items() if topic.broader == b))
        ]
        return [(code, self.say(TOPICS[code].name)) for code in ordered]

    @property
    def countries(self) -> Options:
        """The countries of the directory."""
        return [(code, self.say(name)) for code, name in COUNTRIES.items()]

    @property
    def identifiers(self) -> Options:
        """The registers that a structure may have a number in."""
        return list(IDENTIFIERS.items())

    def communes_to_choose(self, prefix: str) -> Options:
        """The communes that a place may mean."""
        return [
            (place.code, f"{place.postcode} {place.commune} ({place.area})".strip())
            for place in self.communes.get(prefix, ())
            if place.code
        ]

    def coverage(self, index: int) -> Options:
        """The areas to tick for a service."""
        codes = dict.fromkeys([*areas_offered(self.typed, index), *self.areas.get(f"s{index}_covers", ())])
        return [(code, area_name(code)) for code in codes]

    def summary(self, name: str, options: Options) -> str:
        """What is ticked, in words, for a part of the form that is folded."""
        chosen = set(self.values(name))
        return ", ".join(label for code, label in options if code in chosen)
