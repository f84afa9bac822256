"""The messages of rooms, as they leave: the rules, private answers, the end, and the sheets on which everybody reads what is said.

Others are pseudonyms, whoever leads a first name and a role; no account comes in here. Whether a message is still true is asked again in
the transaction that sends it. Nothing here changes data.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot import notices, room_words as said
from bot.draft import Draft
from bot.engine.exits import Exit
from bot.engine.script import Words as Sentence, in_register
from bot.engine.show import Button, Rows, exit_button, reference_data
from bot.outgoing import Message, Outgoing, Sweeping, Talk, Voiced
from passerelle import outbox, rooms
from passerelle.appointments import civil
from passerelle.errors import NotFound
from passerelle.rooms import Inside, Part, Place, RoomState, Speaker, Tools, WordKind, Write
from passerelle.tables import Member, OutboxRow
from passerelle.words import hour_in_words, isolated, units, unmarked

LETTING_IN = (RoomState.WAITING, RoomState.OPEN, RoomState.CLOSING)
TEXT_UNITS = 4096  # of one message, for Telegram
VOICES_AT_MOST = 3  # ▶ under one sheet: the last ones
REACTIONS: Mapping[str, str] = {"react_thumb": "👍", "react_heart": "❤️", "react_thanks": "🙏"}
BESIDE = ("question", "card", "relay", "taken", "handed_over", "passed_on", "ending")  # above the way back
WITHOUT_WAYS = ("room_told", "room_sure", "room_stay", "room_closing", "room_over")  # the sheets have SOS
TALKS = ("room_words", "room_tidy")  # what delivery writes step by step, on sheets
OUTLIVES = ("room_unwell", "room_gone", "room_no")  # what stays on the screen when the room is purged


def talk_of(row: OutboxRow) -> Talk:
    """What a row of `TALKS` has delivery do."""
    return Talk(int(outbox.numbers_of(row)["room"]), is_tidying=row.notice == "room_tidy")


class Room(Draft):
    """A row about a room, for one member."""

    def room_says(self, sentence: Sentence, **values: str) -> str:
        """Say a sentence of rooms to this reader, then fill in what is theirs."""
        text = self.fill_presence(self.translate(in_register(sentence, formal=self.is_formal)))
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def fill_presence(self, text: str) -> str:
        return text.replace("{presence}", self.presence()) if "{presence}" in text else text

    def tool(self, label: Sentence, what: str, number: int) -> Button:
        return Button(self.translate(in_register(label, formal=self.is_formal)), reference_data(what, number))

    @property
    def room_id(self) -> int:
        return self.number("room") or 0

    def inside(self) -> Inside:
        """The room as this person sees it; raises NotFound for whoever has no part in it."""
        return rooms.seen(self.session, self.room_id, self.row.contact_id)

    def room_hour(self, inside: Inside, *, purge: bool = False) -> str:
        instant = inside.purges_at if purge else inside.opens_at
        return hour_in_words(instant, zone=ZoneInfo(inside.zone), language=self.language)

    def named(self, inside: Inside) -> str:
        return isolated(self.language, inside.pseudonym)

    def room_opens(self) -> Message | None:
        """The one notice that it begins: without a sound or a telling word, by day, to who is not there yet."""
        inside = self.inside()
        is_awaited = inside.place in (Place.INVITED, Place.LEFT) and inside.state in LETTING_IN
        if not is_awaited or not civil.is_decent(self.now, ZoneInfo(inside.zone)):
            return None
        words = said.AT if inside.opens_at > self.now else said.STARTED
        row = (
            self.tool(said.COME, "room_in", inside.room_id),
            self.tool(said.NOT_NOW, "room_no", inside.room_id),
        )
        return Message(self.room_says(words, hour=self.room_hour(inside)), (row,), is_silent=True)

    def room_rules(self) -> Message:
        inside = self.inside()
        row = (
            self.tool(said.ENTER, "room_yes", inside.room_id),
            self.tool(said.NOT_NOW, "room_no", inside.room_id),
        )
        return Message(self.room_says(said.RULES, pseudonym=self.named(inside)), (row,))

    def room_come(self) -> Message:
        """What there is to do now for somebody who has just come in: wait, or say hello."""
        inside = self.inside()
        words = said.HELLO if inside.state in (RoomState.OPEN, RoomState.CLOSING) else said.WAIT
        return Message(self.room_says(words, pseudonym=self.named(inside), hour=self.room_hour(inside)))

    def room_told(self) -> Message | None:
        """A private answer, by its code; its reason is said kindly, or not at all."""
        sentence = said.TOLD.get(str(self.numbers.get("code") or ""))
        if sentence is None:
            return None
        reason = said.WHY.get(str(self.numbers.get("reason") or ""))
        why = self.room_says(reason) if reason else ""
        try:
            name = self.named(self.inside())
        except NotFound:
            name = ""
        seconds = str(self.number("seconds") or 1)
        return Message(self.room_says(sentence, why=why, pseudonym=name, seconds=seconds).strip())

    def room_no(self) -> Message:
        return Message(self.room_says(said.NOT_THIS_TIME))

    def room_sure(self) -> Message:
        """Ask once before leaving, and say honestly what cannot be undone."""
        row = (
            self.tool(said.YES_LEAVE, "room_gone", self.room_id),
            self.tool(said.STAY, "room_stay", self.room_id),
        )
        return Message(self.room_says(said.SURE), (row,))

    def room_stay(self) -> Message:
        return Message(self.room_says(said.STAYS))

    def room_gone(self) -> Message:
        return Message(self.room_says(said.GONE))

    def room_unwell(self) -> Message:
        """Tell somebody who is not well that they are out of the group's sight, and that a human was called."""
        return Message(self.room_says(said.UNWELL), self.way_to_the_group())

    def room_closing(self) -> Message | None:
        inside = self.inside()
        if inside.place not in (Place.INSIDE, Place.ASIDE) or inside.has_told_mood:
            return None
        return Message(self.room_says(said.CLOSING), self.moods(inside))

    def room_over(self) -> Message | None:
        inside = self.inside()
        over = self.room_says(said.IS_OVER, hour=self.room_hour(inside, purge=True))
        if inside.has_told_mood:
            return Message(over, is_silent=True)
        asked = f"{over}\n\n{self.room_says(said.HOW_NOW)}"
        return Message(asked, self.moods(inside), is_silent=True)

    def room_mood(self) -> Message:
        """Thank for the mood; whoever is not well is one tap away from somebody."""
        if self.numbers.get("mood") != "bad":
            return Message(self.room_says(said.THANKS))
        return Message(self.room_says(said.BAD_MOOD), ((exit_button(Exit.HUMAN, self.translate),),))

    def moods(self, inside: Inside) -> Rows:
        return (
            tuple(
                Button(sign, reference_data(f"mood_{mood}", inside.room_id))
                for mood, sign in said.MOODS.items()
            ),
        )

    def room_listen(self) -> Voiced | Message:
        """A voice note, for whoever reads its line and tapped; another sentence when it was taken back."""
        word = self.number("word") or 0
        try:
            found = rooms.voice(self.session, self.room_id, self.row.contact_id, word, keys=self.keys)
        except NotFound:
            return Message(self.room_says(said.TOLD["late_voice"]))
        return Voiced(found.file, self.room_id, word)

    def room_purge(self) -> Sweeping:
        """Exactly the messages of the room on this screen, whether its owner is still there or left."""
        found = rooms.sheets_to_purge(self.session, self.room_id, self.row.contact_id, now=self.now)
        return Sweeping(self.room_id, found.delete, found.overwrite)

    def in_room(self, outgoing: Outgoing | None, ways: Rows) -> Outgoing | None:
        """A message of a room, with the quiet row under it, and remembered as one of the room's."""
        if not isinstance(outgoing, Message):
            return outgoing
        rows = outgoing.rows if self.row.notice in WITHOUT_WAYS else (*outgoing.rows, *ways)
        room = None if self.row.notice in OUTLIVES else self.room_id
        return replace(outgoing, rows=rows, edit=self.number("edit"), room=room)

    def beside_the_room(self, outgoing: Outgoing | None) -> Outgoing | None:
        """The same message with the way back to the group under it, where there is a group to go to."""
        if self.row.notice not in BESIDE or not isinstance(outgoing, Message) or outgoing.is_repair:
            return outgoing
        return replace(outgoing, rows=(*outgoing.rows, *self.way_to_the_group()))

    def way_to_the_group(self) -> Rows:
        """The way back for who stepped aside, or the way in while a room lets them in."""
        for inside in rooms.open_to(self.session, self.row.contact_id):
            if inside.place is Place.ASIDE or inside.place is Place.INSIDE:
                return ((self.tool(said.TO_THE_GROUP, "room_back", inside.room_id),),)
            if inside.place in (Place.INVITED, Place.RULES):
                return ((self.tool(said.INTO_THE_GROUP, "room_in", inside.room_id),),)
        return ()

    def sheet(self, write: Write) -> Message:
        """What stands on a sheet: every word of it, ▶ for its voice notes, and the tools where it is the newest."""
        text = "\n\n".join(filter(None, map(self.part, write.parts))) or said.PLACEHOLDER
        if units(text) > TEXT_UNITS:
            text = unmarked(text)
        voices = tuple(self.listens(write))
        return Message(text, (*voices, *self.tools(write.tools, write.parts)) if write.tools else voices)

    def part(self, part: Part) -> str:
        """One word as this reader sees it; one's own stands as well, so that the order of all is the same for all."""
        is_said = part.kind is not WordKind.SIGN
        who = self.room_says(said.YOU) if part.is_own and is_said else self.who(part)
        values = {"who": who, "seconds": str(part.seconds), "text": isolated(self.language, part.text)}
        if part.kind is WordKind.SIGN:
            sentence: Sentence = said.SIGNS.get(part.sign, "")
        elif part.kind is WordKind.VOICE:
            sentence = said.VOICE_LINE
        elif part.is_private:
            sentence = said.SAYS_TO_YOU
        else:
            sentence = said.SAYS_HELLO if part.is_hello else said.SAYS
        reactions = " ".join(f"{sign} {count}" for sign, count in part.reactions)
        return "\n".join(filter(None, (self.filled(sentence, values), reactions)))

    def filled(self, sentence: Sentence, values: Mapping[str, str]) -> str:
        """Fill in all at once: what somebody wrote may hold braces of its own."""
        pattern = self.translate(in_register(sentence, formal=self.is_formal))
        parts = pattern.replace("{who}", "\0who\0").replace("{text}", "\0text\0")
        parts = parts.replace("{seconds}", "\0seconds\0")
        return "".join(values.get(piece, piece) for piece in parts.split("\0"))

    def who(self, part: Part) -> str:
        """Name who says a word: a pseudonym, or the first name and the role of who leads."""
        leader = self.session.get(Member, part.staff_id) if part.staff_id else None
        if leader is not None:
            return notices.member_in_words(leader, words=self.words, language=self.language)
        return isolated(self.language, part.who) if part.who else ""

    def listens(self, write: Write) -> Iterator[tuple[Button, ...]]:
        spoken = [part for part in write.parts if part.kind is WordKind.VOICE]
        for part in spoken[-VOICES_AT_MOST:]:
            label = f"▶ {self.room_says(said.YOU) if part.is_own else part.who} ({part.seconds} s)"
            yield (Button(label, reference_data("listen", part.word_id)),)

    def tools(self, tools: Tools, parts: Sequence[Part]) -> Rows:
        """What can be done, under the newest sheet only."""
        room, hand = tools.room_id, said.HAND_OFF if tools.has_hand else said.HAND
        said_last = [part for part in parts if part.speaker is not Speaker.ROOM and not part.is_own]
        signs = (
            [Button(sign, reference_data(what, said_last[-1].word_id)) for what, sign in REACTIONS.items()]
            if said_last
            else []
        )
        whisper = said.NO_WHISPER if tools.whispers else said.WHISPER
        return (
            *((tuple(signs),) if signs else ()),
            (self.tool(hand, "room_hand", room), self.tool(whisper, "room_whisper", room)),
            (self.tool(said.BAD, "room_unwell", room), self.tool(said.LEAVE, "room_leave", room)),
            (exit_button(Exit.SOS, self.translate), exit_button(Exit.MENU, self.translate)),
        )

    def room_notices(self) -> Mapping[str, Callable[[], Outgoing | None]]:
        """The notices about rooms, each with what writes it."""
        return {
            "room_opens": self.room_opens,
            "room_rules": self.room_rules,
            "room_come": self.room_come,
            "room_told": self.room_told,
            "room_no": self.room_no,
            "room_sure": self.room_sure,
            "room_stay": self.room_stay,
            "room_gone": self.room_gone,
            "room_unwell": self.room_unwell,
            "room_closing": self.room_closing,
            "room_over": self.room_over,
            "room_mood": self.room_mood,
            "room_listen": self.room_listen,
            "room_purge": self.room_purge,
        }
