"""Numbers as people write them, whatever a program made of them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


def plain_number(text: str) -> str:
    """Return a number as people write it: no 1.0 for 1, no scientific form; what is no finite number stays as it is."""
    if text.isdigit():
        return text
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 400:
        return text
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
