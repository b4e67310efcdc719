"""What the report's data look like in the app."""

from __future__ import annotations

import pytest

from workbench.app.showing import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("审批", "审批"),
        ("[x](javascript:alert(1))", r"\[x\]\(javascript\:alert\(1\)\)"),
        ("<script>", r"\<script\>"),
        ("a*b_c", r"a\*b\_c"),
        ("map the column as `system`.", r"map the column as `system`\."),
        ("a ` alone", r"a \` alone"),
        ("`a`b`", r"`a`b\`"),
    ],
)
def test_a_text_is_shown_letter_by_letter_and_code_as_code(text: str, shown: str) -> None:
    assert plain(text) == shown
