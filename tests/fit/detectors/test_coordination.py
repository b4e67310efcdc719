"""PO-COORD and PO-PINGPONG: what goes from department to department, how often, and back and forth."""

from dataclasses import replace

from tests.builders import process
from tests.enterprise_builder import Enterprise, found, unknown
from workbench.fit.detection import Detected
from workbench.fit.detectors import coordination, ping_pong
from workbench.technology import AccountKind

SMALL = (
    Enterprise()
    .department("D1")
    .department("D2")
    .department("D3")
    .post("P1", "D1")
    .post("P1b", "D1")
    .post("P2", "D2")
    .post("P3", "D3")
    .person("x", "P1")
    .person("w", "P1b")
    .person("y", "P2")
    .person("z", "P3")
    .account("pub", AccountKind.SHARED)
)
TWO = SMALL.process(process("p").start().task("a").task("b").end()).without_rows("coordinations")
LETTERS = "abcdefgh"


def uncoordinated(enterprise: Enterprise) -> Detected:
    return enterprise.told(coordination.CODE, coordination.uncoordinated)


def row_of(steps: str) -> Enterprise:
    """Draw as many steps as there are performers: x and w of D1, y of D2, z of D3, ? of nobody, s of the system."""
    drawn = process("p").start()
    for letter in LETTERS[: len(steps)]:
        drawn.task(letter)
    return SMALL.process(drawn.end())


def case_of(steps: str) -> str:
    names = {"?": ":stranger", "s": ":SYS"}
    return " ".join(f"{letter}{names.get(who, f':{who}')}" for letter, who in zip(LETTERS, steps, strict=False))


def trips(steps: str, times: int = 10) -> list[tuple[tuple[str, ...], int | None, int | None]]:
    return found(row_of(steps).cases("p", case_of(steps), times=times).told(ping_pong.CODE, ping_pong.back_and_forth))


def test_twenty_handovers_without_a_mechanism_are_claimed_and_nineteen_are_not() -> None:
    claimed = uncoordinated(TWO.cases("p", "a:x b:y", times=20))
    assert found(claimed) == [(("D1", "D2"), 20, None)]
    assert (claimed.findings[0].scope, len(claimed.findings[0].cases)) == ("enterprise", 20)
    assert found(uncoordinated(TWO.cases("p", "a:x b:y", times=19))) == []


def test_both_directions_count_together() -> None:
    assert found(uncoordinated(TWO.cases("p", "a:x b:y", times=12).cases("p", "a:y b:x", times=8))) == [(("D1", "D2"), 20, None)]


def test_handovers_of_all_processes_count_together() -> None:
    two = TWO.process(process("q").start().task("c").task("d").end())
    assert found(uncoordinated(two.cases("p", "a:x b:y", times=12).cases("q", "c:x d:y", times=8))) == [(("D1", "D2"), 20, None)]


def test_a_mechanism_is_one_whichever_department_is_named_first() -> None:
    happened = TWO.cases("p", "a:x b:y", times=20)
    assert found(uncoordinated(happened.coordination("D1", "D2"))) == []
    assert found(uncoordinated(happened.coordination("D2", "D1"))) == []
    assert found(uncoordinated(happened.coordination("D1", "D3"))) == [(("D1", "D2"), 20, None)]


def test_a_mechanism_may_name_its_departments_by_name() -> None:
    named = TWO.department("D4", "Sales").post("P4", "D4").person("v", "P4").coordination("sales", "D1")
    assert found(uncoordinated(named.cases("p", "a:x b:v", times=20))) == []


def test_within_a_department_nothing_is_handed_over() -> None:
    assert found(uncoordinated(TWO.cases("p", "a:x b:w", times=30))) == []


def test_incomplete_cases_do_not_count() -> None:
    three = SMALL.without_rows("coordinations").process(process("q").start().task("a").task("b").task("c").end())
    cut, whole = three.cases("q", "a:x b:y", times=20), three.cases("q", "a:x b:y c:y", times=20)
    assert found(uncoordinated(cut.cases("q", "a:x b:x c:x"))) == []
    assert found(uncoordinated(whole.cases("q", "a:x b:x c:x"))) == [(("D1", "D2"), 20, None)]


def test_a_shared_account_stands_in_the_department_of_the_responsible_if_that_is_one() -> None:
    happened = TWO.cases("p", "a:x b:pub", times=20)
    assert found(uncoordinated(happened.duty("b", R="P2"))) == [(("D1", "D2"), 20, None)]
    assert found(uncoordinated(happened.duty("b", R="P2 P3"))) == []
    assert found(uncoordinated(happened)) == []


def test_a_person_stands_in_the_department_of_the_post_under_which_he_may_do_it() -> None:
    second = TWO.person("x", "P2").duty("b", R="P2").cases("p", "a:x b:x", times=20)
    assert found(uncoordinated(second)) == [(("D1", "D2"), 20, None)]
    delegated = TWO.duty("b", R="P2").delegation("y", "w", "b").cases("p", "a:x b:w", times=20)
    assert found(uncoordinated(delegated)) == [(("D1", "D2"), 20, None)]


