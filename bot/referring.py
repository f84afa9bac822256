"""The messages about addresses, as they leave: what a search finds at that moment, a card, a code, a question how it went.

Nothing here changes data. The notice that comes by itself tells nothing: what it is about stands behind a tap.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from bot import addresses, notices, signs
from bot.addresses import SHOWN_AT_ONCE, Reader
from bot.draft import Draft
from bot.engine.script import Fills, Words as Sentence, both, in_register, mark as _
from bot.engine.show import Button, Rows, reference_data
from bot.engine.walk import Open
from bot.outgoing import Message
from passerelle import association, helplines, places
from passerelle.directory import freshness, referrals, store
from passerelle.directory.freshness import Freshness
from passerelle.directory.proposals import Proposal, shown
from passerelle.directory.records import Service, Structure
from passerelle.directory.request import Asker, Request
from passerelle.directory.search import Found, search
from passerelle.directory.store import Kept
from passerelle.directory.vocabulary import Status
from passerelle.errors import NotFound
from passerelle.helplines import hours
from passerelle.places import Place

PLACEHOLDER = "{addresses}"
WARNINGS_SHOWN = 2
ADULT = (26, 120)  # years
BANDS: Mapping[str, tuple[int, int]] = {"6-11": (6, 11), "12-17": (12, 17), "18-25": (18, 25)}
CHILDREN: Mapping[str, tuple[int, int]] = {"0-5": (0, 5), **BANDS}

CODE = both(
    _(
        "🎫 Ton code pour {name} : {code}\nTu peux le montrer ou le donner. Il dit que tu viens de notre part, rien d’autre.\n"
        "Dans une semaine, je te demanderai sans bruit si on t’a bien reçu·e."
    ),
    _(
        "🎫 Votre code pour {name} : {code}\nVous pouvez le montrer ou le donner. Il dit que vous venez de notre part, rien d’autre.\n"
        "Dans une semaine, je vous demanderai sans bruit si on vous a bien reçu·e."
    ),
)
HUSHED = both(
    _("🎫 Ton code pour {name} : {code}\nD’accord, je ne demanderai rien."),
    _("🎫 Votre code pour {name} : {code}\nD’accord, je ne demanderai rien."),
)
HUSH = _("Ne rien demander")
FOLLOW_UP = both(_("👋 Une petite question, quand tu veux."), _("👋 Une petite question, quand vous voulez."))
SEE = _("Voir la question")
HOW_IT_WENT = both(
    _("Tu voulais aller ici : {name}. On t’a bien reçu·e ?"),
    _("Vous vouliez aller ici : {name}. On vous a bien reçu·e ?"),
)
ANSWERS: Mapping[str, str] = {
    "received": _("Oui"),
    "waiting": _("Sur liste d’attente"),
    "refused": _("On m’a dit non"),
    "changed_mind": _("J’ai changé d’avis"),
}
THANKS = both(
    _("Merci. Ta réponse aide les suivants, et personne ne saura qu’elle vient de toi."),
    _("Merci. Votre réponse aide les suivants, et personne ne saura qu’elle vient de vous."),
)
STILL_HERE = both(
    _("Si tu veux, quelqu’un peut chercher autre chose avec toi."),
    _("Si vous voulez, quelqu’un peut chercher autre chose avec vous."),
)
WRONG = both(
    _("Merci, c’est noté : quelqu’un va vérifier. Tu peux dire ce qui ne va pas, ou t’arrêter là."),
    _("Merci, c’est noté : quelqu’un va vérifier. Vous pouvez dire ce qui ne va pas, ou vous arrêter là."),
)
WRONG_SAID: Sentence = _("Merci, c’est noté : quelqu’un va vérifier.")
WHAT_IS_WRONG: Mapping[str, str] = {
    "number": _("Le numéro"),
    "moved": _("Ça a déménagé"),
    "closed": _("C’est fermé"),
    "refused_me": _("On m’a dit non"),
}


class Referring(Draft):
    """A row about addresses, or a question that shows some."""

    def values(self) -> Mapping[str, Callable[[], str]]:
        return {**super().values(), "addresses": self.addresses}

    @cached_property
    def reader(self) -> Reader:
        zone = association.zone_of(association.get(self.session))
        return Reader(self.language, self.in_own_register, self.now, zone)

    def in_own_register(self, sentence: Sentence) -> str:
        return self.translate(in_register(sentence, formal=self.is_formal))

    @property
    def shows_addresses(self) -> bool:
        """Tell whether the question that waits has a list of addresses in it."""
        stop = self.scene.position.stop
        return isinstance(stop, Open) and PLACEHOLDER in in_register(stop.question.words, formal=False)

    @cached_property
    def found(self) -> Found:
        return search(self.session, self.request(), now=self.now)

    def request(self) -> Request:
        """What the answers ask of the directory."""
        position, answers = self.scene.position, self.scene.answers
        topic = position.topic if position.topic != "other" else None
        language = answers.get("directory.language")
        who, band = position.filled(Fills.WHO), position.filled(Fills.AGE_BAND)
        child = CHILDREN.get(answers.get("directory.child") or "")
        askers = {"parent": Asker.PARENT, "professional": Asker.PROFESSIONAL}
        return Request(
            topic=topic,
            place=self.place,
            ages=child if who in askers else BANDS.get(band or "", ADULT if band == "adult" else None),
            language=None if language == "any" else language,
            asker=askers.get(who or "", Asker.YOUNG),
        )

    @cached_property
    def place(self) -> Place | None:
        typed = self.scene.position.filled(Fills.PLACE)
        country = association.get(self.session).country
        return next(iter(places.find(typed, country=country)), None) if typed else None

    @property
    def shown(self) -> Sequence[Proposal]:
        """The addresses of this page; past the last one it begins again."""
        page = (self.number("page") or 0) // SHOWN_AT_ONCE * SHOWN_AT_ONCE
        proposals = self.found.proposals
        first = page if page < len(proposals) else 0
        return proposals[first : first + SHOWN_AT_ONCE]

    @property
    def first(self) -> int:
        """How the list counts the first address of this page."""
        return self.found.proposals.index(self.shown[0]) + 1 if self.shown else 1

    def addresses(self) -> str:
        """The list, how far it had to look, and a number that answers now."""
        reader, found = self.reader, self.found
        near = [reader.filled(addresses.NEAR, place=self.place_in_words())] if self.place else []
        heading = reader.say(addresses.STEPS[found.step] if self.shown else addresses.NOTHING)
        entries = [self.entry(number, proposal) for number, proposal in enumerate(self.shown, self.first)]
        return "\n\n".join(["\n".join([*near, heading]), *entries, *self.reachable()])

    def place_in_words(self) -> str:
        place = self.place
        area = f" ({place.area})" if place and place.area not in {place.commune, ""} else ""
        return self.reader.plain(f"{place.commune}{area}") if place else ""

    def entry(self, number: int, proposal: Proposal) -> str:
        why = addresses.reasons(proposal.reasons, self.reader)
        hours_now = self.reader.opening(proposal.opening)
        minds = [f"⚠️ {said}" for said in addresses.warnings(proposal.flags, self.reader)[:WARNINGS_SHOWN]]
        told = (*why, *([hours_now] if hours_now else []), *minds)
        return addresses.entry(number, proposal.structure, proposal.service, told, reader=self.reader)

    def reachable(self) -> list[str]:
        line = next((offer.line for offer in self.found.lines if offer.line.contact), None)
        number = self.kept_in_order(line.contact) if line else "112"
        return [self.reader.filled(addresses.REACHABLE, number=number)]

    def address_rows(self) -> Rows:
        """The buttons of the list, where the question has one."""
        if not self.shows_addresses or not self.shown:
            return ()
        has_more = len(self.found.proposals) > SHOWN_AT_ONCE
        numbers = [proposal.number for proposal in self.shown]
        return addresses.list_rows(numbers, first=self.first, has_more=has_more, reader=self.reader)

    def address(self) -> Message:
        """The card of one address; below the name of whoever of the team sent it."""
        number = self.number("structure") or 0
        kept = self.given_out(number)
        if kept is None:
            return Message(self.in_own_register(addresses.GONE))
        structure = shown(kept.structure)
        service = self.fitting(structure)
        text = addresses.card(
            structure,
            service,
            self.opening(structure, service),
            verified_on=kept.verified_on,
            is_old=self.is_old(kept),
            reader=self.reader,
        )
        header = f"{self.say(notices.RELAYED)}\n" if self.number("entry") else ""
        return Message(header + text, addresses.card_rows(number, structure, service, reader=self.reader))

    def given_out(self, number: int) -> Kept | None:
        try:
            kept = store.get(self.session, number)
        except NotFound:
            return None
        return kept if kept.structure.status is Status.ACTIVE and kept.structure.services else None

    def fitting(self, structure: Structure) -> Service:
        """The service that what was answered is about, else the first."""
        topic = self.scene.position.topic or (self.case.topic if self.case else None)
        about = (service for service in structure.services if topic in service.topics)
        return next(about, structure.services[0])

    def opening(self, structure: Structure, service: Service) -> helplines.Opening:
        here = structure.reach.address.country or association.get(self.session).country
        return hours.opening(addresses.hours_of(structure, service), here, self.now)

    def is_old(self, kept: Kept) -> bool:
        age = freshness.freshness(
            self.now.date(),
            verified_on=kept.verified_on,
            source_updated_on=kept.structure.source_updated_on,
            cadence=store.cadence_of(kept.structure),
        )
        return age >= Freshness.CALL_FIRST

    def address_gone(self) -> Message:
        return Message(self.in_own_register(addresses.GONE))

    def code(self) -> Message:
        """The code of a referral, drawn anew: it stands in no row."""
        referral = self.number("referral") or 0
        is_hushed = bool(self.number("hushed"))
        code = self.kept_in_order(referrals.code(referral, vault=self.keys.vault))
        text = self.reader.filled(HUSHED if is_hushed else CODE, code=code, name=self.name_of(referral))
        hush = Button(self.translate(HUSH), reference_data("hush", referral))
        return Message(text, () if is_hushed else ((hush,),))

    def name_of(self, referral: int) -> str:
        """The structure that somebody wants to go to; raises NotFound for what is not theirs or gone."""
        own = referrals.get(self.session, referral, contact_id=self.row.contact_id)
        return self.reader.plain(
            store.get(self.session, own.structure_id).structure.name, addresses.NAME_LONGEST
        )

    def follow_up(self) -> Message | None:
        """The notice that asks nothing yet: silent, by day, and only while nothing was told."""
        referral = self.number("referral") or 0
        own = referrals.get(self.session, referral, contact_id=self.row.contact_id)
        if own.outcome is not None or not signs.is_decent(self.now, zone=self.reader.zone):
            return None
        see = Button(self.translate(SEE), reference_data("ask", referral))
        return Message(self.in_own_register(FOLLOW_UP), ((see,),), is_silent=True)

    def how_it_went(self) -> Message:
        referral, told = self.number("referral") or 0, str(self.numbers.get("told") or "")
        if not told:
            asked = self.reader.filled(HOW_IT_WENT, name=self.name_of(referral))
            buttons = [
                Button(self.translate(label), reference_data(key, referral)) for key, label in ANSWERS.items()
            ]
            return Message(asked, tuple((button,) for button in buttons))
        thanks = self.in_own_register(THANKS)
        return Message(
            f"{thanks}\n{self.in_own_register(STILL_HERE)}" if told in {"waiting", "refused"} else thanks
        )

    def wrong(self) -> Message:
        number = self.number("structure") or 0
        if self.number("said"):
            return Message(self.in_own_register(WRONG_SAID))
        buttons = [
            Button(self.translate(label), reference_data(key, number)) for key, label in WHAT_IS_WRONG.items()
        ]
        return Message(self.in_own_register(WRONG), (tuple(buttons[:2]), tuple(buttons[2:])))
