"""The only place with SQL: encrypted connection, migrations, undo, rows."""
