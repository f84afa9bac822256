"""A French structure and its services as rows of data·inclusion v1; what does not fit a field is left empty, never bent.

Only rows that the schema takes: names of three letters at least, a description, a date that has passed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from passerelle.directory import coverage
from passerelle.directory.records import Reach, Service, Structure
from passerelle.directory.vocabulary import Audience, Cost
from passerelle.exchange import datainclusion_sentences as sentences, datainclusion_words as words, strangers

Row: TypeAlias = dict[str, Any]

PROTECTED = "Adresse protégée."  # instead of the address, so that nobody who reads it back shows one
SHORTEST_NAME, LONGEST_NAME = 3, 150
_SHORTEST_TEXT, _LONGEST_TEXT = 5, 10_000
_CENTURY = date(2000, 1, 1)
_POSTCODE, _COMMUNE, _SIRET = 5, 5, 14


def is_french(structure: Structure) -> bool:
    """Tell whether a structure belongs there: its address is French, or it has none and serves somewhere in France."""
    country = structure.reach.address.country
    served = {code[:2] for service in structure.services for code in service.covers}
    return country == "FR" or (not country and "fr" in served)


def rows(structure: Structure, *, source: str, updated_on: date | None, today: date) -> tuple[Row, list[Row]]:
    """The row of a structure and those of its services; a protected address stays out of both."""
    structure = strangers.without_protected_address(structure)
    day = next((d for d in (updated_on, structure.source_updated_on) if d and _CENTURY <= d <= today), today)
    common = {"source": source, "date_maj": day.isoformat()}
    name = f"{source}--{structure.id}"
    network = words.NETWORK_OF.get(structure.kind)
    siret = structure.identifiers.get("siret", "")
    row = _filled(
        **common,
        id=name,
        nom=_name(structure.name),
        description=_text(structure.description),
        lien_source=structure.source_url if strangers.is_web(structure.source_url) else "",
        siret=siret if siret.isdecimal() and len(siret) == _SIRET else "",
        site_web=structure.reach.website if strangers.is_web(structure.reach.website) else "",
        accessibilite_lieu=structure.accessibility if strangers.is_web(structure.accessibility) else "",
        reseaux_porteurs=[network] if network else [],
        **_reach(structure.reach),
    )
    if structure.is_protected:
        row["complement_adresse"] = PROTECTED
    return row, [_service(service, structure, common, name) for service in structure.services]


def _service(service: Service, structure: Structure, common: Mapping[str, str], name: str) -> Row:
    website = service.reach.website
    return _filled(
        **common,
        lien_source=website if strangers.is_web(website) else "",
        structure_id=name,
        id=f"{name}--{service.key}",
        nom=_name(service.name),
        description=_text(service.description) or stand_in(structure.name),
        type=words.TYPE_OF[service.kind] if service.kind else "",
        thematiques=_mapped(service.topics, words.THEME_OF),
        frais=_FEES[service.cost] if service.cost else "",
        frais_precisions=sentences.cost(service),
        publics=["tous-publics"]
        if Audience.ANYONE in service.audience
        else _mapped(service.audience, words.PUBLIC_OF),
        publics_precisions=sentences.publics(service),
        conditions_acces=sentences.conditions(service),
        modes_accueil=_mapped(service.delivery, words.RECEPTION_OF),
        zone_eligibilite=_zone(service.covers),
        lien_mobilisation=service.access_link if strangers.is_web(service.access_link) else "",
        modes_mobilisation=_mapped(service.access, words.MODE_OF),
        mobilisable_par=_mapped(service.may_come, words.MOBILISER_OF),
        mobilisation_precisions=sentences.mobilisation(service),
        **_reach(service.reach),
    )


_FEES: Mapping[Cost, str] = {Cost.FREE: "gratuit", Cost.PAID: "payant", Cost.MEANS_TESTED: "payant"}


def stand_in(name: str) -> str:
    """The description of a service that has none, which the schema asks for."""
    return f"Service proposé par {name}."


def _reach(reach: Reach) -> Row:
    address = reach.address
    is_french = address.country in {"", "FR"}
    return {
        "telephone": reach.phones[0].number if reach.phones else "",
        "courriel": reach.email if strangers.is_email(reach.email) else "",
        "horaires_accueil": reach.hours,
        "adresse": address.street if is_french else "",
        "complement_adresse": address.complement if is_french else "",
        "code_postal": address.postcode if is_french and _is_postcode(address.postcode) else "",
        "commune": address.locality if is_french else "",
        "code_insee": address.commune if is_french and len(address.commune) == _COMMUNE else "",
        "latitude": address.lat if is_french else None,
        "longitude": address.lon if is_french else None,
    }


def _is_postcode(text: str) -> bool:
    return text.isdecimal() and len(text) == _POSTCODE


def _zone(covers: Iterable[str]) -> list[str]:
    """The area codes as the schema has them; a region is its départements, and Belgian areas below the country have no code."""
    found: list[str] = []
    for code in covers:
        country, _, rest = code.partition("/")
        level, _, number = rest.partition("/")
        if not rest:
            found.append(words.COUNTRY_CODES[country])
        elif level == "region" and country == "fr":
            found += [departement for departement, region in coverage.REGION_OF.items() if region == number]
        elif country == "fr":
            found.append(number)
    return list(dict.fromkeys(found))


def _mapped(codes: Iterable[Any], table: Mapping[Any, str]) -> list[str]:
    return list(dict.fromkeys(table[code] for code in codes if code in table))


def _name(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _text(text: str) -> str:
    if len(text) < _SHORTEST_TEXT:
        return ""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _filled(**fields: Any) -> Row:
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
