from . import test_complaint_path, test_complaint_level, test_complaint_clock
from . import test_complaint_access, test_complaint_links, test_complaint_rpc
from . import test_complaint_figures
from . import test_complaint_mail
from . import test_complaint_pages, test_complaint_tour
from . import test_internal_request
