"""The admin site at /curate/."""

from django.contrib.admin import AdminSite


class ArchiveAdminSite(AdminSite):
    site_header = "Testimony Archive"
    site_title = "Testimony Archive"
    index_title = "Desk"
