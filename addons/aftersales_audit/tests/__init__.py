from .document import *
from .evaluation import *
from .nonconformity import *
from .register import *
from .review import *
from .scheme import *
from . import test_role_matrix
from . import test_whole_year
