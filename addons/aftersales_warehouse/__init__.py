from . import demo, models, report, tools, wizard
