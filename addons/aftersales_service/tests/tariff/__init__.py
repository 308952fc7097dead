from . import test_tariff, test_tariff_published
