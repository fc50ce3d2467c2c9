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


SENTENCE = "{% load i18n %}{% blocktranslate with n=count %}{{ n }} nội dung{% endblocktranslate %}"


def test_a_sentence_is_kept_for_each_language_and_its_values_are_not():
    template = engines["django"].from_string(SENTENCE)
    said = []
    for language, count in (("vi", 2), ("en", 3), ("vi", "<4>")):
        with override(language):
            said.append(template.render({"count": count}))
    assert said == ["2 nội dung", "3 items", "&lt;4&gt; nội dung"]


def test_a_sentence_takes_values_of_the_page_and_nothing_for_those_that_are_not_there():
    source = "{% blocktranslate %}100% của {{ whose }} và {{ nobody }}{% endblocktranslate %}"
    assert shown(source, whose="Hội A") == "100% của Hội A và "


def test_a_sentence_of_one_or_many_is_djangos():
    source = "{% blocktranslate count n=n %}một{% plural %}{{ n }} cái{% endblocktranslate %}"
    assert shown(source, n=5) == "5 cái"
