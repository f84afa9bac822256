"""What is said in the evening of a group, each sentence once and by one person, so that it can be looked for afterwards."""

THEME = "Oser en parler"
WITH_NUMBER = "écris-moi au 0470 00 00 00"
GRAVE = "je veux mourir"
WHISPER = "j’ai peur qu’on me reconnaisse"
IN_PRIVATE = "Personne ne voit ton compte."
DURING_PAUSE = "encore une chose"
READ_FIRST = "ça allait mieux à la piscine"
OF_THE_LEAVER = "moi c’est dans le car"
BEFORE_LATE, AFTER_LATE = "au début j’avais honte", "moi aussi, longtemps"
BY_KEYS, BY_CLICKS = "Merci d’être là.", "Prenez votre temps."
LAST_WORD = "merci, je repars plus léger"
HELLO = "salut de la place {number}"
ALL = (
    *(HELLO.format(number=number) for number in range(9)),
    *(THEME, WITH_NUMBER, GRAVE, WHISPER, IN_PRIVATE, DURING_PAUSE, READ_FIRST, OF_THE_LEAVER),
    *(BEFORE_LATE, AFTER_LATE, BY_KEYS, BY_CLICKS, LAST_WORD),
)
