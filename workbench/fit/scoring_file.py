"""The sections of policy.yaml that scores follow: weights, indicators, judged pairs, targets and levels, read and written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from fractions import Fraction
from itertools import combinations
from typing import Final

from workbench.fit.dimensions import INDICATOR_CODES, INDICATORS_OF, Dimension
from workbench.fit.pairwise import MOST_INCONSISTENT, Judgement, PairwiseSheet, priorities_of
from workbench.fit.policy_source import PolicySource
from workbench.fit.scoring_rules import DEFAULT_WEIGHTS, FitWeights, LevelRules, ScoringRules
from workbench.language import Language, say

SCORING_SECTIONS: Final = ("weights", "indicators", "pairwise", "targets", "levels")
"""The sections that scores follow."""

_ALL: Final = "all"
_DIMENSIONS: Final = "dimensions"
_MOST: Final = 1_000_000.0
_TIMES: Final = 9.0


def scoring_rules_in(file: PolicySource) -> ScoringRules:
    """Return what a policy says of scores. Raises InputError, with line and key, for what is wrong."""
    written = _written_indicators(file)
    given = _known(file, "targets", (*INDICATOR_CODES, _ALL))
    least = 0.01
    targets = {code: file.number(value, least, 1, ("targets", code)) for code, value in given.items()}
    return ScoringRules(
        weights=FitWeights(dimensions=_dimensions(file), indicators=written, sheets=tuple(_sheets(file, dict(written)))),
        levels=_levels(file),
        target=targets.pop(_ALL, ScoringRules().target),
        targets=tuple(sorted(targets.items())),
    )


def scoring_text(rules: ScoringRules, language: Language) -> Iterator[str]:
    """Yield the lines of the sections that scores follow, each with a comment."""
    written = dict(rules.weights.indicators)
    switches = {0.0: "off", 1.0: "on"}
    yield from _headed("weights", language)
    yield from (f"  {dimension}: {yaml_number(weight)}" for dimension, weight in rules.weights.dimensions)
    yield from _headed("indicators", language)
    for code in INDICATOR_CODES:
        weight = written.get(code, 1.0)
        yield f"  {code}: {switches.get(weight) or yaml_number(weight)}"
    yield from ("", f"# {say('policy-pairwise', language)}", "pairwise:" if rules.weights.sheets else "pairwise: {}")
    for sheet in rules.weights.sheets:
        yield f"  {_name_of(sheet)}:"
        yield from (f"    {each.more}/{each.than}: {yaml_number(each.times)}" for each in sheet.judgements)
    yield from _headed("targets", language)
    yield from (f"  {code}: {yaml_number(value)}" for code, value in ((_ALL, rules.target), *rules.targets))
    yield from _headed("levels", language)
    for each in fields(LevelRules):
        yield setting_line("levels", each.name, getattr(rules.levels, each.name), language)


def setting_line(section: str, name: str, value: float, language: Language) -> str:
    """Return one setting with the comment that says what it does."""
    shown = ("yes" if value else "no") if isinstance(value, bool) else yaml_number(value)
    return f"  {name}: {shown}  # {say(f'policy-{section}-{name}', language)}"


def yaml_number(value: float) -> str:
    """Write a number so that YAML reads the same one: with a point before an exponent, without a fraction that is none."""
    whole, _, exponent = repr(value).removesuffix(".0").partition("e")
    return f"{whole}{'' if '.' in whole else '.0'}e{exponent}" if exponent else whole


def _headed(section: str, language: Language) -> tuple[str, str, str]:
    return "", f"# {say(f'policy-{section}', language)}", f"{section}:"


def _known(file: PolicySource, section: str, known: Sequence[str]) -> Mapping[str, object]:
    """Return a section whose keys are all known. Raises InputError, with the nearest, for one that is not."""
    given = file.section(section)
    for key in given:
        if key not in known:
            nearest = ", ".join(get_close_matches(key.upper(), known, n=1)) or ", ".join(known)
            raise file.fault(section, key, code="POLICY_NAME_UNKNOWN", value=key, nearest=nearest)
    return given


def _dimensions(file: PolicySource) -> tuple[tuple[Dimension, float], ...]:
    given = {key: file.number(value, 0, _MOST, ("weights", key)) for key, value in _known(file, "weights", [*Dimension]).items()}
    weights = tuple((each, given.get(each.value, weight)) for each, weight in DEFAULT_WEIGHTS)
    if not any(weight for _, weight in weights):
        raise file.fault("weights", code="POLICY_NOTHING_WEIGHS")
    return weights


def _written_indicators(file: PolicySource) -> tuple[tuple[str, float], ...]:
    """Return the indicators that do not weigh 1: a number is a weight, off is 0."""
    given = _known(file, "indicators", INDICATOR_CODES)
    weights = {code: _weight(file, value, code) for code, value in given.items()}
    if not any(weights.get(code, 1.0) for code in INDICATOR_CODES):
        raise file.fault("indicators", code="POLICY_NOTHING_WEIGHS")
    return tuple((code, weights[code]) for code in INDICATOR_CODES if weights.get(code, 1.0) != 1)


def _weight(file: PolicySource, value: object, code: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return file.number(value, 0, _MOST, ("indicators", code))
    return float(file.switch(value, "indicators", code))


def _sheets(file: PolicySource, written: Mapping[str, float]) -> Iterator[PairwiseSheet]:
    for name, value in sorted(_known(file, "pairwise", [_DIMENSIONS, *Dimension]).items()):
        items = (
            [*Dimension] if name == _DIMENSIONS else [code for code in INDICATORS_OF[Dimension(name)] if written.get(code, 1.0)]
        )
        sheet = _sheet(file, name, value, [str(each) for each in items])
        priorities = priorities_of(sheet)
        if not priorities.is_usable:
            facts = {"ratio": f"{priorities.consistency_ratio:.3f}", "limit": MOST_INCONSISTENT}
            items_named = ", ".join(priorities.worst or ())
            raise file.fault("pairwise", name, code="POLICY_PAIRS_INCONSISTENT", items=items_named, **facts)
        yield sheet


def _sheet(file: PolicySource, name: str, value: object, items: list[str]) -> PairwiseSheet:
    """Return the sheet that judges each pair of some items once, in either direction."""
    judged: dict[frozenset[str], Judgement] = {}
    for pair, times in file.mapping(value, "pairwise", name).items():
        more, _, than = (part.strip() for part in pair.partition("/"))
        if more not in items or than not in items or more == than or frozenset((more, than)) in judged:
            raise file.fault("pairwise", name, pair, code="POLICY_PAIR_WRONG", pair=pair, items=", ".join(items))
        judged[frozenset((more, than))] = Judgement(more=more, than=than, times=_times(file, times, (name, pair)))
    missing = [f"{a}/{b}" for a, b in combinations(items, 2) if frozenset((a, b)) not in judged]
    if missing or not judged:
        raise file.fault("pairwise", name, code="POLICY_PAIRS_MISSING", pairs=", ".join(missing))
    return PairwiseSheet(items=tuple(items), judgements=tuple(sorted(judged.values(), key=lambda it: (it.more, it.than))))


def _times(file: PolicySource, value: object, keys: tuple[str, str]) -> float:
    """Return a judgement, which may be written as a fraction such as 1/3."""
    if isinstance(value, str):
        try:
            value = float(Fraction(value.replace(" ", "")))
        except (ValueError, ZeroDivisionError):
            value = None
    return file.number(value, 1 / _TIMES, _TIMES, ("pairwise", *keys))


def _levels(file: PolicySource) -> LevelRules:
    levels = file.settings("levels", LevelRules())
    if not levels.partial_score <= levels.basic_score <= levels.stable_score:
        raise file.fault("levels", code="POLICY_LEVELS_DESCEND")
    return levels


def _name_of(sheet: PairwiseSheet) -> str:
    """Return under which name a sheet stands: that of its dimension, or that of all of them."""
    return next((dimension for dimension, codes in INDICATORS_OF.items() if set(sheet.items) <= set(codes)), _DIMENSIONS)
