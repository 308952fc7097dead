from . import aftersales_issue_step
