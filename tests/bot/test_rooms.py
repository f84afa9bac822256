"""A room on the phones: coming in, talking under a pseudonym, private answers, the tools, and what the group never sees."""

import re

import pytest

from passerelle import rooms
from passerelle.rooms import Reason
from tests.bot.talks import (
    comes_in,
    in_the_room,
    leads,
    lets_in,
    opens,
    people,
    place_of,
    planned,
    settled,
    shown,
)

PRIVATE = "n’a été montré à personne"


@pytest.fixture
def talk(bot):
    """An open room with Sam and Alex inside: its number, both phones, both pseudonyms."""
    return in_the_room(bot, "Sam", "Alex")


def says(bot, phone, text):
    """Somebody writes, and all that follows has left."""
    phone.write(text)
    settled(bot)


def newest(phone):
    """The newest message of the bot."""
    return [message for message in phone.screen().messages if message.is_from_bot][-1]


def with_tools(phone):
    """The messages that carry the tools of a room."""
    return [message for message in phone.screen().messages if "🚪 Sortir" in message.labels]


def test_the_notice_tells_nothing_to_whoever_looks_at_the_telephone(bot):
    """An hour and a question, without a sound."""
    [sam] = people(bot, "Sam")
    planned(bot, sam)

    lets_in(bot)

    notice = sam.wait_for("comme prévu")
    assert re.fullmatch(r"À \d\d\sh\s\d\d, comme prévu. Tu viens\s\?", notice.text)
    assert sam.notifications()[-1]["is_silent"]


def test_sam_reads_the_rules_before_coming_in(bot):
    """What is said here stays here, nobody is obliged to speak, and what happens when somebody is in danger."""
    [sam] = people(bot, "Sam")
    room = planned(bot, sam)
    lets_in(bot)

    sam.tap("J’arrive")

    rules = sam.wait_for("Ce qui se dit ici reste ici").text
    assert "Personne n’est obligé de parler" in rules and "en danger" in rules
    assert place_of(bot, sam, room) == "rules"


def test_whoever_does_not_want_to_come_is_left_alone(bot):
    """And keeps the seat for the next time."""
    [sam] = people(bot, "Sam")
    room = planned(bot, sam)
    lets_in(bot)

    sam.tap("Pas cette fois")

    assert sam.wait_for("Ta place reste la tienne")
    assert place_of(bot, sam, room) == "invited"


def test_before_it_opens_there_is_nothing_to_do(bot):
    """What is written meanwhile goes to nobody, and this is said."""
    [sam] = people(bot, "Sam")
    planned(bot, sam)
    lets_in(bot)
    comes_in(sam)

    says(bot, sam, "il y a quelqu’un ?")

    assert "pas encore ouvert" in shown(sam)


def test_others_read_a_pseudonym_and_nothing_else(bot, talk):
    """In a message that cannot be forwarded."""
    _, (sam, alex), (name, _) = talk

    says(bot, sam, "bonjour à tous")

    read = alex.wait_for("bonjour à tous")
    assert f"👋 {name}\u00a0: bonjour à tous" in shown(alex)
    assert "Sam" not in shown(alex) and str(sam.id) not in shown(alex)
    [sent] = [
        call["params"]
        for call in bot.telegram.calls("sendMessage", alex.id)
        if (call["outcome"] or {}).get("message_id") == read.id
    ]
    assert sent["protect_content"] and sent["text"] == "…"


def test_the_leader_has_a_first_name_and_a_role(bot, talk):
    """So that nobody wonders who speaks."""
    room, (sam, _), _ = talk

    leads(bot, rooms.speak, room, "Bienvenue.", idempotency="1")

    assert "Nadia, médiatrice\u00a0: Bienvenue." in shown(sam)


def test_only_the_newest_sheet_has_buttons(bot, talk):
    """The older one loses them."""
    _, (sam, alex), _ = talk

    says(bot, alex, "salut")
    says(bot, sam, "bonjour")
    says(bot, alex, "ça va ?")

    [sheet] = with_tools(sam)
    assert "ça va" in sheet.text and {"👍", "🤫 En privé", "🆘 SOS"} <= set(sheet.labels)


@pytest.mark.parametrize("text", ["appelle le 0470 00 00 00", "je suis @sam_de_liege", "à l’École du Verger"])
def test_what_would_tell_who_somebody_is_waits_for_the_leader(bot, talk, text):
    """Its author is told kindly; nobody else reads it."""
    _, (sam, alex), _ = talk

    says(bot, sam, text)

    assert "Seule la personne qui anime le voit" in shown(sam)
    assert text not in shown(alex)


def test_slow_mode_says_how_long_to_wait(bot, talk):
    """In seconds, and that nothing was shown."""
    room, (sam, alex), _ = talk
    leads(bot, rooms.slow, room, 30, is_sealed=False)
    says(bot, sam, "un")

    says(bot, sam, "deux")

    assert "Renvoie-le dans" in shown(sam) and "\u00a0s\u00a0: il" in shown(sam) and PRIVATE in shown(sam)
    assert "deux" not in shown(alex)


