"""What comes out the same each time is worked out once while a process lives: our own words and the addresses
of names. Django's `i18n` library with another `translate`, and another `url` (ADR 43)."""

from django.template import Library
from django.template.base import Parser, Token, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as compile_url
from django.templatetags import i18n
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from core.addresses import reverse

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class FixedTranslateNode(i18n.TranslateNode):
    """Words that stand in the template itself: the same in each language, whatever the page."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        super().__init__(node.filter_expression, node.noop, message_context=node.message_context)
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.said:
            self.said[language] = super().render(context)
        return self.said[language]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> i18n.TranslateNode:
    """Django's own tag."""
    node = i18n.do_translate(parser, token)
    words, about = node.filter_expression, node.message_context
    is_fixed = words.var.literal is not None and not words.filters and not node.asvar
    return FixedTranslateNode(node) if is_fixed and not (about and isinstance(about.var, Variable)) else node


class AddressNode(URLNode):
    """An address by its name: no application stands in the table of addresses twice."""

    def render(self, context: Context) -> str:
        address = ""
        try:
            address = reverse(
                self.view_name.resolve(context),
                args=[value.resolve(context) for value in self.args],
                kwargs={name: value.resolve(context) for name, value in self.kwargs.items()},
            )
        except NoReverseMatch:
            if self.asvar is None:
                raise
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    """Django's own tag."""
    node = compile_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
