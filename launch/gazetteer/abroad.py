"""The towns of Luxembourg and Switzerland, by name and canton."""

from collections.abc import Iterator, Mapping

from launch.gazetteer.points import Points
from launch.gazetteer.rows import Row

_LUXEMBOURG = """CA Capellen|CL Clervaux|DI Diekirch|EC Echternach|ES Esch-sur-Alzette|GR Grevenmacher|LU Luxembourg|ME Mersch|RD Redange
RM Remich|VD Vianden|WI Wiltz"""
_SWITZERLAND = """AG Argovie|AI Appenzell Rhodes-Intérieures|AR Appenzell Rhodes-Extérieures|BE Berne|BL Bâle-Campagne|BS Bâle-Ville
FR Fribourg|GE Genève|GL Glaris|GR Grisons|JU Jura|LU Lucerne|NE Neuchâtel|NW Nidwald|OW Obwald|SG Saint-Gall|SH Schaffhouse
SO Soleure|SZ Schwytz|TG Thurgovie|TI Tessin|UR Uri|VD Vaud|VS Valais|ZG Zoug|ZH Zurich"""


def _cantons(table: str) -> dict[str, str]:
    return dict(line.split(" ", 1) for line in table.replace("\n", "|").split("|"))


CANTONS: Mapping[str, Mapping[str, str]] = {"LU": _cantons(_LUXEMBOURG), "CH": _cantons(_SWITZERLAND)}
FRENCH: Mapping[str, str] = {  # GeoNames's name → ours
    "Geneva": "Genève", "Zürich": "Zurich", "Basel": "Bâle", "Bern": "Berne", "Luzern": "Lucerne",
    "Lucerne": "Lucerne", "Sankt Gallen": "Saint-Gall", "St. Gallen": "Saint-Gall", "Biel/Bienne": "Bienne",
    "Solothurn": "Soleure", "Schaffhausen": "Schaffhouse", "Zug": "Zoug", "Sitten": "Sion",
}  # fmt: skip


def rows(points: Points) -> Iterator[Row]:
    """Each town of GeoNames, without postcode or number."""
    for town in points.towns:
        cantons = CANTONS.get(town.country, {})
        if town.region in cantons:
            name = FRENCH.get(town.name, town.name)
            area = cantons[town.region]
            known = town.known_names
            yield Row(
                town.country,
                "",
                name,
                name,
                area,
                *town.point,
                town.population,
                others=(town.name,),
                abroad=known,
            )
