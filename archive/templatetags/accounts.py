"""What the pages of accounts need."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.template import Library

register = Library()


@register.filter
def as_json(value: object) -> str:
    """A value as JSON, for an attribute: the template escapes it."""
    return json.dumps(value, cls=DjangoJSONEncoder)