def test_without_a_responsibility_matrix_who_holds_posts_of_several_departments_stands_in_none() -> None:
    second = TWO.person("y", "P1").cases("p", "a:x b:y", times=20)
    assert found(uncoordinated(second)) == []
    assert found(uncoordinated(second.duty("b", R="P2"))) == [(("D1", "D2"), 20, None)]


def test_without_a_table_of_persons_the_log_says_posts_and_departments() -> None:
    nobody = replace(TWO, organization=replace(TWO.organization, holdings=None))
    assert found(uncoordinated(nobody.cases("p", "a:x@P1 b:y@P2", times=20))) == [(("D1", "D2"), 20, None)]
    told = uncoordinated(nobody.cases("p", "a:x b:y", times=20))
    assert (found(told), unknown(told)) == ([], ["UNKNOWN_NO_PERSONS"])


def test_what_is_missing_is_unknown_by_name() -> None:
    untold = replace(TWO, organization=replace(TWO.organization, coordinations=None))
    assert unknown(uncoordinated(untold.cases("p", "a:x b:y"))) == ["UNKNOWN_NO_COORDINATION"]
    assert unknown(uncoordinated(TWO)) == ["UNKNOWN_NO_LOG"]
    assert unknown(TWO.told(ping_pong.CODE, ping_pong.back_and_forth)) == ["UNKNOWN_NO_LOG"]
    postless = replace(TWO, organization=replace(TWO.organization, posts=None)).cases("p", "a:x b:y")
    assert unknown(uncoordinated(postless)) == ["UNKNOWN_NO_POSTS"]
    assert unknown(TWO.cases("p", "a b").told(ping_pong.CODE, ping_pong.back_and_forth)) == ["UNKNOWN_NO_RESOURCES"]


# back and forth


def test_three_round_trips_are_claimed_and_two_and_a_half_are_not() -> None:
    assert trips("xyxyxyx") == [(("D1", "D2"), 10, 10)]
    assert trips("xyxyxy") == []


def test_staying_in_a_department_neither_breaks_nor_lengthens_it() -> None:
    assert trips("xwyxyxyx") == [(("D1", "D2"), 10, 10)]
    assert trips("xwyxxyxy") == []


def test_a_third_department_or_an_unknown_one_breaks_it() -> None:
    assert trips("xyxyzyxy") == []
    assert trips("xyxy?xyx") == []


def test_the_system_is_looked_through() -> None:
    assert trips("xyxsyxyx") == [(("D1", "D2"), 10, 10)]


def test_five_in_a_hundred_cases_are_claimed_and_fewer_are_not() -> None:
    drawn = row_of("xyxyxyx")
    often, seldom = case_of("xyxyxyx"), case_of("xxxxxxx")
    assert found(
        drawn.cases("p", seldom, times=95).cases("p", often, times=5).told(ping_pong.CODE, ping_pong.back_and_forth)
    ) == [(("D1", "D2"), 5, 100)]
    assert (
        found(drawn.cases("p", seldom, times=96).cases("p", often, times=5).told(ping_pong.CODE, ping_pong.back_and_forth)) == []
    )


def test_a_designed_loop_goes_back_and_forth_as_well() -> None:
    drawn = process("p").start().xor("again").task("a").task("b").xor("ok").task("c").end().at("ok").to("again")
    happened = SMALL.process(drawn).cases("p", "a:x b:y a:x b:y a:x b:y c:x", times=10)
    assert found(happened.told(ping_pong.CODE, ping_pong.back_and_forth)) == [(("D1", "D2"), 10, 10)]


def test_two_chains_that_meet_go_on_each_by_itself() -> None:
    drawn = process("p").start().task("a").both("split").task("b").task("c").task("d").both("join")
    drawn.task("e").task("f").task("g").end().at("split").task("h").to("join")
    met = SMALL.process(drawn).cases("p", "a:x b:y c:x d:y h:z e:x f:y g:x", times=10)
    assert found(met.told(ping_pong.CODE, ping_pong.back_and_forth)) == [(("D1", "D2"), 10, 10)]


def test_steps_of_one_moment_go_back_and_forth_in_the_order_of_the_design() -> None:
    drawn = process("p").start()
    for letter in reversed(LETTERS[:7]):
        drawn.task(letter)
    people = zip(reversed(LETTERS[:7]), "xyxyxyx", strict=True)
    tied = SMALL.process(drawn.end()).cases("p", "+".join(f"{letter}:{who}" for letter, who in people), times=10)
    assert found(tied.told(ping_pong.CODE, ping_pong.back_and_forth)) == [(("D1", "D2"), 10, 10)]


def test_a_log_without_times_has_no_window_of_days() -> None:
    untimed = replace(TWO.cases("p", "a:x b:y", times=20), untimed=frozenset({"p"}))
    (finding,) = uncoordinated(untimed).findings
    assert finding.facts["window"] == {"zh-CN": "整个日志", "en": "the whole log"}
