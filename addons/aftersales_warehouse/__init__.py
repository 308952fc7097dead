from . import controllers, demo, models, report, tools, wizard
