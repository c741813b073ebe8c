"""A template tag for components that many pages show again and again: what was made of the same inputs is kept."""

from django import template
from django.template import Context, Node, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MAX_KEPT = 500
"""Pieces of HTML that a process keeps, with their inputs: about 10 kB each where those are whole documents."""
_kept: dict[tuple[object, ...], SafeString] = {}


class ComponentNode(Node):
    """A template that is rendered out of its inputs and the reader's language, and of nothing else.

    The same inputs give the same HTML, so it is rendered once. Inputs of another type are other inputs, even where
    Python calls them equal: a text that is safe is written as it is and another one is escaped, and 1 is not True.
    """

    child_nodelists = ()

    def __init__(self, name: FilterExpression, inputs: dict[str, FilterExpression]) -> None:
        self.name = name
        self.inputs = inputs

    def render(self, context: Context) -> SafeString:
        assert context.template is not None
        made_by = context.template.engine.get_template(self.name.resolve(context))
        values = {name: value.resolve(context) for name, value in self.inputs.items()}
        key = (made_by, get_language(), *self.inputs, *((type(value), value) for value in values.values()))
        html = _kept.get(key)
        if html is None:
            if len(_kept) >= MAX_KEPT:
                _kept.clear()
            html = _kept[key] = made_by.render(context.new(values))
        return html


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """`{% component "components/row.html" title=hit.title url=address %}`: inputs that can be hashed, nothing else."""
    _tag, name, *given = token.split_contents()
    inputs = token_kwargs(given, parser)
    if given:
        raise TemplateSyntaxError(f"A component takes inputs by name: {' '.join(given)}")
    return ComponentNode(parser.compile_filter(name), inputs)
