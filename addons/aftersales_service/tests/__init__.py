from .customer import *
from .dispatch import *
from .equipment import *
from .order import *
from .outlet import *
from . import test_board_tour, test_board_unit
from . import test_conformance, test_tours, test_translations
