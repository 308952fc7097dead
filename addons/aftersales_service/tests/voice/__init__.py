from . import test_opinion, test_opinion_page, test_opinion_figures
from . import test_opinion_complaint
