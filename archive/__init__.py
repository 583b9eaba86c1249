"""The house: the Django project, and what every page shares."""
