"""H9 to H16: each heuristic of the organization fires on the case made for it, and stays silent where one fact is otherwise."""

from dataclasses import replace

from tests.enterprise_builder import Enterprise
from tests.redesign.heuristics.small import MANY, SMALL, about, happen, kinds, line, loop, proposed
from workbench.organization import Letter, TeamMember, WorkingCalendar
from workbench.process import Sidecar
from workbench.process.sidecar import UndesignedLabel
from workbench.redesign.changes import AddDuty, HoldPost, JoinTeam, RemoveDuty, SetAuthority, SetHeadcount
from workbench.redesign.heuristics import Effects
from workbench.simulation.edits import Bound, Hire, LeaveOut, PerformedBy, Pooled

OFFICE = WorkingCalendar(id="OFFICE", timezone="UTC", weekly=(((540, 1140),),) * 7)
"""From nine to seven, every day."""
LED = (
    Enterprise()
    .department("D")
    .department("E")
    .post("BOSS", "D", level=1)
    .post("P", "D", level=3, above="BOSS")
    .post("Q", "E", level=3, above="BOSS")
    .person("boss", "BOSS")
    .person("x", "P")
    .person("z", "Q")
)


def handled(third: str) -> Enterprise:
    """Let three of P have a hand in six of thirty cases, if the third is not one of the others."""
    flow = SMALL.person("w", "P").process(line("a b c"))
    flow = happen(flow, "a:x@540+10 b:x@560+10 c:x@580+10", times=24)
    return happen(flow, f"a:x@540+10 b:y@560+10 c:{third}@580+10", times=6, since=24)


def test_h9_three_of_a_post_in_a_fifth_of_the_cases_become_one_and_two_stay() -> None:
    (found,) = proposed(handled("w"), "H9")
    assert (found.about, found.trigger.value) == (("P", "a", "b", "c"), 0.2)
    assert found.edits == (Bound(process="p", activities=("a", "b", "c"), name="P"),)
    assert about(handled("y"), "H9") == []


def queueing(other_work: str) -> Enterprise:
    """Let every second a wait two hours for x, while z, who may do it as well, is at other work or is not."""
    flow = SMALL.process(line("s a")).process(line("o", "q")).duty("a", R="P", S="Q")
    flow = happen(flow, "s:y@530+10 a:x@540+120", times=MANY)
    flow = happen(flow, "s:y@530+10 a:x@660+120", times=MANY)
    return happen(flow, other_work, times=MANY, process="q")


def test_h10_a_queue_is_shared_with_an_idle_post_and_not_with_a_busy_one() -> None:
    (found,) = proposed(queueing("o:z@800+60"), "H10")
    assert (found.about, found.trigger.value, found.trigger.exposed) == (("a", "Q"), 1.0, MANY)
    assert found.edits == (Pooled(process="p", activity="a", workers=("z",)),)
    assert found.changes == ()
    assert about(queueing("o:z@500+200"), "H10") == []


def test_h10_who_has_often_been_allowed_to_gets_the_letter() -> None:
    flow = queueing("o:z@800+60")
    alone = replace(flow, organization=replace(flow.organization, responsibilities=None)).duty("a", R="P")
    assert about(alone, "H10") == []
    lent = alone.delegation("x", "z", "a", start="2025-06-01", end="2025-06-30")
    lent = happen(lent, "s:y@530+10 a:z@540+10", times=5, since=95)
    (found,) = proposed(lent, "H10")
    assert found.changes == (AddDuty(activity="a", post="Q", letter=Letter.SUPPORTING),)


def test_h11_one_of_two_accountable_posts_remains_and_one_alone_is_left_alone() -> None:
    def answered(accountable: str) -> Enterprise:
        return SMALL.process(line("a")).duty("a", R="Q", A=accountable)

    (found,) = proposed(answered("P Q"), "H11")
    assert found.changes == (RemoveDuty(activity="a", post="P", letter=Letter.ACCOUNTABLE),)
    assert about(answered("Q"), "H11") == []


def sent_around(also: str) -> Enterprise:
    """Let a tenth of the cases go to E and back three times, and another one do b in a third of the rest."""
    flow = SMALL.process(loop("a b")).duty("a", R="P").duty("b", R="P Q", A="Q")
    flow = happen(flow, "a:x@540+10 b:z@560+10", times=15)
    flow = happen(flow, f"a:x@540+10 b:{also}@560+10", times=15, since=15)
    trips = " ".join(f"a:x@{540 + 40 * trip}+10 b:z@{560 + 40 * trip}+10" for trip in range(4))
    return happen(flow, trips, times=3, since=30)


def test_h11_what_two_departments_do_that_play_ping_pong_is_left_to_one_and_what_one_does_stays() -> None:
    (found,) = proposed(sent_around("y"), "H11")
    assert found.changes == (RemoveDuty(activity="b", post="P", letter=Letter.RESPONSIBLE),)
    assert found.edits == (PerformedBy(process="p", activity="b", workers=("z",), performer_now="Q", performer="P"),)
    assert about(sent_around("z"), "H11") == []


