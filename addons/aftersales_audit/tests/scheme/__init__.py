from . import test_scheme
from . import test_scheme_import
from . import test_grade
from . import test_matrix
