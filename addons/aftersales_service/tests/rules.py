def rule(*ids: str):
    """Mark a test with the rules it proves: ``@rule("R063", "R064")``.

    ``./run rules`` reads the marks from the source and writes them into
    ``docs/rules.csv``; at run time they do nothing.
    """

    def mark(test):
        test.rules = ids
        return test

    return mark
