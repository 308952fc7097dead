from . import test_goods_issue
from . import test_goods_issue_emergency
from . import test_goods_issue_marks