def meeting(elsewhere: str) -> Enterprise:
    flow = LED.process(line("a b")).process(line("c d", "q"))
    flow = happen(flow, "a:x@540+10 b:z@560+10", times=MANY)
    return happen(flow, elsewhere, times=MANY, process="q")


def test_h12_posts_that_meet_in_one_process_form_its_team_and_those_that_meet_everywhere_do_not() -> None:
    (found,) = proposed(meeting("c:x@640+10 d:x@660+10"), "H12")
    assert found.changes == (JoinTeam(process="p", post="P"), JoinTeam(process="p", post="Q"))
    assert (found.about, found.edits) == (("p", "P", "Q"), ())
    assert about(meeting("c:x@640+10 d:z@660+10"), "H12") == []


def test_h12_only_who_is_not_in_the_team_yet_is_to_join_and_a_team_that_stands_is_left_alone() -> None:
    def with_team(*posts: str) -> Enterprise:
        told = meeting("c:x@640+10 d:x@660+10")
        members = tuple(TeamMember(process="p", post=post) for post in posts)
        return replace(told, organization=replace(told.organization, team_members=members))

    (found,) = proposed(with_team("P"), "H12")
    assert found.changes == (JoinTeam(process="p", post="Q"),)
    assert about(with_team("P", "Q"), "H12") == []


def passed_on(by_others: int) -> Enterprise:
    """Let a case go through six departments; the last step is done by the first one in some of forty cases."""
    flow = Enterprise().process(line("a1 a2 a3 a4 a5 a6"))
    for number in range(1, 7):
        flow = flow.department(f"D{number}").post(f"P{number}", f"D{number}").person(f"w{number}", f"P{number}")
        flow = flow.duty(f"a{number}", R=f"P{number}", **({"S": "P1"} if number == 6 else {}))
    steps = " ".join(f"a{number}:w{number}@{500 + 20 * number}+10" for number in range(1, 7))
    flow = happen(flow, steps, times=40 - by_others)
    return happen(flow, steps.replace("a6:w6", "a6:w1"), times=by_others, since=40)


def test_h13_a_department_with_a_small_hand_in_one_step_is_left_out_and_one_with_a_large_is_not() -> None:
    (found,) = proposed(passed_on(2), "H13")
    assert (found.about, found.trigger.value) == (("a6", "D1"), 0.05)
    assert found.changes == (RemoveDuty(activity="a6", post="P1", letter=Letter.SUPPORTING),)
    assert found.edits == (PerformedBy(process="p", activity="a6", workers=("w6",), performer_now="P6", performer="P1"),)
    assert about(passed_on(6), "H13") == []


def loaded(minutes: int) -> Enterprise:
    """Let two cases arrive at nine every day, each keeping x busy so long."""
    flow = Enterprise().department("D").post("P", "D", calendar="OFFICE").post("S", "D").person("x", "P").person("s", "S")
    flow = flow.calendar(OFFICE).process(line("s a")).duty("a", R="P")
    flow = happen(flow, f"s:s@530+10 a:x@540+{minutes}", times=MANY)
    return happen(flow, f"s:s@530+10 a:x@{540 + minutes}+{minutes}", times=MANY)


def test_h14_one_more_is_hired_where_work_queues_for_a_busy_post_and_none_where_there_is_time() -> None:
    (found,) = proposed(loaded(290), "H14")
    assert found.changes == (SetHeadcount(post="P", number=2),)
    assert found.edits == (Hire(post="P", number=1),)
    assert (found.about, found.trigger.threshold) == (("P",), 0.85)
    assert about(loaded(200), "H14") == []


def known_by(second: str) -> Enterprise:
    flow = SMALL.process(line("a")).duty("a", R="P")
    return happen(happen(flow, "a:x@540+10", times=15), f"a:{second}@540+10", times=15, since=15)


def test_h15_what_one_of_two_does_alone_is_taught_to_the_other_and_what_both_do_is_not() -> None:
    (found,) = proposed(known_by("x"), "H15")
    assert found.edits == (Pooled(process="p", activity="a", workers=("x", "y")),)
    assert (found.trigger.value, found.changes, found.expected) == (1.0, (), Effects(flexibility=1))
    assert about(known_by("y"), "H15") == []


def resting_on_x(calendar: str) -> Enterprise:
    """Let x alone do the work of two, with r of another post beside him who keeps office hours, or nobody knows which."""
    one = Enterprise().department("D").calendar(OFFICE).post("P", "D", headcount=2).post("R", "D", calendar=calendar)
    one = one.person("x", "P").person("r", "R").process(line("a")).duty("a", R="P")
    return happen(one, "a:x@540+10", times=MANY)


def test_h15_where_nobody_else_holds_the_post_a_colleague_of_the_department_is_to_hold_it() -> None:
    (found,) = proposed(resting_on_x(calendar="OFFICE"), "H15")
    assert found.changes == (HoldPost(person="r", post="P"),)
    assert found.edits == (Pooled(process="p", activity="a", workers=("x", "r")),)


