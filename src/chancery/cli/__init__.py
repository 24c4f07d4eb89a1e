"""The command line: one file a command. Here: the group, and how every run ends (errors, interrupts, broken pipes)."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from chancery.cli.complaints import complain
from chancery.cli.lazy import LazyGroup
from chancery.cli.output import PipeClosed
from chancery.errors import ChanceryError
from chancery.settings import COLLECTED

# the small products outside the model are slower on many threads, which get in the model's way; to be said before numpy is loaded
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
gc.set_threshold(*COLLECTED)

#: what a shell reports for a process that SIGINT or SIGPIPE ended
INTERRUPTED, PIPE_CLOSED = 130, 141

EXAMPLES = """\b
Examples:
  chancery read dispatch.txt --published 2031-03-05
  chancery read https://news.example/story --format html --out story.html
  chancery read day/*.txt --format json > records.jsonl
  cat dispatch.txt | chancery read - --format markdown
"""

#: every command: section, name, short help; `name` is a function of chancery.cli.name
CONTENTS = {
    "Articles": {
        "read": "Read articles and print their records.",
    },
    "Dossiers": {
        "ingest": "Read articles into a dossier.",
        "watch": "Read what is new in feeds, again and again.",
        "reread": "Read the articles of a dossier anew with the present model.",
        "relink": "Find anew how what a dossier holds belongs together.",
        "quarantine": "What could not be read, and why.",
        "doctor": "Check that a dossier is whole.",
        "desk": "A dossier in a browser.",
    },
    "Very many articles": {
        "run": "Read shards of articles into a folder of records, on many cores or machines.",
        "load": "Put the records of a run into a dossier.",
    },
    "Questions to a dossier": {
        "timeline": "What happened when.",
        "events": "What was done by whom to whom.",
        "statements": "What was said by whom.",
        "figures": "How many, and how that was revised.",
        "commitments": "What is owed, and what has become of it.",
        "positions": "What each side demands, offers and refuses, over time.",
        "exchanges": "Documents that pass between the parties, and their answers.",
        "disputes": "Which versions contradict each other.",
        "sources": "What was read, and which articles carry the text of another.",
        "actor": "Who is in it, and all there is on one actor.",
        "dyad": "Conflict and cooperation between two actors, month by month.",
        "changes": "What is new since a day.",
        "gaps": "What is not known: single sources, overdue undertakings, silence.",
        "search": "Words, phrases and filters.",
        "sql": "Your own query, which can only read.",
    },
    "Judgements": {
        "review": "Go through what nobody has judged yet.",
        "judge": "Accept, reject, edit, merge, split, confirm, rate; or take it back.",
    },
    "Reports": {
        "brief": "Write a dated situation report.",
        "export": "Write a dossier in another tool's format.",
    },
    "This program": {
        "version": "Print the version.",
    },
}


@click.group(cls=LazyGroup, contents=CONTENTS, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def commands() -> None:
    """Keeps the record of an international crisis: who said and did what to whom, each line tied to its words."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; gives the exit code. Errors end as one line and a hint on stderr, never as a traceback."""
    try:
        done = commands.main(args=list(arguments), prog_name="chancery", standalone_mode=False)
        sys.stdout.flush()
        return done if isinstance(done, int) else 0
    except ChanceryError as error:
        complain(error)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "chancery"
        complain(error.format_message(), hint=f"see {command} --help")
        return 2
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except PipeClosed:
        # whoever read our output has left; without this, Python complains once more when it closes stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return PIPE_CLOSED
    except Exception as error:
        if os.environ.get("CHANCERY_DEBUG"):
            raise
        complain(f"unexpected {type(error).__name__}: {error}", hint="this is a fault of Chancery; CHANCERY_DEBUG=1 shows where")
        return 1


def main() -> None:
    """The program `chancery`."""
    sys.exit(run(sys.argv[1:]))
