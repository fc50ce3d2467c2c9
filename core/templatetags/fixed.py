"""What comes out the same each time is worked out once while a process lives: our own words and the addresses
of names. Django's `i18n` library with another `translate`, and another `url` (ADR 43)."""

from django.template import Library
from django.template.base import Parser, Token, Variable, render_value_in_context
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as compile_url
from django.templatetags import i18n
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language, gettext

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


class FixedSentenceNode(i18n.BlockTranslateNode):
    """A sentence around values: its words are the same in each language, the values are put in anew."""

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        self.words, self.names = self.render_token_list(node.singular)
        self.said: dict[str | None, str] = {}

    def render(self, context: Context, nested: bool = False) -> str:
        given = {name: value.resolve(context) for name, value in self.extra_context.items()}
        language = get_language()
        if language not in self.said:
            self.said[language] = gettext(self.words)
        try:
            return self.said[language] % {
                name: render_value_in_context(given[name] if name in given else context[name], context)
                for name in self.names
            }
        except (KeyError, ValueError):  # a value that is not there, a wrong translation
            return super().render(context, nested)


@register.tag("blocktranslate")
@register.tag("blocktrans")
def block_translate(parser: Parser, token: Token) -> i18n.BlockTranslateNode:
    """Django's own tag."""
    node = i18n.do_block_translate(parser, token)
    is_fixed = node.plural is None and node.message_context is None and not node.asvar
    return FixedSentenceNode(node) if is_fixed else node


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