def test_h15_a_post_of_which_nobody_knows_how_busy_it_is_counts_as_no_idle_one() -> None:
    (found,) = proposed(resting_on_x(calendar=""), "H15")
    assert (found.about, found.changes) == (("a",), ())
    beside = resting_on_x(calendar="OFFICE").post("B", "D").person("b", "B")
    assert [each.changes for each in proposed(beside, "H15")] == [(HoldPost(person="r", post="P"),)]


def shared(again: int) -> Enterprise:
    """Let x and y do both steps alike, some of thirty cases twice."""
    flow = SMALL.process(loop("a b")).duty("a", R="P").duty("b", R="P")
    for number in range(MANY):
        one, other = ("x", "y") if number % 2 else ("y", "x")
        steps = f"a:{one}@540+10 b:{other}@560+10"
        steps += f" a:{other}@580+10 b:{one}@600+10" if number < again else ""
        flow = happen(flow, steps, since=number)
    return flow


def test_h15_what_all_do_and_often_do_again_is_divided_and_what_succeeds_is_not() -> None:
    (found,) = proposed(shared(6), "H15")
    assert [(each.activity, each.workers) for each in found.edits if isinstance(each, PerformedBy)] == [
        ("a", ("x",)),
        ("b", ("y",)),
    ]
    assert (found.about, found.expected) == (("P", "a", "b"), Effects(quality=1))
    assert about(shared(5), "H15") == []


def asked(refused: int) -> Enterprise:
    """Let a case need an approval that nobody designed, after b, which P decides."""
    told = replace(kinds(b="approval"), labels={"grace": UndesignedLabel(kind="approval", name_en="Grace")})
    flow = LED.process(line("a b c"), told).duty("b", R="P").authority("a", lowest="P")
    flow = happen(flow, "a:x@540+10 b:x@560+10 grace:boss@580+10 c:z@600+10", times=MANY - refused)
    return happen(flow, "a:x@540+10 b:x@560+10 grace:boss@580+10 b:x@590+10 c:z@600+10", times=refused, since=MANY)


def test_h16_an_approval_that_nobody_designed_and_all_are_granted_is_left_out_and_one_that_turns_cases_back_is_not() -> None:
    (found,) = proposed(asked(0), "H16")
    assert found.edits == (LeaveOut(process="p", activity="grace"),)
    assert found.changes == (SetAuthority(activity="b", lowest_post="P"),)
    assert (found.about, found.trigger.value) == (("grace",), 1.0)
    assert about(asked(1), "H16") == []


def decided(by: str) -> Enterprise:
    """Let a tenth of the decisions be taken by somebody else than x, who may take all of them."""
    flow = LED.process(line("a b"), Sidecar()).duty("a", R="BOSS P").authority("a", lowest="P")
    flow = happen(flow, "a:x@540+10 b:z@560+10", times=27)
    return happen(flow, f"a:{by}@540+10 b:z@560+10", times=3, since=27)


def test_h16_what_is_decided_higher_up_than_need_be_is_decided_below_and_what_is_in_its_place_stays() -> None:
    (found,) = proposed(decided("boss"), "H16")
    assert found.edits == (PerformedBy(process="p", activity="a", workers=("x",), performer_now="P", performer="BOSS"),)
    assert (found.about, found.trigger.value) == (("a", "P"), 0.1)
    assert about(decided("x"), "H16") == []


def tiered(amount: str) -> Enterprise:
    """Let P decide small amounts, MID others, and BOSS take ten of some amount."""
    flow = LED.post("MID", "D", level=2, above="BOSS").person("m", "MID").process(line("a b"), Sidecar())
    flow = flow.duty("a", R="P MID").authority("a", "amount", says="<= 100", lowest="P")
    flow = flow.authority("a", "amount", says="> 100", lowest="MID")
    flow = happen(flow, "a:x@540+10 b:z@560+10", times=20, amount="50")
    flow = happen(flow, "a:m@540+10 b:z@560+10", times=20, since=20, amount="5000")
    return happen(flow, "a:boss@540+10 b:z@560+10", times=10, since=40, amount=amount)


def test_h16_leaves_what_is_above_a_limit_to_the_post_of_that_limit() -> None:
    (found,) = proposed(tiered("5000"), "H16")
    assert (found.about, found.trigger.exposed, found.trigger.value) == (("a", "MID", "amount > 100"), 30, 10 / 30)
    assert found.edits == (PerformedBy(process="p", activity="a", workers=("m",), performer_now="MID", performer="BOSS"),)
    assert found.changes == ()
    assert "amount > 100" in found.text()
    (below,) = proposed(tiered("50"), "H16")
    assert below.about == ("a", "P", "amount <= 100")


def test_h16_who_also_decides_what_has_to_be_decided_there_is_not_simulated_without_it() -> None:
    both = happen(tiered("5000"), "a:boss@540+10 b:z@560+10", times=10, since=50, amount="50")
    assert [(each.about[1], each.edits) for each in proposed(both, "H16")] == [("MID", ()), ("P", ())]


def test_h9_what_nobody_may_do_both_of_is_not_left_to_one_person() -> None:
    assert about(handled("w").apart("a", "c"), "H9") == []
    assert about(handled("w").apart("a", "elsewhere"), "H9") == [("P", "a", "b", "c")]
