from . import test_goods_papers
from . import test_goods_tours
from . import test_quality_feedback
from . import test_quality_report
from . import test_receipt_check
from . import test_receipt_scan
from . import test_goods_figures
