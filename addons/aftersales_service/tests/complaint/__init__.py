from . import test_internal_request
from . import test_complaint_path
from . import test_complaint_mail, test_complaint_pages
from . import test_complaint_figures
from . import test_complaint_tour
from . import test_complaint_path, test_complaint_level
from . import test_complaint_path, test_complaint_level, test_complaint_clock
from . import test_complaint_access, test_complaint_links
