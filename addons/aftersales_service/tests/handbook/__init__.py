from . import test_handbook
