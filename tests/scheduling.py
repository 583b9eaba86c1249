"""Which tests go to the same worker: those of a file, and all that walk through the one running demo."""

from xdist.scheduler import LoadFileScheduling

TOGETHER = ("tests/journeys/",)


class ByFile(LoadFileScheduling):
    """Whole files, in the order of collection; a folder that shares something costly counts as one."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)
