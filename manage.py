#!/usr/bin/env python
"""The one script at the root: every command of the archive."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["demo"]:
        from archive.demo import prepare_environment

        prepare_environment(sys.argv[2:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
