from .test_portal_outlet import *
