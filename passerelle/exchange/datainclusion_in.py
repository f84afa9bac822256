"""Rows of data·inclusion v1 read as a structure with its services; each value that does not fit is said, with its column.

What our own sentences say (`datainclusion_sentences`) goes before what the coarser codes say.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from passerelle.directory import coverage
from passerelle.directory.records import Address, Phone, Reach, Service, Structure
from passerelle.directory.vocabulary import Audience, Cost
from passerelle.exchange import (
    communes,
    datainclusion_sentences as sentences,
    datainclusion_words as words,
    strangers,
)
from passerelle.exchange.datainclusion_out import LONGEST_NAME, PROTECTED, SHORTEST_NAME, stand_in
from passerelle.exchange.strangers import Remarks, quoted
from passerelle.places.gazetteer import gazetteer

Cells = Mapping[str, str]

# Numbers of arrondissements, which are no communes but stand in addresses of Paris, Lyon and Marseille.
_ARRONDISSEMENT = re.compile(r"751(?:0[1-9]|1\d|20)|6938[1-9]|132(?:0[1-9]|1[0-6])")
_FEES = {"gratuit": Cost.FREE, "payant": Cost.PAID}
_AREAS: Sequence[tuple[str, str]] = (
    (r"\d{9}", "fr/epci/"),
    (r"[0-9AB]{5}", "fr/commune/"),
    (r"\d{2,3}|2[AB]", "fr/departement/"),
)


def structure(
    cells: Cells, *, slug: str, source: str, record: str, is_ours: bool, remarks: Remarks, today: date
) -> Structure:
    """The structure of a row, without its services."""
    siret = cells.get("siret", "")
    if siret and not re.fullmatch(r"\d{14}", siret):
        remarks.warn("siret", f"Un SIRET a 14 chiffres : {quoted(siret)} est laissé de côté.")
        siret = ""
    access = strangers.web(cells.get("accessibilite_lieu", ""), "accessibilite_lieu", remarks=remarks)
    if not cells.get("date_maj"):
        remarks.warn("date_maj", "Date de mise à jour manquante : on ne sait pas de quand date cette fiche.")
    return Structure(
        id=slug,
        name=_name(cells, is_ours=is_ours, remarks=remarks),
        kind=_kind(cells, remarks),
        description=cells.get("description", ""),
        identifiers={"siret": siret} if siret else {},
        reach=_reach(cells, site="site_web", is_ours=is_ours, remarks=remarks),
        is_protected=cells.get("complement_adresse") == PROTECTED,
        accessibility=access,
        source=source,
        source_record=record,
        source_url=strangers.web(cells.get("lien_source", ""), "lien_source", remarks=remarks),
        source_updated_on=strangers.day(cells.get("date_maj", ""), "date_maj", remarks=remarks, today=today),
    )


def service(cells: Cells, *, key: str, structure: Structure, is_ours: bool, remarks: Remarks) -> Service:
    """The service of a row."""
    said = {column: sentences.heard(cells.get(column, "")) for column in _SENTENCES}
    fields = _coded_fields(cells, remarks)
    restriction = said["publics_precisions"].text
    if not is_ours:
        fields |= sentences.free_ages(restriction)
        restriction = _restriction(cells, restriction, remarks)
    for column in _SENTENCES:
        fields |= said[column].fields
    _say_unread(cells, fields, is_ours=is_ours, remarks=remarks)
    description = cells.get("description", "")
    return Service(
        **fields,
        key=key,
        name=_name(cells, is_ours=is_ours, remarks=remarks),
        description="" if description == stand_in(structure.name) else description,
        restriction=restriction,
        access_link=strangers.web(cells.get("lien_mobilisation", ""), "lien_mobilisation", remarks=remarks),
        covers=_covers(cells, remarks),
        cost_note=said["frais_precisions"].text,
        documents=said["conditions_acces"].text,
        reach=_reach(
            cells,
            site="lien_source",
            is_ours=is_ours,
            remarks=remarks,
            note=said["mobilisation_precisions"].text,
        ),
    )


_SENTENCES = ("frais_precisions", "publics_precisions", "conditions_acces", "mobilisation_precisions")


def _name(cells: Cells, *, is_ours: bool, remarks: Remarks) -> str:
    """The name, without a full stop at its end unless we wrote it."""
    text = cells.get("nom", "")
    if not SHORTEST_NAME <= len(text) <= LONGEST_NAME:
        remarks.warn(
            "nom",
            f"Un nom a de {SHORTEST_NAME} à {LONGEST_NAME} caractères : {quoted(text)} est gardé tel quel.",
        )
    if text.endswith(".") and not text.endswith("etc.") and not is_ours:
        remarks.warn("nom", f"Le nom {quoted(text)} finit par un point : le point est retiré.")
        return text.rstrip(". ")
    return text


def _coded_fields(cells: Cells, remarks: Remarks) -> dict[str, Any]:
    kind = cells.get("type", "")
    if kind and not words.KIND_OF.get(kind):
        why = "n’a pas d’équivalent ici" if kind in words.KIND_OF else "est inconnu"
        remarks.warn("type", f"Le type {quoted(kind)} {why} : laissé de côté.")
    fees = cells.get("frais", "")
    if fees and fees not in _FEES:
        remarks.warn("frais", f"Frais inconnus {quoted(fees)} : laissés de côté.")
    known_publics: dict[str, tuple[Audience, ...]] = dict.fromkeys(words.OTHER_PUBLICS, ())
    known_publics.update(words.AUDIENCE_OF)
    audience = _many(cells, "publics", known_publics, remarks)
    if Audience.ANYONE in audience and len(audience) > 1:
        remarks.warn("publics", "« tous-publics » ne va pas avec d’autres publics : les autres sont gardés.")
        audience = tuple(each for each in audience if each is not Audience.ANYONE)
    return {
        "kind": words.KIND_OF.get(kind),
        "topics": _many(cells, "thematiques", words.TOPICS_OF, remarks),
        "audience": audience,
        "may_come": _many(cells, "mobilisable_par", words.MAY_COME_OF, remarks),
        "access": _many(cells, "modes_mobilisation", words.ACCESS_OF, remarks),
        "delivery": _many(cells, "modes_accueil", words.DELIVERY_OF, remarks),
        "cost": _FEES.get(fees),
    }


def _many(
    cells: Cells, column: str, known: Mapping[str, tuple[Any, ...]], remarks: Remarks
) -> tuple[Any, ...]:
    found: list[Any] = []
    for code in _listed(cells.get(column, "")):
        if code not in known:
            remarks.warn(column, f"Valeur inconnue {quoted(code)} : laissée de côté.")
        elif not known[code] and column == "thematiques":
            remarks.warn(
                column,
                f"La thématique {quoted(code)} n’a pas d’équivalent dans nos thèmes : laissée de côté.",
            )
        found += known.get(code, ())
    return tuple(dict.fromkeys(found))


def _listed(text: str) -> list[str]:
    return [part for part in (p.strip(" \"'[]{}") for p in re.split(r"[,;|\n]", text)) if part]


def _restriction(cells: Cells, text: str, remarks: Remarks) -> str:
    """Publics that are no audience of ours, in words, before the words of the file."""
    codes = _listed(cells.get("publics", ""))
    others = ", ".join(words.OTHER_PUBLICS[code] for code in codes if code in words.OTHER_PUBLICS)
    if others:
        remarks.note("publics", f"Gardé en toutes lettres dans « restriction » : {others}.")
    return " ".join(filter(None, [f"Publics : {others}." if others else "", text]))


def _kind(cells: Cells, remarks: Remarks) -> str:
    networks = _listed(cells.get("reseaux_porteurs", ""))
    kinds = [words.KIND_OF_NETWORK[network] for network in networks if network in words.KIND_OF_NETWORK]
    others = [network for network in networks if network not in words.KIND_OF_NETWORK]
    if others:
        remarks.note(
            "reseaux_porteurs", f"Réseau sans équivalent dans nos types de structures : {', '.join(others)}."
        )
    return kinds[0] if kinds else "other"


def _covers(cells: Cells, remarks: Remarks) -> tuple[str, ...]:
    """Area codes; all the départements of a region are that region."""
    found: list[str] = []
    for code in _listed(cells.get("zone_eligibilite", "")):
        area = words.COUNTRIES.get(code) or next(
            (above + code for shape, above in _AREAS if re.fullmatch(shape, code)), ""
        )
        if area and coverage.is_code(area) and (not area.startswith("fr/commune/") or _is_commune(code)):
            found.append(area)
        else:
            remarks.warn("zone_eligibilite", f"Zone inconnue {quoted(code)} : laissée de côté.")
    return tuple(dict.fromkeys(_regions(found)))


def _regions(codes: Sequence[str]) -> list[str]:
    whole, there = dict[str, set[str]](), set(codes)
    for number, region in coverage.REGION_OF.items():
        whole.setdefault(region, set()).add(f"fr/departement/{number}")
    complete = {
        part: f"fr/region/{r}"
        for r, parts in whole.items()
        if len(parts) > 1 and parts <= there
        for part in parts
    }
    return [complete.get(code, code) for code in codes]


@cache
def _communes() -> frozenset[str]:
    book = gazetteer()
    places = map(book.place, range(len(book)))
    return frozenset(place.code for place in places if place.country == "FR")


def _is_commune(code: str) -> bool:
    return code in _communes() or _ARRONDISSEMENT.fullmatch(code) is not None


def _reach(cells: Cells, *, site: str, is_ours: bool, remarks: Remarks, note: str = "") -> Reach:
    """How to reach it; `site` is the column of its page."""
    number = strangers.phone(cells.get("telephone", ""), "FR", "telephone", remarks=remarks)
    hours = cells.get("horaires_accueil", "")
    if hours and not strangers.are_hours(hours):
        remarks.warn("horaires_accueil", f"Horaires illisibles {quoted(hours)} : gardés en toutes lettres.")
        note, hours = " ".join(filter(None, [note, hours])), ""
    return Reach(
        phones=(Phone(number=number),) if number else (),
        email=strangers.email(cells.get("courriel", ""), "courriel", remarks=remarks),
        website=strangers.web(cells.get(site, ""), site, remarks=remarks),
        address=_address(cells, is_ours=is_ours, remarks=remarks),
        hours=hours,
        hours_note=note,
    )


def _address(cells: Cells, *, is_ours: bool, remarks: Remarks) -> Address:
    lat, lon = strangers.point(cells, remarks=remarks)
    postcode = _checked(cells, "code_postal", str.isdecimal, "Un code postal français a 5 chiffres", remarks)
    commune = _checked(
        cells, "code_insee", _is_commune, "Ce code INSEE n’est celui d’aucune commune", remarks
    )
    locality = cells.get("commune", "")
    if not commune and not is_ours and locality:
        place = communes.certain(postcode, locality, "FR")
        commune = place.code if place else ""
    address = Address(
        street=cells.get("adresse", ""),
        complement=cells.get("complement_adresse", "").removeprefix(PROTECTED),
        postcode=postcode,
        locality=locality,
        commune=commune,
        lat=lat,
        lon=lon,
    )
    return address if address == Address() else replace(address, country="FR")


def _checked(cells: Cells, column: str, is_right: Callable[[str], bool], why: str, remarks: Remarks) -> str:
    """A code of five signs; a spreadsheet takes the zero before it away, which is put back and said."""
    code = cells.get(column, "")
    if code.isdecimal() and len(code) == 4:
        remarks.warn(column, f"Zéro rendu au début de {quoted(code)}.")
        code = f"0{code}"
    if code and (len(code) != 5 or not is_right(code)):
        remarks.warn(column, f"{why} : {quoted(code)} est laissé de côté.")
        return ""
    return code


def _say_unread(cells: Cells, fields: Mapping[str, Any], *, is_ours: bool, remarks: Remarks) -> None:
    if not fields["topics"] and not is_ours:
        remarks.warn("thematiques", "Sans thème : ce service ne sera pas proposé automatiquement.")
    for column, least in (("volume_horaire_hebdomadaire", 0), ("nombre_semaines", 1)):
        value = cells.get(column, "")
        number = strangers.number(value) if value else None
        if value and (number is None or number < least):
            remarks.warn(column, f"Ce n’est pas un nombre : {quoted(value)} est laissé de côté.")
        elif value:
            remarks.note(column, f"La fiche n’a pas de place pour {quoted(value)} : laissé de côté.")
    if cells.get("contact_nom_prenom"):
        remarks.warn("contact_nom_prenom", "Le nom d’une personne n’est pas repris.")
