"""The verdict on one checked file, as JSON for machines and as lines for people."""

from __future__ import annotations

import json
from dataclasses import replace

from workbench.findings import Finding, Severity
from workbench.language import Language, say
from workbench.recognition import CheckedFile, Outcome


def checked_json(checked: CheckedFile, language: Language) -> str:
    """Return one JSON object, on one line."""
    content = {
        "file": checked.file,
        "outcome": checked.outcome.value,
        "messages": [
            {
                "severity": _severity(each, checked.outcome),
                "code": each.code,
                "line": each.place.line,
                "row": each.place.row,
                "element": each.place.element or each.place.column,
                "text": each.text(language),
            }
            for each in checked.findings
        ],
        "counts": {**checked.counts, **({"counts": dict(checked.elements)} if checked.elements else {})},
        "texts": list(checked.texts),
    }
    return json.dumps(content, ensure_ascii=False)


def checked_text(checked: CheckedFile, language: Language) -> str:
    """Return the verdict and a line for each finding, as compilers print them: file:line: severity: what, and what to do."""
    lines = [f"{checked.file}: {say(f'outcome-{checked.outcome.value}', language)}"]
    for each in sorted(checked.findings, key=lambda finding: finding.place.line or finding.place.row or 0):
        place = replace(each.place, file=checked.file)
        severity = say(f"check-{_severity(each, checked.outcome)}", language)
        lines.append(f"{place}: {severity}: {each.text(language)} [{each.code}]")
    return "\n".join(lines)


def _severity(finding: Finding, outcome: Outcome) -> str:
    if finding.severity is Severity.INFO:
        return "info"
    return "error" if outcome is Outcome.REJECTED else "warning"
