"""Tasks, second opinions, and a mentor's word, at the panel."""

from passerelle.tables import Delivery, EntryKind
from tests.admin.browser import Browser, forms
from tests.admin.scene import SECRET_WORDS, Scene
from tests.people import INES, MARC, NADIA, Staff

WORDS = "rappeler l’école"


def a_task(scene: Scene, case_id: int, due_on: str = "2026-11-24") -> Browser:
    """Nadia puts a task into her case."""
    nadia = scene.browser(NADIA)
    nadia.send(f"/cases/{case_id}", f"/cases/{case_id}/tasks", task=WORDS, due_on=due_on)
    return nadia


def invites(scene: Scene, case_id: int, who: Staff = MARC) -> Browser:
    """Nadia asks somebody to read along."""
    nadia, page = scene.browser(NADIA), f"/cases/{case_id}"
    nadia.send(page, f"{page}/readers", reader=str(scene.member(who).id))
    return nadia


def trains(scene: Scene) -> int:
    """Nadia is Marc's trainee, and wrote to Sam."""
    with scene.house.database.writing() as session:
        session.merge(scene.member(NADIA)).mentor_id = scene.member(MARC).id
    case_id = scene.held_case()
    scene.browser(NADIA).send(f"/cases/{case_id}", f"/cases/{case_id}/reply", text="Bonjour Sam")
    return case_id


def written(scene: Scene, case_id: int) -> tuple[int, Delivery | None]:
    """What Nadia wrote: its number and how far it is."""
    (line,) = [line for line in scene.lines(case_id) if line.kind == EntryKind.STAFF]
    return line.id, line.delivery


def test_a_task_is_read_in_its_case_only(scene: Scene) -> None:
    """The queue says whose it is and by when."""
    case_id = scene.held_case()
    nadia = a_task(scene, case_id)

    queue = nadia.get("/").text

    assert WORDS in nadia.get(f"/cases/{case_id}").text
    assert WORDS not in queue and "pour le 24 novembre" in queue and "Mes tâches" in queue
    assert "Mes tâches" not in scene.browser(MARC).get("/").text


def test_what_is_late_comes_first_and_says_so(scene: Scene) -> None:
    """By a word, not by colour alone."""
    case_id = scene.held_case()
    a_task(scene, case_id, "2026-11-25")
    nadia = a_task(scene, case_id, "2026-11-22")

    queue = nadia.get("/").text

    assert queue.index("en retard, pour le 22 novembre") < queue.index("pour le 25 novembre")


def test_a_done_task_leaves_the_queue_and_can_come_back(scene: Scene) -> None:
    """Done, and not after all."""
    case_id = scene.held_case()
    nadia, page = a_task(scene, case_id), f"/cases/{case_id}"

    nadia.send(page, f"{page}/tasks/1")
    done = nadia.get("/").text
    nadia.send(page, f"{page}/tasks/1")

    assert "Mes tâches" not in done
    assert "Mes tâches" in nadia.get("/").text


def test_marc_puts_no_task_into_nadias_case(scene: Scene) -> None:
    """Nor marks one."""
    case_id = scene.held_case()
    a_task(scene, case_id)
    marc = scene.browser(MARC)
    fields = forms(marc.get("/canned"))["/canned"].fields

    for path in ("tasks", "tasks/1", "tags", "typing"):
        data = {**fields, "task": "x", "due_on": "2026-11-24", "done": "1"}
        assert marc.post(f"/cases/{case_id}/{path}", data=data).status_code == 404


def test_who_was_asked_reads_along_and_everybody_sees_who(scene: Scene) -> None:
    """Marc reads and notes; he has no box to write to Sam."""
    case_id = scene.held_case()
    nadia, marc, page = invites(scene, case_id), scene.browser(MARC), f"/cases/{case_id}"

    read = marc.get(page).text
    marc.send(page, f"{page}/notes", note="à suivre")

    assert SECRET_WORDS in read and 'id="reply"' not in read and f"{page}/close" not in read
    assert "Marc lit avec vous" in nadia.get(page).text and "à suivre" in nadia.get(page).text
    assert "Vous lisez avec" in marc.get("/").text


def test_reading_along_leaves_the_news_to_the_holder(scene: Scene) -> None:
    """Nadia still sees that Sam wrote."""
    case_id = scene.held_case()
    nadia = invites(scene, case_id)
    scene.writes(case_id)

    scene.browser(MARC).get(f"/cases/{case_id}")

    assert "nouveau</span>" in nadia.get("/").text


def test_an_invitation_can_be_taken_back(scene: Scene) -> None:
    """Marc is on the outside again; nobody else ever was inside."""
    case_id = scene.held_case()
    nadia, page = invites(scene, case_id), f"/cases/{case_id}"

    outsider = scene.browser(INES).get(page).status_code
    nadia.send(page, f"{page}/readers/{scene.member(MARC).id}/end")

    assert (outsider, scene.browser(MARC).get(page).status_code) == (404, 404)


def test_what_a_trainee_writes_waits_for_the_mentor(scene: Scene) -> None:
    """Marc finds it in his queue, reads it in the case, and lets it go."""
    case_id = trains(scene)
    marc, page = scene.browser(MARC), f"/cases/{case_id}"
    number, before = written(scene, case_id)

    queue = marc.get("/").text
    marc.send(page, f"{page}/held/{number}/send")

    assert before == Delivery.HELD and "écrit par Nadia" in queue
    assert written(scene, case_id)[1] == Delivery.QUEUED
    assert marc.get(page).status_code == 404


def test_a_mentor_gives_it_back_with_a_remark(scene: Scene) -> None:
    """Nadia reads it among the notes."""
    case_id = trains(scene)
    page, (number, _) = f"/cases/{case_id}", written(scene, case_id)

    scene.browser(MARC).send(page, f"{page}/held/{number}/return", remark="plus court")

    assert "plus court" in scene.browser(NADIA).get(page).text
    assert written(scene, case_id)[1] == Delivery.CANCELLED


def test_a_trainee_cannot_let_her_own_words_go(scene: Scene) -> None:
    """She has no button, and no way."""
    case_id = trains(scene)
    nadia, page = scene.browser(NADIA), f"/cases/{case_id}"
    number, _ = written(scene, case_id)
    shown = nadia.get(page)

    fields = forms(shown)[f"{page}/reply"].fields
    answer = nadia.post(f"{page}/held/{number}/send", data=fields)

    assert answer.status_code == 404 and f"held/{number}" not in shown.text
    assert "à relire avant l’envoi" in shown.text and "Faire relire" in shown.text
