"""One way for forms: where their fields are, what a refusal does."""

from crispy_forms.layout import Layout
from django.forms import CharField, formset_factory
from django.template import Context, Template

from core.editing import attempt
from core.errors import Refused
from core.forms import DateField, FieldRow, Form, FormSet, InTemplate, UploadsForm


class Sample(Form):
    layout = Layout(
        FieldRow("starts_on", "ends_on"),
        InTemplate("components/form_card.html", "note", heading="Thêm"),
        InTemplate("components/when_asked.html", "also"),
    )
    starts_on = DateField()
    ends_on = DateField(required=False)
    note = DateField(required=False)
    also = DateField(required=False)


class Choosing(Form):
    """Fields that apply to some choices, to any, to none."""

    only_when = {"other": ("kind", ["b", "c"]), "why": ("other", ()), "usual": ("kind", [""])}
    kind = CharField()
    other = CharField(required=False)
    why = CharField(required=False)
    usual = CharField(required=False)


def shown(form: Form) -> str:
    return Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))


def test_fields_stand_in_their_places():
    page = shown(Sample())
    assert (
        page.index('class="nn-line"')
        < page.index('name="starts_on"')
        < page.index("Thêm")
        < page.index('name="note"')
    )
    assert 'name="also"' not in page
    assert "data-errors" not in page


def test_a_field_tells_the_page_when_it_applies():
    conditions = {
        name: field.widget.attrs.get("data-only-when") for name, field in Choosing(prefix="a").fields.items()
    }
    assert conditions == {"kind": None, "other": "a-kind=b c", "why": "a-other", "usual": "a-kind="}
    assert 'data-only-when="kind=b c"' in shown(Choosing())


def test_a_part_for_what_is_asked_later_is_shown_once_there_is_something_in_it(db):
    assert 'name="also"' in shown(Sample({"starts_on": "1/2/2026", "also": "1/2/2026"}))
    form = Sample({"starts_on": "1/2/2026"})
    assert not attempt(form, refuse, "also")
    assert 'name="also"' in shown(form)


def refuse(field: str | None) -> None:
    raise Refused("Không được.", field=field)


def test_what_a_service_made_or_why_it_refused_is_the_forms(db):
    form = Sample({"starts_on": "1/2/2026"})
    assert form.is_valid()
    assert attempt(form, str, 5)
    assert (form.made, form.refusal) == ("5", None)
    assert not attempt(form, refuse, "nowhere")
    assert form.non_field_errors() == ["Không được."]
    assert form.refusal is not None
    assert form.refusal.field == "nowhere"


def test_rows_show_a_refusal_above_them(db):
    rows = formset_factory(Sample, formset=FormSet)({"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"})
    assert rows.is_valid()
    assert not attempt(rows, refuse, None)
    assert rows.non_form_errors() == ["Không được."]


def test_a_field_for_files_says_how_large_they_may_be_where_the_office_set_it(settings):
    settings.UPLOAD_MAX_BYTES = 35_000_000
    assert "mỗi tệp tối đa 35 MB" in str(UploadsForm()["upload"].help_text)
    assert str(UploadsForm()["upload"].help_text).startswith("Chọn được nhiều tệp một lần. PDF,")
