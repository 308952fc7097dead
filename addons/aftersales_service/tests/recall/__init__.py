from . import test_recall_steps, test_recall_selection, test_recall_components
from . import test_recall_lock, test_recall_waves, test_recall_orders
from . import test_recall_parts, test_recall_pages, test_recall_report
from . import test_recall_access
