from . import test_archive_batch, test_archive_calendar, test_archive_file
from . import test_privacy, test_seal, test_signoff
