"""The library without what an association does not offer: services leave the menus, languages leave theirs.

Pure: (library, what is switched off, answers) gives a library. What was heard in free words lands on the nearest option that is left.
Whoever is inside something that was switched off keeps it until the end. Nothing urgent and no question of safety is ever taken away.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.engine.answers import TOPIC, Answers
from bot.engine.exits import Exit
from bot.engine.script import Choose, Fills, Flow, Is, Library, Line, Option, Switch, When, every_line

NEAREST = ("other", "address")  # the keys of options that hear what is not offered, the best first


@dataclass(frozen=True, slots=True)
class Service:
    """Something that an association may not offer: conversations, single options (`flow.question=key`), and what is said of it.

    `nearest` are the keys of the options that hear its topics instead; `said_by` are options whose sentences speak of it.
    """

    title: str
    flows: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    nearest: tuple[str, ...] = NEAREST


def offered(
    library: Library,
    services: Collection[Service],
    *,
    languages: Collection[str] = (),
    answers: Answers | None = None,
) -> Library:
    """Take services and languages out of a library; no languages means all of them."""
    if not services and not languages:
        return library
    cut = _Cut(library, tuple(services), frozenset(languages), answers or {})
    flows = {name: cut.flow(flow) for name, flow in library.flows.items()}
    return _whole(replace(library, flows=flows), {name for name in cut.gone if name not in cut.begun})


@dataclass(frozen=True, slots=True)
class _Cut:
    library: Library
    services: tuple[Service, ...]
    languages: frozenset[str]
    answers: Answers

    @property
    def gone(self) -> frozenset[str]:
        """The conversations that are not offered; none of them is a way out or urgent, whatever a service says."""
        ways = {*Exit, *(name for name, flow in self.library.flows.items() if flow.urgent)}
        return frozenset(name for service in self.services for name in service.flows if name not in ways)

    @property
    def begun(self) -> frozenset[str]:
        """The conversations in which something was answered: whoever is inside finishes."""
        return frozenset(name.partition(".")[0] for name in self.answers if "." in name)

    def flow(self, flow: Flow) -> Flow:
        lines = tuple(self.lines(flow.name, flow.lines))
        return Flow(
            flow.name,
            *lines,
            topic=flow.topic,
            kind=flow.kind,
            safety_first=flow.safety_first,
            urgent=flow.urgent,
        )

    def lines(self, flow: str, lines: tuple[Line, ...]) -> Iterator[Line]:
        for line in lines:
            match line:
                case Choose():
                    yield from self.choice(flow, line)
                case When(condition, then):
                    yield When(condition, *self.lines(flow, then))
                case _:
                    yield line

    def choice(self, flow: str, choice: Choose) -> Iterator[Choose]:
        """A question with the options that are left; one that nothing needs and that leaves no choice is not asked."""
        whole_id = f"{flow}.{choice.id}"
        if choice.fills is Fills.LANGUAGE:
            yield self.spoken(choice)
            return
        off = {
            option.key: service
            for option in choice.options
            if (service := self.service_of(whole_id, option)) and not self.is_kept(whole_id, option)
        }
        left = [option for option in choice.options if option.key not in off]
        if choice.safety or not off:
            off, left = {}, list(choice.options)
        if off and len(left) < 2 and choice.optional:
            return
        heard = _heard_instead(choice, left, off)
        options = (self.option(flow, choice, option, heard.get(option.key, ())) for option in left)
        yield _with_options(choice, tuple(options))

    def spoken(self, choice: Choose) -> Choose:
        """The languages to choose from; where only one is left, it can be passed, so that there still is a choice."""
        left = tuple(o for o in choice.options if not self.languages or o.key in self.languages)
        return _with_options(choice, left or choice.options, optional=choice.optional or len(left) == 1)

    def service_of(self, whole_id: str, option: Option) -> Service | None:
        """The service that an option belongs to; none for what is urgent, and for what leads elsewhere too."""
        if option.urgent:
            return None
        leads_to = {line.flow for line in every_line(option.then) if isinstance(line, Switch)}
        name = f"{whole_id}={option.key}"
        found = (
            s
            for s in self.services
            if name in s.options or (leads_to and leads_to <= self.gone & set(s.flows))
        )
        return next(found, None)

    def is_kept(self, whole_id: str, option: Option) -> bool:
        """Tell whether this person chose the option, or was led by it into a conversation that they are in."""
        if self.answers.get(whole_id) == option.key:
            return True
        told = self.answers.get(TOPIC)
        leads_to = {line.flow for line in every_line(option.then) if isinstance(line, Switch)}
        return told is not None and told in (option.topic, *option.hears) and bool(leads_to & self.begun)

    def option(self, flow: str, choice: Choose, option: Option, heard: tuple[str, ...]) -> Option:
        name = f"{flow}.{choice.id}={option.key}"
        is_quiet = any(name in service.said_by for service in self.services)
        return Option(
            option.key,
            option.label,
            *(() if is_quiet else self.lines(flow, option.then)),
            topic=option.topic,
            kind=option.kind,
            urgent=option.urgent,
            hears=(*option.hears, *heard),
            sets=option.sets,
        )


def _heard_instead(
    choice: Choose, left: list[Option], off: Mapping[str, Service]
) -> Mapping[str, tuple[str, ...]]:
    """Which topics the options that are left hear for those that are gone."""
    heard: dict[str, tuple[str, ...]] = {}
    known = {topic for option in left for topic in (option.topic, *option.hears) if topic}
    for option in choice.options:
        if option.key not in off or not left:
            continue
        keys = [key for key in (*off[option.key].nearest, *NEAREST) if any(o.key == key for o in left)]
        nearest = keys[0] if keys else left[-1].key
        topics = [t for t in (option.topic, *option.hears) if t and t not in known]
        heard[nearest] = (*heard.get(nearest, ()), *topics)
    return heard


def _with_options(choice: Choose, options: tuple[Option, ...], *, optional: bool | None = None) -> Choose:
    return Choose(
        choice.id,
        choice.words,
        *options,
        optional=choice.optional if optional is None else optional,
        counted=choice.counted,
        fills=choice.fills,
        shows=choice.shows,
        safety=choice.safety,
        routes=choice.routes,
    )


def _whole(library: Library, gone: set[str]) -> Library:
    """Leave out the conversations that nothing leads to any more, and conditions that nothing can fulfil."""
    led_to = {
        line.flow
        for name, flow in library.flows.items()
        if name not in gone
        for line in every_line(flow.lines)
        if isinstance(line, Switch)
    }
    kept = {name: flow for name, flow in library.flows.items() if name not in gone or name in led_to}
    known = replace(library, flows=kept)
    return replace(known, flows={name: _possible(known, flow) for name, flow in kept.items()})


def _possible(library: Library, flow: Flow) -> Flow:
    lines = tuple(_without(library, flow.lines))
    return Flow(
        flow.name,
        *lines,
        topic=flow.topic,
        kind=flow.kind,
        safety_first=flow.safety_first,
        urgent=flow.urgent,
    )


def _without(library: Library, lines: tuple[Line, ...]) -> Iterator[Line]:
    """Go through lines without the conditions on answers that can no longer be given."""
    for line in lines:
        if not isinstance(line, When):
            yield line
            continue
        asked = library.question(line.condition.question)
        values = line.condition.values
        left = tuple(v for v in values if isinstance(asked, Choose) and asked.accepts(v))
        if left:
            yield When(Is(line.condition.question, left), *_without(library, line.then))
