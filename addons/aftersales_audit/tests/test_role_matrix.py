from odoo.tests import TransactionCase, tagged

from odoo.addons.aftersales_service.tests.test_role_matrix import RoleMatrixMixin


@tagged("post_install", "-at_install")
class TestRoleMatrix(RoleMatrixMixin, TransactionCase):
    """Who may do what with the models of this addon."""

    addon = "aftersales_audit"
