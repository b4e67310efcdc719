"""What is shown: the page as data, HTML, JSON and CSV."""

from workbench.report.comparison import write_comparison
from workbench.report.findings_file import cases_csv, findings_json
from workbench.report.html import render_html, write_report
from workbench.report.page import ReportPage
from workbench.report.summary import summarize

__all__ = ["ReportPage", "cases_csv", "findings_json", "render_html", "summarize", "write_comparison", "write_report"]
