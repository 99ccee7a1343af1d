"""Templates to text: the user's folder first, ours behind it, and errors with their line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from journal.model.entry import JournalError
from journal.site import words
from journal.site.charts import glyph
from journal.site.clean import clean
from journal.site.links import href
from journal.site.maths import mathml
from journal.workspace import Workspace, builtin_templates

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context

CODE = re.compile(
    r"`[^`\n]+`|(?<![\w$])\$(?=\S)[^$\n]{1,200}(?<=\S)\$(?![\w$])"
    r"|(?<![\w@/.-])(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(\))?|[A-Za-z]\w*_\w+(?:\(\))?"
    r"|--[a-z][\w-]+|\d[\d.]*e-\d+)(?![\w/@-])"
)


def environment(ws: Workspace) -> Environment:
    """Jinja for this workspace. `site/…` of the user's templates replaces ours of the same name,
    and may extend it as `shipped/…`."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    ours = FileSystemLoader(builtin_templates() / "site")
    own = FileSystemLoader(ws.templates / "site")
    made = Environment(
        loader=ChoiceLoader([own, ours, PrefixLoader({"shipped": ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= _filters()
    made.globals |= {"glyph": glyph, "count": words.count, "plural": words.plural}
    return made


def _filters() -> dict[str, Any]:
    from jinja2 import pass_context

    @pass_context
    def to(context: Context, target: str) -> str:
        return href(target, str(context["page"]))

    return {
        "to": to, "inked": inked, "quoted": quoted, "lang": lang_attribute,
        "capital": words.capital, "duration": words.duration, "figure": words.figure,
        "moment": words.moment, "shorten": words.shorten,
    }  # fmt: skip


def inked(text: str) -> Markup:
    """A title or sentence of the user's, with what is plainly code or formula set as such."""
    out, last = Markup(""), 0
    for found in CODE.finditer(text):
        out += escape(text[last : found.start()]) + _set(found[0])
        last = found.end()
    return out + escape(text[last:])


@lru_cache(maxsize=4096)
def _set(piece: str) -> Markup:
    if piece.startswith("$"):
        return Markup(clean(mathml(piece.strip("$"), False)[0]))
    if piece.startswith("`"):
        return Markup("<code>%s</code>") % piece.strip("`")
    kind = '<span class="nb">%s</span>' if piece[0].isdigit() else "<code>%s</code>"
    return Markup(kind) % piece


def quoted(text: str) -> Markup:
    return Markup("“%s”") % inked(text.strip('“”" '))


def lang_attribute(text: str) -> Markup:
    code = words.lang(text)
    return Markup(' lang="%s"') % code if code else Markup("")


@dataclass(frozen=True)
class Templates:
    """The templates of a workspace, ready to be filled in."""

    ws: Workspace

    @cached_property
    def environment(self) -> Environment:
        return environment(self.ws)

    def page(self, template: str, data: Mapping[str, object]) -> str:
        """One page's text. A broken template ends the build with its path and line."""
        return _page(self.environment, template, data, self.ws.root)


def _page(made: Environment, template: str, data: Mapping[str, object], root: Path) -> str:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        return made.get_template(template).render(data)
    except TemplateSyntaxError as e:
        where = _where(e.filename, root) or e.name or template
        raise JournalError(
            f"the template can't be read: {e.message}", path=where, line=e.lineno
        ) from e
    except TemplateNotFound as e:
        raise JournalError(f"there is no template {e.name}", path=f"site/{template}") from e
    except (TemplateError, TypeError, ValueError, LookupError, AttributeError) as e:
        where, line = _line_of(e, root)
        if not where:
            raise
        raise JournalError(f"the template fails: {e}", path=where, line=line) from e


def _where(filename: str | None, root: Path) -> str:
    if not filename:
        return ""
    path = Path(filename)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _line_of(error: BaseException, root: Path) -> tuple[str, int | None]:
    """The innermost template line that the error passed through."""
    found: tuple[str, int | None] = "", None
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".xml", ".json")):
            found = _where(name, root), trace.tb_lineno
        trace = trace.tb_next
    return found
