"""The names that cases get: an animal and a number. Kind animals only, and none that means something in a school yard."""

HIGHEST = 99

_ANIMALS = """
    Abeille Albatros Alouette Antilope Bison Bouquetin Bouvreuil Caribou Castor Cerf Chamois
    Chardonneret Chevreuil Cigale Cigogne Coccinelle Colibri Cormoran Courlis Cygne Daim Dauphin
    Écureuil Élan Épervier Étourneau Faon Faucon Fauvette Flamant Fourmi Gazelle Geai Gerboise Grèbe
    Grillon Grive Grue Guépard Hérisson Hermine Héron Hibou Hirondelle Huppe Ibis Isard Jaguar Kiwi
    Koala Lama Léopard Lézard Libellule Lièvre Linotte Loir Loriot Loutre Lynx Macareux Marmotte
    Martinet Merle Mésange Milan Moineau Mouette Mulot Narval Okapi Orque Otarie Panda Papillon
    Pélican Phoque Pinson Pivert Pluvier Puma Ratel Renard Rossignol Rouge-gorge Saumon Sittelle
    Suricate Tamia Tigre Tortue Toucan Tourterelle Truite Vanneau Verdier Zèbre
"""
ANIMALS: tuple[str, ...] = tuple(_ANIMALS.split())
