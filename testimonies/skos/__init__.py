"""Topics and names as SKOS: what other vocabularies link to and merge from.

A. Miles, S. Bechhofer, SKOS Simple Knowledge Organization System Reference, W3C 2009, with its
extension SKOS-XL.
"""

from testimonies.skos.jsonld import jsonld
from testimonies.skos.schemes import names, topics
from testimonies.skos.turtle import turtle

__all__ = ["jsonld", "names", "topics", "turtle"]
