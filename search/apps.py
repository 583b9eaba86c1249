"""The search as an app: it listens for erasures, nothing else."""

from importlib import import_module

from django.apps import AppConfig

from testimonies.signals import text_erased


class SearchConfig(AppConfig):
    """The finding; hears of erasures."""

    name = "search"

    def ready(self) -> None:
        # Imported by name: the models are ready only now.
        text_erased.connect(
            import_module("search.keeping").on_text_erased, dispatch_uid="search.on_text_erased"
        )
