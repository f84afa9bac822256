"""What the staff's bot says, in French, which the team reads. A stranger gets one sentence that tells nothing of anybody.

No person who asks for help ever reads these, so no catalogue promises them in the languages that people write in.
"""

TAKE, PASS, SEE = "Prendre en charge", "Passer", "Ouvrir l’espace de l’équipe"

STRANGER = "Bonjour. Ce robot ne répond qu’à un code valable."
LINKED = (
    "C’est relié, {name}. Les alertes arrivent ici, sans rien de ce que les personnes écrivent. "
    "Pour ne plus en recevoir\u00a0: /stop"
)
KNOWN = "Ce téléphone est relié à {name}. Pour ne plus recevoir d’alertes ici\u00a0: /stop"
UNLINKED = "C’est délié. Plus aucune alerte n’arrivera ici."
YOURS = "C’est à vous. La personne sait que vous répondez."
TOO_LATE = "Un·e collègue a été plus rapide. Merci d’avoir répondu présent\u00a0!"
OVER = "Cette demande n’attend plus."
PASSED = "Vous passez\u00a0: les autres sont prévenus. Si vous changez d’avis\u00a0:"
