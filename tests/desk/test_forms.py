"""Every form of every address: its names, its words, the days that it proposes."""

import importlib
import pkgutil
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings

from core.forms import FORM_PROPERTIES

# What every element has by its attribute of the same name; nobody asks a form for it.
HARMLESS = {"name", "title", "role"}
OURS = (
    "accounts",
    "delegations",
    "desk",
    "directions",
    "exchange",
    "meetings",
    "obligations",
    "outbox",
    "papers",
    "reminders",
    "reports",
    "reviews",
)
FRAMEWORK: tuple[str, ...] = (
    "là bắt buộc",
    "---------",
    "ông/bà",
    "Hãy nhập một giá trị",
    "đã tồn tại",
    "Hãy chọn một lựa chọn hợp lệ",
)
FRAMEWORK += ("Enter a", "This field", "Nhập một ngày hợp lệ", "Hãy bảo đảm")


class Forms(HTMLParser):
    """The POST forms of a page's main part: their address and the values that they would send as they
    stand."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict] = []
        self._form: dict | None = None
        self._select: str | None = None
        self._area: str | None = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self._form = {
                "action": told.get("action", ""),
                "post": told.get("method", "get").lower() == "post",
                "values": {},
                "days": set(),
                "kinds": {},
            }
            self.found.append(self._form)
        if self._form is None:
            return
        name = told.get("name")
        values = self._form["values"]
        if tag == "input" and name:
            kind = told.get("type", "text")
            self._form["kinds"][name] = kind
            if kind in {"checkbox", "radio"}:
                if "checked" in told:
                    values.setdefault(name, []).append(told.get("value", "on"))
            elif kind not in {"submit", "button", "file"}:
                values.setdefault(name, []).append(told.get("value") or "")
                if "data-day" in told and told.get("value"):
                    self._form["days"].add(name)
        elif tag == "select" and name:
            self._select = name
            self._form["kinds"][name] = "select"
        elif tag == "option" and self._select and "selected" in told:
            values.setdefault(self._select, []).append(told.get("value", ""))
        elif tag == "textarea" and name:
            self._area = name
            self._form["kinds"][name] = "textarea"
            values.setdefault(name, [""])

    def handle_data(self, data):
        if self._area and self._form is not None:
            self._form["values"][self._area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def form_classes() -> Iterator[type[forms.BaseForm]]:
    for app in OURS:
        package = importlib.import_module(app)
        for module in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".forms" in module.name or ".views" in module.name:
                importlib.import_module(module.name)
    waiting = [forms.BaseForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.split(".")[0] in {"core", "allauth", *OURS}:
            yield kind


def test_a_layout_places_every_field_of_its_form_once():
    laid_out: set[Any] = {form for form in form_classes() if getattr(form, "layout", None)}
    assert len(laid_out) >= 10
    for form in laid_out:
        placed = [pointer.name for pointer in form.layout.get_field_names()]
        labelled = [
            name for name, field in form.base_fields.items() if field.label != ""
        ]  # one without a label is drawn by its page
        assert sorted(placed) == sorted(labelled), form.__name__


def test_no_template_places_fields_by_hand():
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    assert [path.name for path in templates if "as_crispy_field" in path.read_text(encoding="utf-8")] == []


def test_no_field_hides_a_property_of_its_form():
    """Browsers, htmx and our scripts act on a form by these; a field called `method` would answer in their
    place."""
    seen = 0
    for kind in form_classes():
        for name in getattr(kind, "base_fields", {}):
            seen += 1
            shown = kind.add_prefix(
                type("Bare", (kind,), {"prefix": None, "__init__": lambda self: None})(), name
            )
            assert shown not in FORM_PROPERTIES, (kind, name)
            assert shown in HARMLESS or not hasattr(_Element, shown), (kind, name)
    assert seen > 200
    assert apps.ready


class _Element:
    """The properties of an HTMLFormElement, as Chromium 150 lists them, that a word of ours could be."""

    acceptCharset = action = attributes = autocapitalize = autocomplete = autofocus = before = after = (
        animate
    ) = blur = children = click = None
    closest = contains = dataset = dir = dispatchEvent = draggable = elements = encoding = enctype = focus = (
        hidden
    ) = id = inert = innerText = None
    lang = length = matches = method = nonce = normalize = noValidate = part = popover = prefix = prepend = (
        rel
    ) = relList = remove = replaceWith = None
    reset = scroll = slot = style = submit = tabIndex = target = translate = append = nodeName = nodeType = (
        nodeValue
    ) = textContent = isConnected = None


def whole(answer):
    """Read a file that is streamed: it is closed when it was read."""
    if answer.streaming:
        b"".join(answer.streaming_content)


def forms_of(client, served):
    """Yield every page that holds a form to be sent in its main part: its address, the form."""
    for address in served:
        answer = client.get(address.path)
        whole(answer)
        if (
            answer.status_code != 200
            or not answer.headers.get("Content-Type", "").startswith("text/html")
            or answer.streaming
        ):
            continue
        page = answer.content.decode()
        if "<main" not in page:
            continue
        for form in Forms(page.split("<main", 1)[1].split("</main>", 1)[0]).found:
            visible = {name for name, kind in form["kinds"].items() if kind != "hidden"}
            if form["post"] and visible and form["action"] in ("", address.path):
                yield address.path, form


@pytest.mark.timeout(600)
def test_every_form_speaks_our_words_and_proposes_days_that_it_accepts(administrator, as_user, served):
    client = as_user(administrator)
    faults: list[str] = []
    seen = 0
    for path, form in list(forms_of(client, served)):
        seen += 1
        bare = client.post(
            path,
            {
                name: form["values"].get(name, "") if kind == "hidden" else ""
                for name, kind in form["kinds"].items()
            },
        )
        whole(bare)
        if bare.status_code == 422:
            page = bare.content.decode()
            faults += [f"{path}: “{words}”" for words in FRAMEWORK if words in page]
            if "data-errors" not in page and "alert-danger" not in page:
                faults.append(f"{path}: no list of errors")
        if not form["days"]:
            continue
        answer = client.post(path, form["values"])
        whole(answer)
        if answer.status_code == 422:
            page = answer.content.decode()
            faults += [
                f"{path}: its own day {name} is refused"
                for name in form["days"]
                if f'id="id_{name}_error"' in page
            ]
    assert seen > 40
    assert not faults, "\n".join(faults)
