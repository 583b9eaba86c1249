"""The house: the Django project, and what every page shares."""

VERSION = "0.1.0"
