"""The record: what is known, who may change it, how it is cited."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TestimoniesConfig(AppConfig):
    """The record; keeps the ledger's guards in place around every migrate."""

    name = "testimonies"
    verbose_name = "Records"

    def ready(self) -> None:
        from testimonies import accounts, erasure_list, guards
        from testimonies.signals import text_erased

        # SQLite rebuilds tables in migrations and loses their triggers without a word.
        pre_migrate.connect(guards.before_migrate, sender=self)
        post_migrate.connect(guards.after_migrate, sender=self)
        post_migrate.connect(accounts.make_groups, sender=self)
        text_erased.connect(erasure_list.remember, dispatch_uid="testimonies.erasure_list")
