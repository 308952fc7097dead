from . import test_legal
from . import test_registers
