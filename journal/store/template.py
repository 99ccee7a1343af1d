"""Templates of text that the user may override: the day's entry and a new script."""

from __future__ import annotations

from journal.model.entry import JournalError
from journal.workspace import Workspace, builtin_templates


def render(ws: Workspace, name: str, **values: object) -> str:
    """The workspace's own template of that name, else the built-in one, filled in."""
    import jinja2

    folders = [str(ws.templates), str(builtin_templates())]
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # markdown and Python come out, not HTML
    )
    try:
        return env.get_template(name).render(**values)
    except jinja2.TemplateSyntaxError as e:
        raise JournalError(
            f"the template can't be read: {e.message}", path=f"templates/{name}", line=e.lineno
        ) from None
    except jinja2.TemplateError as e:
        raise JournalError(
            f"the template can't be filled in: {e.message}", path=f"templates/{name}"
        ) from None
