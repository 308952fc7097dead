from .archive import *
from .assignment import *
from .board import *
from .checklist import *
from .claim import *
from .complaint import *
from .customer import *
from .delivery import *
from .dispatch import *
from .equipment import *
from .field import *
from .handbook import *
from .maintenance import *
from .network import *
from .order import *
from .outlet import *
from .performance import *
from .recall import *
from .settlement import *
from .sla import *
from .tariff import *
from .training import *
from .voice import *
from .warranty import *
from . import test_conformance, test_host_people, test_role_matrix
from . import test_tours, test_translations
from . import test_unit_life
