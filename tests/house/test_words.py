"""Words in every language, days and hours as people write them, and Latin pieces in a sentence that runs from right to left."""

import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from passerelle.words import Words, day_in_words, days_in_words, hour_in_words, is_right_to_left, isolated

BRUSSELS = ZoneInfo("Europe/Brussels")
NIGHT = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # half past midnight, on Monday, in Brussels
FSI, PDI = "\u2068", "\u2069"
SENTENCES = {
    "nl": {"Bonjour": "Dag", "Merci": ""},
    "en": {"Bonjour": "Hello", "Merci": "Thank you", "Écris /start": "Write /start"},
    "ar": {
        "Bonjour": "أهلا",
        "Écris /start": "اكتب /start",
        "Je suis {pseudonym}": "أنا {pseudonym}",
        "Appelle le 112": "اتصل على 112",
        "Appelle le +32 2 514 88 45": "اتصل على +32 2 514 88 45",
        "Rejet, LGBTQ+": "رفض، LGBTQ+",
        "⏸": "⏸",
    },
}
DOUBTFUL = '\n#, fuzzy\nmsgid "Au revoir"\nmsgstr "Misschien"\n'


@pytest.fixture
def words(tmp_path):
    """French, without a catalogue of its own, with some Dutch, English and Arabic."""
    for language, said in SENTENCES.items():
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        lines = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n']
        lines += [f'msgid "{source}"\nmsgstr "{text}"\n' for source, text in said.items()]
        (folder / "passerelle.po").write_text("\n".join(lines) + DOUBTFUL, encoding="utf-8")
    return Words(tmp_path)


def in_isolates(text):
    """The characters of a text with whether each stands in an isolate."""
    depth, told = 0, []
    for sign in text:
        depth += {FSI: 1, PDI: -1}.get(sign, 0)
        told += [(sign, depth > 0)] if sign not in {FSI, PDI} else []
    assert depth == 0
    return told


def runs_from_right(text):
    """Whether a phone lays this line from right to left: its first strong letter outside of isolates (UAX 9, P2)."""
    strong = [unicodedata.bidirectional(sign) for sign, hidden in in_isolates(text) if not hidden]
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def test_french_comes_first(words):
    """The source is there even where no catalogue was made for it."""
    assert words.languages == ("fr", "ar", "en", "nl")


def test_a_sentence_is_said_in_the_language_asked_for(words):
    """As its catalogue has it."""
    assert words.text("nl", "Bonjour") == "Dag"
    assert words.text("fr", "Bonjour") == "Bonjour"


def test_what_is_not_translated_is_said_in_english(words):
    """Whoever chose another language than French reads English rather."""
    assert words.text("nl", "Merci") == words.text("xx", "Merci") == "Thank you"
    assert words.text("fr", "Merci") == "Merci"


@pytest.mark.parametrize("source", ["Au revoir", "Jamais vu"])
def test_what_english_lacks_too_is_said_in_french(words, source):
    """Doubtful or absent: never nothing, never a guess."""
    assert words.text("nl", source) == words.text("en", source) == source


@pytest.mark.parametrize(
    ("language", "source", "falls_back"),
    [
        ("nl", "Bonjour", False),
        ("nl", "Merci", True),
        ("nl", "Au revoir", True),
        ("xx", "Bonjour", True),
        ("fr", "Au revoir", False),
        ("nl", "⋯", False),
    ],
)
def test_the_door_knows_what_is_said_in_another_language(words, language, source, falls_back):
    """So that it can say so; what needs no translation stands in no catalogue."""
    assert words.falls_back(language, source) is falls_back


def test_the_bare_look_up_admits_what_is_missing(words):
    """The verifier has to see the gap."""
    assert words.catalogue("nl")("Bonjour") == "Dag"
    assert words.catalogue("nl")("Merci") is None
    assert words.catalogue("xx")("Bonjour") is None


@pytest.mark.parametrize(
    ("hint", "language"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("NL_be", "nl"),
        ("ar-MA", "ar"),
        ("fr-CA", "fr"),
        ("ru", "fr"),
        (None, "fr"),
    ],
)
def test_a_hint_leads_to_the_closest_language(words, hint, language):
    """What we do not speak becomes French."""
    assert words.closest(hint) == language


