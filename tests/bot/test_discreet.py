"""What comes by itself tells nothing to whoever looks at the telephone: no need, no trade, no place, no name of the team."""

import re

import pytest

from bot import meeting, notices, referring, room_words, seat_words
from bot.engine.script import Both
from launch import wording
from launch.locales import PROMISED

WORDS = wording.words()
UNASKED = (
    notices.SIGN,
    referring.FOLLOW_UP,
    meeting.FREED,
    meeting.MISSED,
    meeting.CANCELLED,
    *meeting.REMINDERS.values(),
    *room_words.UNASKED,
    *seat_words.UNASKED,
    meeting.TODAY,
    meeting.TOMORROW,
    meeting.ON,
)
# Stems of words that tell why somebody writes with whom, in each language.
TELLING = {
    "fr": "aide|assoc|média|psy|écout|harc|violen|suicid|thérap|social|jeune|urgen|danger|malad|santé|problème|consult|séance",
    "nl": "hulp|vereniging|bemiddel|psych|luister|pest|geweld|zelfmoord|therap|sociaal|jonger|dringend|gevaar|ziek|"
    "gezondheid|probleem|consult|sessie",
    "en": "help|associat|mediat|psych|listen|bull|violen|suicid|therap|social|youth|urgen|danger|sick|health|problem|consult|session",
    "ar": "مساعد|جمعي|وساط|نفس|استماع|تنم|عنف|انتحار|علاج|اجتماعي|عاجل|خطر|مرض|صح|مشكل|جلس",
    "es": "ayud|asocia|media(?:c|d)|psic|escuch|acos|violen|suicid|terap|social|joven|urgen|peligro|enferm|salud|problem|consult|sesi",
    "tr": "yardım|dernek|arabulu|psik|dinle|zorba|şiddet|intihar|terapi|sosyal|genç|acil|tehlike|hasta|sağlık|problem|danış|seans",
    "uk": "допом|асоціа|медіа|псих|слуха|булінг|насил|самогуб|терап|соціал|молод|термін|небезп|хвор|здоров|проблем|консульт|сеанс",
    "de": "hilf|verein|mediat|psych|zuhör|mobb|gewalt|selbstmord|therap|sozial|jugend|dringend|gefahr|krank|gesund|problem|berat|sitzung",
}


def said(language):
    """Every unasked sentence as this language says it, in both registers."""
    sources = [
        source for sentence in UNASKED for source in (sentence if isinstance(sentence, Both) else (sentence,))
    ]
    return [WORDS.text(language, source) for source in sources]


@pytest.mark.parametrize("language", PROMISED)
def test_no_unasked_sentence_tells_anything(language):
    """In no language that we promise."""
    told = [text for text in said(language) if re.search(TELLING[language], text.casefold())]

    assert told == []


@pytest.mark.parametrize("language", PROMISED)
def test_no_unasked_sentence_names_anybody_or_any_place(language):
    """A reminder has an hour in it, and nothing else of the house."""
    values = {name for text in said(language) for name in re.findall(r"\{(\w+)\}", text)}

    assert values <= {"when", "hour", "day"}


@pytest.mark.parametrize("language", PROMISED)
def test_the_list_would_notice_a_telling_word(language):
    """The sentence that confirms a request is none to send unasked."""
    assert re.search(TELLING["fr"], "Ton rendez-vous avec la psychologue".casefold())
    assert len(TELLING[language].split("|")) >= 15
