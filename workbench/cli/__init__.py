"""The command line: every command prints its result on stdout, everything else on stderr, and exits with the agreed code."""

from __future__ import annotations

import sys
import traceback

import typer

from workbench.cli.assessing import assess, demo, explain
from workbench.cli.auditing import audit
from workbench.cli.chaining import chain
from workbench.cli.correcting import app as correct
from workbench.cli.deciding import decide
from workbench.cli.exit_codes import INTERNAL_ERROR, REJECTED
from workbench.cli.json_file import JsonCommand
from workbench.cli.logs import explore, import_log, propose
from workbench.cli.models import check, compare, discover, draw, layout
from workbench.cli.output import complain
from workbench.cli.planning import app as plan
from workbench.cli.redesigning import recommend
from workbench.cli.releasing import app as release
from workbench.cli.reporting import report
from workbench.cli.reviewing import review
from workbench.cli.serving import app as open_app
from workbench.cli.starting import init
from workbench.cli.tracing import trace
from workbench.cli.verifying import verify
from workbench.cli.watching import watch
from workbench.findings import Finding, Place, Severity, WorkbenchError
from workbench.language import Language, say
from workbench.released import refusal_of

app = typer.Typer(
    name="workbench",
    help="Hold event logs against BPMN models: what deviates, where, how often, in which cases.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command(cls=JsonCommand)(assess)
app.command()(report)
app.command(cls=JsonCommand)(explain)
app.command(cls=JsonCommand)(trace)
app.command(cls=JsonCommand)(recommend)
app.command()(explore)
app.command("import")(import_log)
app.command()(propose)
app.command()(check)
app.command()(compare)
app.command()(discover)
app.command()(layout)
app.command()(draw)
app.command()(init)
app.command("app")(open_app)
app.command()(demo)
app.command()(decide)
app.add_typer(plan, name="plan")
app.command()(chain)
app.add_typer(correct, name="correct")
app.command()(audit)
app.command()(review)
app.command(cls=JsonCommand)(verify)
app.add_typer(release, name="release")
app.command(cls=JsonCommand)(watch)


def main() -> None:
    """Run a command; a fault that is known is one message and its exit code, never a traceback."""
    try:
        app()
    except WorkbenchError as error:
        complain(error.finding)
        sys.exit(REJECTED)
    except OSError as error:
        complain(_unwritten(error))
        sys.exit(REJECTED)
    except Exception:  # noqa: BLE001 - the outermost edge: whatever else happens is our fault, and said so
        traceback.print_exc(file=sys.stderr)
        typer.echo(say("INTERNAL_ERROR", Language.EN), err=True)
        sys.exit(INTERNAL_ERROR)


def _unwritten(error: OSError) -> Finding:
    refusal = refusal_of(error)
    if refusal is not None:
        return refusal.finding
    facts = {"detail": error.strerror or str(error)}
    return Finding(code="OUTPUT_FAILED", severity=Severity.CRITICAL, place=Place(file=error.filename), facts=facts)
