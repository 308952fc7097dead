from . import test_legal
