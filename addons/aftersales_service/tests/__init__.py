from .assignment import *
from .board import *
from .checklist import *
from .claim import *
from .customer import *
from .dispatch import *
from .equipment import *
from .field import *
from .order import *
from .outlet import *
from .recall import *
from .sla import *
from .tariff import *
from .warranty import *
from . import test_conformance, test_tours, test_translations, test_unit_life
