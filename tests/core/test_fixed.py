"""What templates work out once: right in each language, for each argument, and escaped."""

import pytest
from django import forms
from django.template import engines
from django.urls import NoReverseMatch
from django.utils.translation import override


def shown(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load i18n %}" + source).render(context)


def test_words_are_kept_for_each_language():
    template = engines["django"].from_string("{% load i18n %}{% translate 'Đăng xuất' %}")
    with override("vi"):
        assert template.render() == "Đăng xuất"
    with override("en"):
        assert template.render() == "Log out"
    with override("vi"):
        assert template.render() == "Đăng xuất"


def test_words_that_a_page_gives_are_not_kept():
    template = engines["django"].from_string("{% load i18n %}{% translate words %}")
    assert [template.render({"words": words}) for words in ("<b>", "Thôi")] == ["&lt;b&gt;", "Thôi"]


def test_addresses_are_kept_for_each_argument():
    template = engines["django"].from_string("{% url 'delegations:body' code %}")
    assert [template.render({"code": code}) for code in ("DD-A", "DD/B", "DD-A")] == [
        "/to-chuc/DD-A/",
        "/to-chuc/DD~sB/",
        "/to-chuc/DD-A/",
    ]
    assert shown("{% url 'khong:co' as there %}[{{ there }}]") == "[]"
    with pytest.raises(NoReverseMatch):
        shown("{% url 'khong:co' %}")


def test_options_are_escaped_grouped_and_chosen():
    choices = [("", "Tất cả"), ("Nhóm <1>", [("a&b", "A <b>"), (2, "Hai")])]
    field = forms.Select(choices=choices)
    assert field.render("chon", 2).replace("\n", "") == (
        '<select name="chon"><option value="">Tất cả</option><optgroup label="Nhóm &lt;1&gt;">'
        '<option value="a&amp;b">A &lt;b&gt;</option><option value="2" selected>Hai</option>'
        "</optgroup></select>"
    )
