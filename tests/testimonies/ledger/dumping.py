"""Everything the database holds, as one text."""

from django.db import connection


def dump():
    """Every value of every table, a line each."""
    lines = []
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            lines += [f"{table}: {value}" for row in cursor.fetchall() for value in row]
    return "\n".join(lines)
