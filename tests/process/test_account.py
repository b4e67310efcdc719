"""The account says of every element what became of it."""

from tests.builders import process
from workbench.language import Language
from workbench.process import Standing, account_of, parse_bpmn


def standings(drawn: bytes) -> dict[str | None, Standing]:
    return {entry.id: entry.standing for entry in account_of(parse_bpmn(drawn)).entries}


def test_an_element_with_a_narrower_rule_is_approximated_and_the_account_says_how() -> None:
    drawn = process().start().task("a").end().boundary("late", "a", interrupting=False).end("e")
    account = account_of(drawn.model())
    assert standings(drawn.xml())["late"] is Standing.APPROXIMATED
    assert standings(drawn.xml())["a"] is Standing.USED
    assert "at most once" in account.approximations[0].text(Language.EN)
    assert next(row for row in account.rows if row.tag == "boundaryEvent").approximated == 1


def test_what_has_no_behaviour_is_kept_and_its_process_refused() -> None:
    drawn = process().start().node("complexGateway", "g", inner="<activationCondition>x</activationCondition>").end()
    account = account_of(drawn.model())
    assert standings(drawn.xml())["g"] is Standing.KEPT
    assert [refusal.code for refusal in account.refusals] == ["BPMN_NOT_ANALYSED"]


def test_every_element_of_the_file_is_in_the_account_once() -> None:
    model = process().start().task("a").reads("order").end().model()
    assert [entry.id for entry in account_of(model).entries] == [entry.id for entry in model.ledger]


def test_a_notebook_shows_the_account_with_text_that_cannot_act() -> None:
    model = process().start().task("<script>", "<b>x</b>").end().boundary("<i>", "<script>", interrupting=False).model()
    for language in Language:
        shown = account_of(model).to_html(language)
        assert "boundaryEvent" in shown
        assert "<i>" not in shown
