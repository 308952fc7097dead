"""Runs in an Odoo shell: builds the web client's bundles ahead of the first page.

Bundles that are there already are kept, so a clone only builds what our addons change.
"""

env = globals()["env"]  # given by the shell

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
