"""Spans and layers: how many each post leads, and how deep it stands."""

from workbench.organization import Post, layers_of, spans_of


def post(identity: str, above: str = "", heads: int = 1, work: str = "") -> Post:
    return Post(
        id=identity,
        name=identity,
        department="D",
        headcount=heads,
        reports_to=above or None,
        attributes={"work": work} if work else {},
    )


def test_a_post_leads_the_heads_that_report_to_it() -> None:
    spans = spans_of([post("A"), post("B", "A", 3), post("C", "A", 2), post("D", "B")])
    assert [(each.post, each.people) for each in spans] == [("A", 5.0), ("B", 1 / 3)]


def test_most_heads_decide_whether_the_shop_floor_is_led() -> None:
    assert spans_of([post("A"), post("B", "A", 3, "shop_floor"), post("C", "A", 2)])[0].is_on_floor
    assert not spans_of([post("A"), post("B", "A", 2, "shop_floor"), post("C", "A", 2)])[0].is_on_floor


def test_layers_are_counted_from_the_top_in_any_order() -> None:
    posts = [post("C", "B"), post("A"), post("B", "A"), post("E", "elsewhere")]
    assert layers_of(posts) == {"A": 1, "B": 2, "C": 3, "E": 1}
    assert layers_of(posts[::-1]) == layers_of(posts)


def test_a_circle_of_posts_has_no_layers_nor_has_what_hangs_from_it() -> None:
    assert layers_of([post("A", "B"), post("B", "A"), post("C", "A"), post("D")]) == {"D": 1}
