"""What a bot that listens to young people never says, by language. Data, reviewed by people; each is a pattern.

Four families: promises that a human cannot keep, orders to feel otherwise, doubt, and words that hurt after a suicide (for these,
see the recommendations of the World Health Organization to those who write about it).
"""

from collections.abc import Mapping

FORBIDDEN: Mapping[str, tuple[str, ...]] = {
    "fr": (
        r"\bgarde(?:rai|ra|rons)? (?:le |ton |votre )?secret",
        r"\bne (?:le )?(?:dirai|dira|dirons|répéterai) (?:\w+ )?(?:rien|à personne)",
        r"\b(?:restera|reste) entre nous\b",
        r"\bpersonne (?:ne|n') ?(?:le )?saura\b",
        r"\bje (?:te|vous) (?:le )?promets\b",
        r"\bun(?:e)? (?:médiateur|médiatrice) (?:arrive|est en route|va arriver)\b",
        r"\bcalme[- ]toi\b|\bcalmez[- ]vous\b",
        r"\bça va (?:aller|passer|s'arranger)\b",
        r"\bne t'inquiète pas\b|\bne vous inquiétez pas\b",
        r"\b(?:tu es|es-tu|t'es|êtes-vous|vous êtes) (?:bien )?(?:sûre?|certaine?)(?:·e)?\b",
        r"\bpourquoi (?:tu|vous|n'as-tu|ne l'as-tu|as-tu|avez-vous)\b",
        r"\b(?:parle|parlez|parles)[- ](?:en )?à (?:tes|vos) parents\b",
        r"\bje (?:comprends|sais) (?:très bien |exactement )?ce que (?:tu|vous) (?:ressens|ressentez|vis|vivez)\b",
        r"\b(?:suicide (?:raté|réussi)|(?:rater|réussir|commettre) (?:un|son) suicide)\b",
    ),
    "nl": (
        r"\b(?:ik )?(?:bewaar|hou) (?:het|je|jouw|uw) geheim\b",
        r"\bik (?:zeg|vertel) (?:het )?(?:aan )?niemand\b|\bblijft onder ons\b|\bniemand zal (?:het|dit) weten\b",
        r"\bik beloof\b",
        r"\been bemiddelaar (?:komt eraan|is onderweg)\b",
        r"\b(?:kalmeer|rustig maar|wees kalm|maak je geen zorgen|maakt u zich geen zorgen)\b",
        r"\bhet komt (?:wel )?goed\b",
        r"\b(?:ben je|bent u) (?:het )?zeker\b|\bweet (?:je|u) (?:het )?zeker\b",
        r"\bwaarom (?:heb|ben|doe|zeg|ging) (?:je|jij|u)\b",
        r"\b(?:praat|spreek) met (?:je|uw) ouders\b",
        r"\bik begrijp (?:precies )?wat (?:je|u) voelt\b",
        r"\b(?:mislukte|geslaagde) zelfmoord\b|\bzelfmoord plegen\b",
    ),
    "en": (
        r"\b(?:keep|keeping) (?:it|this|your) (?:a )?secret\b",
        r"\b(?:won't|will not|will never) tell anyone\b|\bstays between us\b|\bno one will (?:ever )?know\b",
        r"\bi promise\b",
        r"\ba mediator is (?:coming|on (?:the|their) way)\b",
        r"\bcalm down\b|\bdon't worry\b",
        r"\b(?:it will|it'll|everything will) be (?:all right|alright|ok|okay|fine)\b",
        r"\bare you (?:really )?sure\b",
        r"\bwhy (?:did|do|didn't|don't|are) you\b",
        r"\b(?:talk|speak) to your parents\b",
        r"\bi (?:understand|know) (?:exactly )?(?:how|what) you(?:'re| are)? feel(?:ing)?\b",
        r"\b(?:commit(?:ted|ting)?|failed|successful) suicide\b",
    ),
}
