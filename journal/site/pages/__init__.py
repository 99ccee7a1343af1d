"""The pages: a row each, in the order they are made."""

from journal.site.pages.days import entries, entry, note, notes
from journal.site.pages.debts import debt, debts
from journal.site.pages.lists import ideas, results, tasks
from journal.site.pages.runs import run, runs, script
from journal.site.pages.status import status
from journal.site.shared import Row, once

PAGES = (
    Row("index.html", "status.html", once, status),
    Row("debts.html", "debts.html", once, debts),
    Row("debts/{}.html", "debt.html", lambda site: site.view.debts, debt),
    Row("entries.html", "entries.html", once, entries),
    Row("entries/{}.html", "entry.html", lambda site: enumerate(site.view.days), entry),
    Row("notes.html", "notes.html", once, notes),
    Row("notes/{}.html", "note.html", lambda site: site.view.notes, note),
    Row("runs.html", "runs.html", once, runs),
    Row("runs/{}.html", "run.html", lambda site: site.view.runs, run),
    Row("scripts/{}.html", "script.html", lambda site: sorted(site.view.scripts), script),
    Row("results.html", "items.html", once, results),
    Row("ideas.html", "items.html", once, ideas),
    Row("tasks.html", "items.html", once, tasks),
)
