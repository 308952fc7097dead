from odoo import api, fields, models

from ...tools import outlet_papers

READERS = (
    "aftersales_service.group_outlet_manager,aftersales_service.group_inspector,"
    "aftersales_service.group_finance"
)


class AftersalesOutlet(models.Model):
    """Documents of outlets, and which of them are lacking."""

    _inherit = "aftersales.outlet"

    document_ids = fields.One2many(
        "aftersales.outlet.document", "outlet_id", groups=READERS
    )
    paper_gaps = fields.Text(
        string="Documents Lacking", compute="_compute_paper_gaps", groups=READERS
    )

    @api.depends("kind", "document_ids.date_end", "document_ids.type_id")
    def _compute_paper_gaps(self):
        problems = self._get_paper_problems()
        for outlet in self:
            outlet.paper_gaps = "\n".join(problems[outlet])

    def _get_paper_problems(self) -> dict:
        """What is lacking in words, by outlet."""
        gaps = self._get_paper_gaps()
        types = self.env["aftersales.outlet.document.type"].sudo()
        return {
            outlet: [
                self._get_gap_words()[gap.reason]
                % {
                    "type": types.browse(gap.type).name,
                    "held": gap.held,
                    "needed": gap.needed,
                    "day": gap.day,
                }
                for gap in gaps[outlet]
            ]
            for outlet in self
        }

    def _get_paper_gaps(self) -> dict[models.Model, list[outlet_papers.Gap]]:
        """What each outlet lacks today: one query for each kind of fact."""
        today = fields.Date.context_today(self)
        Requirement = self.env["aftersales.outlet.document.requirement"]
        required = Requirement._get_requirements(self)
        # What is missing is no secret of those who may not open the papers.
        documents = self.sudo().with_context(bin_size=True).document_ids
        by_outlet = documents.grouped("outlet_id")
        return {
            outlet: outlet_papers.gaps(
                required.get((outlet.company_id.id, outlet.kind), ()),
                [document._to_paper() for document in by_outlet.get(outlet, ())],
                today,
            )
            for outlet in self
        }

    @api.model
    def _get_gap_words(self) -> dict[str, str]:
        return {
            outlet_papers.MISSING: self.env._("%(type)s: %(held)s of %(needed)s there"),
            outlet_papers.EXPIRED: self.env._("%(type)s: expired on %(day)s"),
            outlet_papers.NOT_YET: self.env._("%(type)s: valid from %(day)s only"),
            outlet_papers.NO_FILE: self.env._("%(type)s: no file or photo attached"),
        }

    def _get_approve_problems(self) -> list[str]:
        """Why these outlets cannot be approved yet, one line each."""
        return self._get_papers_wanted("approve")

    def _get_activate_problems(self) -> list[str]:
        """Why these outlets cannot begin to work yet, one line each."""
        return self._get_papers_wanted("activate")

    def _get_papers_wanted(self, step: str) -> list[str]:
        return [
            self.env._(
                "%(outlet)s: before “%(step)s” these documents are needed on the tab "
                "Documents: %(gaps)s.",
                outlet=outlet.display_name,
                step=self._get_step_label(step),
                gaps="; ".join(problems),
            )
            for outlet, problems in self._get_paper_problems().items()
            if problems
        ]
