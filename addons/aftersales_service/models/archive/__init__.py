from . import aftersales_order, aftersales_order_line
from . import aftersales_dispatch, aftersales_checklist_answer
from . import aftersales_equipment_receipt, aftersales_return_visit
from . import aftersales_archive_source, aftersales_archive_source_papers
from . import aftersales_archive_source_complaint
from . import aftersales_archive_source_return_visit
from . import aftersales_archive_rule, aftersales_archive_rule_calendar
from . import aftersales_archive_statistic
from . import aftersales_archive_batch, aftersales_archive_batch_steps
from . import aftersales_archive_batch_seal, aftersales_archive_batch_pack
from . import aftersales_archive_batch_verify, aftersales_archive_batch_keep
from . import aftersales_archive_batch_download
from . import aftersales_archive_line, aftersales_archive_piece
from . import privacy_lookup_wizard
