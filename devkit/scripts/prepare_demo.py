"""Runs in an Odoo shell before our addons are installed with their demo data.

Makes the company Chinese and its administrator speak the wanted language: the addons'
demo data is written in the language of the user that installs.
"""

import os

env = globals()["env"]  # given by the shell
lang = os.environ["AFTERSALES_LANG"]

for user in (env.ref("base.user_root"), env.ref("base.user_admin")):
    user.with_context(active_test=False).write({"lang": lang, "tz": "Asia/Shanghai"})

company = env.ref("base.main_company")
currency = env.ref("base.CNY")
currency.active = True
company.write({"country_id": env.ref("base.cn").id, "currency_id": currency.id})
company.partner_id.write({"lang": lang, "tz": "Asia/Shanghai"})
env["account.chart.template"].try_loading("cn", company=company, install_demo=False)

# Odoo loads a module's demo data only where its dependencies have theirs. Ours does
# not build on theirs, so they just say they do.
env.cr.execute("UPDATE ir_module_module SET demo = TRUE WHERE state = 'installed'")
env.cr.commit()
