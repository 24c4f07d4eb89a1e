"""`python -m chancery`: the command line."""

from chancery.cli import main

main()
