"""`python -m pledgebook` is the command `pledgebook`."""

from pledgebook.cli import main

main()
