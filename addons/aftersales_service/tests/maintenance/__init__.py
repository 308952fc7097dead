from .test_contract import *
