from . import test_internal_request
from . import test_complaint_path
from . import test_complaint_mail, test_complaint_pages
from . import test_complaint_figures
from . import test_complaint_tour
from . import test_complaint_path, test_complaint_level
