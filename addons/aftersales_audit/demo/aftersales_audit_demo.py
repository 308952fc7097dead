from odoo import api, models


class AftersalesAuditDemo(models.AbstractModel):
    """Demo data of this addon, played on that of the service addon.

    Each room adds its own in a file of its own (``_inherit``) and a line in
    `_load_stories`. Records of the service addon's demo are found by `_ref`.
    """

    _name = "aftersales.audit.demo"
    _inherit = "aftersales.demo"
    _description = "Demo Data of the Audit"

    @api.model
    def _load(self):
        """Called by the demo file. A second call adds nothing."""
        if self._ref("outlet_qd", raise_if_not_found=False):
            demo = self._in_demo_language("aftersales_audit")
            demo._load_stories()

    @api.model
    def _load_stories(self):
        """The rooms' stories, in the order in which they build on each other."""
        # Evaluations count what registers hold and which documents are in force; the
        # manual shows the matrix and the laws that apply.
        self._load_registers()
        scheme = self._load_scheme()
        matrix = self._load_matrix(scheme)
        departments = matrix.column_ids.department_id
        self._load_keepers()
        self._load_laws(departments[-2:])
        self._load_documents(departments)
        self._cite_laws()
        self._load_legal_evaluations()
        self._load_evaluations(scheme, matrix)
        self._load_house_scheme()
        self._load_incident()
        self._load_supervision()
        self._load_findings()
        self._load_last_review()
        self._load_review()
        self._load_certificate()
