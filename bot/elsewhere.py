"""What somebody is told who lives outside of the areas served: kindly, with addresses nearer to them, and a human all the same.

Nobody is sent away: the question that follows offers somebody of the team as it does to everybody.
"""

from bot.addresses import list_rows
from bot.engine.script import CaseKind, Fills, both, mark as _
from bot.engine.walk import Position
from bot.outgoing import Message
from bot.referring import Referring
from passerelle import association, offering
from passerelle.tables import Association

OUTSIDE = both(
    _(
        "L’équipe travaille surtout ici : {areas}. Tu sembles habiter plus loin. "
        "Elle peut quand même t’écrire et t’orienter, mais peut-être pas te rencontrer."
    ),
    _(
        "L’équipe travaille surtout ici : {areas}. Vous semblez habiter plus loin. "
        "Elle peut quand même vous écrire et vous orienter, mais peut-être pas vous rencontrer."
    ),
)
NAMED_AT_MOST = 5


def is_elsewhere(here: Association, position: Position) -> bool:
    """Tell whether somebody surely lives outside; nobody is told so in a danger, of a town's own affairs, or before addresses."""
    told_anyway = (CaseKind.TOWN_VOICE, CaseKind.REFERRAL)
    if position.urgent or position.kind in told_anyway:
        return False
    return offering.is_outside(here, position.filled(Fills.PLACE))


class Elsewhere(Referring):
    """A row for somebody who lives elsewhere."""

    def outside(self) -> Message | None:
        """Where the team works, and what there is nearer; nothing for whoever changed their answer meanwhile."""
        here = association.get(self.session)
        if not is_elsewhere(here, self.scene.position):
            return None
        told = self.reader.filled(OUTSIDE, areas=self.areas_in_words())
        numbers = [proposal.number for proposal in self.shown]
        rows = list_rows(numbers, first=self.first, has_more=False, reader=self.reader) if numbers else ()
        return Message(f"{told}\n\n{self.addresses()}", rows)

    def areas_in_words(self) -> str:
        """Name the areas, the first few of many."""
        names = list(dict.fromkeys(area.name for area in offering.areas(association.get(self.session))))
        more = ["…"] if len(names) > NAMED_AT_MOST else []
        return ", ".join([*map(self.kept_in_order, names[:NAMED_AT_MOST]), *more])
