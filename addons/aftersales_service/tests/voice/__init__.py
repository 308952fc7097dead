from . import test_satisfaction_figures, test_satisfaction_survey
from . import test_corrective_task
from . import test_satisfaction_page
from . import test_opinion, test_opinion_page, test_opinion_figures
from . import test_opinion_complaint
from . import test_return_visit, test_return_visit_campaign
from . import test_call_desk
from . import test_care