def test_a_pause_is_for_everybody(bot, talk):
    """Said in the room, and again to whoever writes."""
    room, (sam, alex), _ = talk
    leads(bot, rooms.pause, room)

    says(bot, sam, "encore une chose")

    assert "on respire" in shown(alex) and "encore" not in shown(alex)
    assert "C’est la pause pour tout le monde" in shown(sam)


def test_whoever_is_muted_learns_why_in_private(bot, talk):
    """And can still read, and whisper."""
    room, (sam, alex), _ = talk
    [member] = [m for m in leads(bot, rooms.view, room).members if m.pseudonym == talk[2][0]]
    leads(bot, rooms.mute, room, member.member_id, Reason.HURTFUL, is_sealed=False)

    says(bot, sam, "quand même")

    assert "pouvaient blesser" in shown(sam) and "🤫" in shown(sam)
    assert "quand même" not in shown(alex) and "blesser" not in shown(alex)


def test_a_photo_is_shown_to_nobody(bot, talk):
    """Nor is a message of somebody else's."""
    _, (sam, alex), _ = talk
    before = shown(alex)

    sam.send("photo")
    sam.send("forward", text="regarde ce qu’il a écrit")
    settled(bot)

    assert "que les mots et les messages vocaux" in shown(sam) and "transféré" in shown(sam)
    assert shown(alex) == before


def test_a_stickers_sign_goes_as_words(bot, talk):
    """The picture does not."""
    _, (sam, alex), (name, _) = talk

    sam.send("sticker")
    settled(bot)

    assert f"{name}\u00a0: 🙂" in shown(alex) or name in shown(alex)
    assert not bot.telegram.calls("sendSticker")


def test_a_changed_message_stays_as_it_was_for_the_others(bot, talk):
    """Which is told."""
    _, (sam, alex), _ = talk
    number = sam.write("première version")
    settled(bot)

    sam.edit(number, "seconde version")
    settled(bot)

    assert "Le groupe lit le message comme tu l’as envoyé d’abord" in shown(sam)
    assert "première" in shown(alex) and "seconde" not in shown(alex)


def test_a_stop_said_to_the_group_is_for_the_group(bot, talk):
    """Only buttons, commands and SOS lead out of a talk."""
    _, (sam, alex), _ = talk

    says(bot, sam, "stop")

    assert "stop" in shown(alex) and "On s’arrête là" not in shown(sam)


def test_the_numbers_are_one_word_away(bot, talk):
    """And Sam stays inside."""
    room, (sam, alex), _ = talk

    says(bot, sam, "sos")

    assert "112" in shown(sam) and "sos" not in shown(alex).casefold().replace("🆘 sos", "")
    assert place_of(bot, sam, room) == "inside"


def test_starting_again_inside_leads_nowhere_else(bot, talk):
    """It says where one is."""
    room, (sam, _), _ = talk

    says(bot, sam, "/start")

    assert newest(sam).text.startswith("Tu es dans le groupe") and place_of(bot, sam, room) == "inside"


def test_a_hand_and_a_whisper_reach_the_leader_alone(bot, talk):
    """The next word after it goes to all again."""
    room, (sam, alex), (name, _) = talk
    sam.tap("✋ La main")
    sam.wait_for("Ta main est levée")
    sam.tap("🤫 En privé")
    sam.wait_for("seulement à la personne qui anime")

    says(bot, sam, "je ne sais pas comment le dire")

    seen = leads(bot, rooms.view, room)
    assert [hand.pseudonym for hand in seen.hands] == [name]
    assert [word.text for word in seen.whispers] == ["je ne sais pas comment le dire"]
    assert "comment le dire" not in shown(alex) and "Seule la personne qui anime l’a reçu" in shown(sam)


def test_a_sign_stands_under_the_word(bot, talk):
    """Also for who said it."""
    _, (sam, alex), _ = talk
    says(bot, sam, "merci à vous")

    alex.tap("❤️")
    settled(bot)

    assert "merci à vous\n❤️ 1" in shown(alex) and "merci à vous\n❤️ 1" in shown(sam)


def test_who_comes_late_reads_nothing_of_before(bot):
    """They come in with the next word."""
    sam, alex, third = people(bot, "Sam", "Alex", "Troisième")
    planned(bot, sam, alex, third)
    lets_in(bot)
    comes_in(sam), comes_in(alex)
    opens(bot)
    says(bot, sam, "avant")

    comes_in(third)
    settled(bot)
    says(bot, alex, "après")

    assert "après" in shown(third) and "avant" not in shown(third).replace("avant de", "")


def test_the_leaders_answer_to_a_whisper_is_for_one(bot, talk):
    """Nobody else reads it."""
    room, (sam, alex), _ = talk
    sam.tap("🤫 En privé")
    sam.wait_for("seulement à la personne")
    says(bot, sam, "et si on me reconnaît ?")
    [whisper] = leads(bot, rooms.view, room).whispers

    leads(bot, rooms.answer_whisper, room, whisper.member_id, "Personne ne voit ton nom.", idempotency="a")

    assert "pour toi\u00a0: Personne ne voit ton nom." in shown(sam)
    assert "Personne ne voit ton nom." not in shown(alex).replace("Personne ne verra ton nom", "")