def test_arabic_runs_from_right_to_left():
    """The others do not, nor does a language that nobody knows."""
    assert is_right_to_left("ar")
    assert not any(map(is_right_to_left, ("fr", "nl", "en", "es", "tr", "uk", "de", "xx", "")))


@pytest.mark.parametrize("source", ["Écris /start", "Appelle le +32 2 514 88 45", "Rejet, LGBTQ+"])
def test_a_latin_piece_of_an_arabic_sentence_is_isolated(words, source):
    """Else /start reads start/, and the pairs of a telephone number stand in the wrong order."""
    said = in_isolates(words.text("ar", source))

    assert all(hidden for sign, hidden in said if sign.isascii() and sign != " ")
    assert not any(hidden for sign, hidden in said if unicodedata.bidirectional(sign) == "AL")


@pytest.mark.parametrize("source", ["Bonjour", "Appelle le 112", "Je suis {pseudonym}", "⏸"])
def test_nothing_else_in_a_sentence_is_touched(words, source):
    """A lone number keeps its order; a value is isolated when it is filled in."""
    assert words.text("ar", source) == SENTENCES["ar"][source]


def test_a_value_keeps_its_own_order():
    """A Latin name at the beginning does not turn the whole line."""
    line = "{name}، أخذت طلبك"

    assert not runs_from_right(line.replace("{name}", "Nadia"))
    assert runs_from_right(line.replace("{name}", isolated("ar", "Nadia")))


def test_a_value_of_several_lines_is_isolated_line_by_line():
    """An isolate ends with its line (UAX 9, X8)."""
    assert isolated("ar", "107\n\n+32 81 77 78 22") == f"{FSI}107{PDI}\n\n{FSI}+32 81 77 78 22{PDI}"


@pytest.mark.parametrize("language", ["fr", "uk", "xx"])
def test_from_left_to_right_a_value_is_left_as_it_is(language):
    """Nothing invisible where nothing needs it."""
    assert isolated(language, "Renard 42") == "Renard 42"


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("fr", "lundi 23 novembre"),
        ("nl", "maandag 23 november"),
        ("en", "Monday 23 November"),
        ("ar", "الاثنين، 23 نوفمبر"),
        ("es", "lunes 23 de noviembre"),
        ("tr", "23 Kasım Pazartesi"),
        ("uk", "понеділок, 23 листопада"),
        ("de", "Montag, 23. November"),
    ],
)
def test_the_day_is_the_one_on_the_persons_wall(language, day):
    """Not the one in UTC; in the order of the language, with Latin digits."""
    assert day_in_words(NIGHT, zone=BRUSSELS, language=language) == day


@pytest.mark.parametrize(("day", "said"), [(1, "mardi 1er décembre"), (11, "vendredi 11 décembre")])
def test_the_first_of_a_month_is_said_as_the_french_say_it(day, said):
    """And only the first."""
    instant = datetime(2026, 12, day, 9, 0, tzinfo=UTC)

    assert day_in_words(instant, zone=BRUSSELS, language="fr") == said


@pytest.mark.parametrize(("hour", "minute", "said"), [(17, 0, "18\u00a0h"), (8, 5, "9\u00a0h\u00a005")])
def test_the_hour_is_written_as_in_french(hour, minute, said):
    """Minutes only where there are any."""
    instant = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)

    assert hour_in_words(instant, zone=BRUSSELS, language="fr") == said


@pytest.mark.parametrize("language", ["nl", "en", "ar", "es", "tr", "uk", "de"])
def test_elsewhere_the_hour_is_that_of_the_clock(language):
    """Of 24 hours, in that zone all the same."""
    assert hour_in_words(NIGHT, zone=BRUSSELS, language=language) == "00:30"


@pytest.mark.parametrize(
    ("language", "one", "three", "ninety"),
    [
        ("fr", "1\u00a0jour", "3\u00a0jours", "90\u00a0jours"),
        ("ar", "يوم", "3 أيام", "90 يومًا"),
        ("uk", "1 день", "3 дні", "90 днів"),
        ("tr", "1 gün", "3 gün", "90 gün"),
    ],
)
def test_days_are_counted_as_the_language_counts(language, one, three, ninety):
    """Some have one form, others four."""
    assert [days_in_words(n, language=language) for n in (1, 3, 90)] == [one, three, ninety]
