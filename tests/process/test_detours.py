from tests.builders import process
from workbench.process.detours import detours


def test_a_handler_is_a_detour_until_it_comes_back() -> None:
    drawn = process().start().task("a").task("b").end().boundary("late", "a").task("h").to("b")
    assert detours(drawn.build()) == {"late", "h"}


def test_an_event_sub_process_is_one_with_all_inside_and_an_embedded_one_is_none() -> None:
    drawn = process().start().sub("s").start("begin").task("a").end("done").leave().end()
    drawn = drawn.on_event("e", "alarm", "message").task("h").end("over").leave()
    assert detours(drawn.build()) == {"e", "alarm", "h", "over"}
