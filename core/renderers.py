"""How a form draws its controls: the plain ones in Python, as a template for each takes ten times as long
(ADR 43); all others, and every form, by Django's templates."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

PLAIN = ("text", "date", "datetime", "time", "number", "email", "url", "tel", "search", "hidden")
OTHERS = ("input", "password", "checkbox", "file")


class Renderer(TemplatesSetting):
    """Django's renderer of templates, but for inputs, long texts and lists to choose from."""

    def render(
        self, template_name: str, context: Mapping[str, Any], request: HttpRequest | None = None
    ) -> SafeString:
        """Return the markup of a control or a form."""
        draw = _DRAWN.get(template_name)
        if draw is not None:
            return mark_safe(draw(context["widget"]))
        return super().render(template_name, context, request)  # type: ignore[arg-type, return-value]


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _name(widget: Mapping[str, Any]) -> str:
    return conditional_escape(widget["name"])  # made of a code that people type, in some forms


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    given = "" if value is None else f' value="{conditional_escape(value)}"'
    return f'<input type="{widget["type"]}" name="{_name(widget)}"{given}{_attributes(widget["attrs"])}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    words = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_name(widget)}"{_attributes(widget["attrs"])}>\n{words}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    options = "".join(_group(name, choices) for name, choices, _place in widget["optgroups"])
    return f'<select name="{_name(widget)}"{_attributes(widget["attrs"])}>{options}</select>'


def _group(name: str | None, choices: list[dict[str, Any]]) -> str:
    shown = "".join(
        f'<option value="{conditional_escape(one["value"])}"{_attributes(one["attrs"])}>'
        f"{conditional_escape(one['label'])}</option>"
        for one in choices
    )
    return f'<optgroup label="{conditional_escape(name)}">{shown}</optgroup>' if name else shown


_DRAWN: dict[str | None, Callable[[Mapping[str, Any]], str]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in PLAIN + OTHERS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}
