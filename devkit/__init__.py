"""The command line behind ``./run``: standard library only, one job per module."""
