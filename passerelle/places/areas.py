"""Provinces and départements: what is known of an area without the gazetteer.

Sources: postcode ranges of the Belgian provinces (bpost), département numbers (INSEE, code officiel géographique).
"""

import re
import unicodedata
from dataclasses import dataclass

BELGIUM: tuple[tuple[int, int, str], ...] = (
    (1000, 1299, "Bruxelles"),
    (1300, 1499, "Brabant wallon"),
    (1500, 1999, "Brabant flamand"),
    (2000, 2999, "Anvers"),
    (3000, 3499, "Brabant flamand"),
    (3500, 3999, "Limbourg"),
    (4000, 4999, "Liège"),
    (5000, 5999, "Namur"),
    (6000, 6599, "Hainaut"),
    (6600, 6999, "Luxembourg (BE)"),
    (7000, 7999, "Hainaut"),
    (8000, 8999, "Flandre-Occidentale"),
    (9000, 9999, "Flandre-Orientale"),
)

_DEPARTEMENTS = """01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche|08 Ardennes
09 Ariège|10 Aube|11 Aude|12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente|17 Charente-Maritime|18 Cher|19 Corrèze
20 Corse|21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse|24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard
31 Haute-Garonne|32 Gers|33 Gironde|34 Hérault|35 Ille-et-Vilaine|36 Indre|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes
41 Loir-et-Cher|42 Loire|43 Haute-Loire|44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche
51 Marne|52 Haute-Marne|53 Mayenne|54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|59 Nord|60 Oise|61 Orne|62 Pas-de-Calais
63 Puy-de-Dôme|64 Pyrénées-Atlantiques|65 Hautes-Pyrénées|66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône
71 Saône-et-Loire|72 Sarthe|73 Savoie|74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|80 Somme
81 Tarn|82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne|90 Territoire de Belfort|91 Essonne
92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise|971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte"""

FRANCE: dict[str, str] = dict(line.split(" ", 1) for line in _DEPARTEMENTS.replace("\n", "|").split("|"))

_TOWNS = """BE 1000 bruxelles brussel brussels bxl anderlecht ixelles schaerbeek molenbeek uccle
BE 1300 wavre genval rixensart nivelles waterloo
BE 1800 vilvoorde vilvorde|BE 2000 anvers antwerpen antwerp mechelen malines|BE 3000 leuven louvain|BE 3500 hasselt genk
BE 4000 liege luik seraing verviers herstal huy|BE 5000 namur namen dinant gembloux|BE 6000 charleroi|BE 6700 arlon bastogne marche
BE 7000 mons bergen tournai doornik mouscron lalouviere|BE 8000 bruges brugge ostende oostende courtrai kortrijk|BE 9000 gand gent aalst
FR 06000 nice cannes antibes|FR 13000 marseille aixenprovence|FR 14000 caen|FR 21000 dijon|FR 25000 besancon|FR 29200 brest quimper
FR 30000 nimes|FR 31000 toulouse|FR 33000 bordeaux|FR 34000 montpellier beziers|FR 35000 rennes|FR 37000 tours|FR 38000 grenoble
FR 42000 saintetienne|FR 44000 nantes|FR 45000 orleans|FR 49000 angers|FR 51100 reims|FR 54000 nancy|FR 57000 metz
FR 59000 lille roubaix tourcoing dunkerque|FR 63000 clermontferrand|FR 66000 perpignan|FR 67000 strasbourg|FR 68100 mulhouse
FR 69000 lyon villeurbanne venissieux|FR 72000 lemans|FR 75000 paris|FR 76000 rouen lehavre|FR 78000 versailles mantes
FR 80000 amiens|FR 83000 toulon|FR 84000 avignon|FR 87000 limoges|FR 91000 evry evrycourcouronnes corbeil massy
FR 92000 nanterre colombes boulognebillancourt|FR 93000 bobigny saintdenis montreuil aubervilliers|FR 94000 creteil vitry
FR 95000 cergy argenteuil sarcelles"""

TOWNS: dict[str, tuple[str, str]] = {
    name: (country, postcode)
    for country, postcode, *names in (line.split() for line in _TOWNS.replace("\n", "|").split("|"))
    for name in names
}


@dataclass(frozen=True, slots=True)
class Area:
    """A province or a département, and its country's two letters."""

    name: str
    country: str


def postcode_in(text: str) -> str | None:
    """The first Belgian or French postcode of a text; "L-1234" is none."""
    found = re.search(r"(?<![\w-])(?:[BF]-)?([0-9]{4,5})\b", text)
    return found[1] if found else None


def of_town(name: str) -> Area | None:
    """The area of a large town, known without a look-up."""
    known = TOWNS.get(_fold(name))
    return of_postcode(known[1]) if known else None


def of_postcode(postcode: str) -> Area | None:
    """The province of four digits, the département of five; None for a number that is neither's."""
    if len(postcode) == 4:  # Belgian postcodes have four digits, French ones five
        names = [name for first, last, name in BELGIUM if first <= int(postcode) <= last]
        return Area(names[0], "BE") if names else None
    name = FRANCE.get(postcode[:3]) or FRANCE.get(postcode[:2])
    return Area(name, "FR") if name else None


def _fold(place: str) -> str:
    plain = unicodedata.normalize("NFKD", place.casefold())
    return "".join(c for c in plain if c.isalpha())


def named(name: str) -> Area | None:
    """The province or the département that is called so, such as "val de marne", or "le 93"."""
    number = re.fullmatch(r"(?:dans )?(?:le|dept|departement) ([0-9]{2,3})", name.strip().casefold())
    if number and number[1] in FRANCE:
        return Area(FRANCE[number[1]], "FR")
    return _AREAS.get(_fold(name))


_AREAS: dict[str, Area] = {
    _fold(area.name): area
    for area in [
        *(Area(name, "FR") for name in FRANCE.values()),
        *(Area(name, "BE") for _, _, name in BELGIUM),
    ]
}
