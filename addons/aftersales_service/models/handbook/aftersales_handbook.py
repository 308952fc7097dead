from odoo import api, fields, models

from ...tools import handbook as rules

# What is shown and compared, and set by hand.
NOTE = "note"


class AftersalesHandbook(models.Model):
    """A profile: what the handbook of one kind of company sets, item by item.

    ``_get_changes`` says what applying it would do to a company, ``_apply`` does what
    was agreed to. How each kind of item is read and set is the handler's.
    """

    _name = "aftersales.handbook"
    _description = "Handbook Profile"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    source = fields.Char(help="Where it comes from: handbook, law.")
    description = fields.Text(translate=True)
    item_ids = fields.One2many(
        "aftersales.handbook.item", "handbook_id", string="Items", copy=True
    )
    item_count = fields.Integer(string="Number of Items", compute="_compute_item_count")
    application_ids = fields.One2many(
        "aftersales.handbook.application", "handbook_id", string="Applied"
    )

    @api.depends("item_ids")
    def _compute_item_count(self):
        for handbook in self:
            handbook.item_count = len(handbook.item_ids)

    # -- applying -----------------------------------------------------------------
    def _get_changes(self, company) -> list[tuple]:
        """(item, change, value that stands, value proposed) for each item."""
        self.ensure_one()
        handler = self.env["aftersales.handbook.handler"].with_company(company)
        items = self.item_ids
        last = self._get_last_lines(company)
        records = {parameter: line._get_record() for parameter, line in last.items()}
        proposed = handler._propose(items)
        standing = handler._read(items, company, records)
        changes = rules.diff(
            {item: proposed[item].key for item in items},
            {
                item: rules.Standing(
                    standing[item].key,
                    last[item.parameter_id].value_key
                    if item.parameter_id in last
                    else None,
                )
                for item in items
            },
        )
        return [
            (
                change.key,
                change
                if change.action == rules.OPEN or handler._can_apply(change.key.kind)
                else change._replace(action=NOTE, is_agreed=False, reason=None),
                standing[change.key],
                proposed[change.key],
            )
            for change in changes
        ]

    def _apply(self, company, agreed, categories):
        """Set what was agreed to, and log everything that was looked at.

        :param agreed: items a person agreed to
        :param categories: product categories that promises are for; none: all goods
        """
        self.ensure_one()
        handler = self.env["aftersales.handbook.handler"].with_company(company)
        changes = self._get_changes(company)
        chosen = self.env["aftersales.handbook.item"].union(
            *(
                item
                for item, change, _standing, _proposed in changes
                if change.action in rules.ACTING and item in agreed
            )
        )
        last = self._get_last_lines(company)
        records = {parameter: line._get_record() for parameter, line in last.items()}
        made = handler._apply(chosen, company, records, categories)
        # Nobody writes the log himself.
        log = self.env["aftersales.handbook.application"].sudo()
        return log.create(
            {
                "handbook_id": self.id,
                "company_id": company.id,
                "user_id": self.env.uid,
                "line_ids": [
                    fields.Command.create(
                        self._prepare_line_vals(*change, made.get(change[0]))
                    )
                    for change in changes
                ],
            }
        )

    def _prepare_line_vals(self, item, change, standing, proposed, record) -> dict:
        is_applied = record is not None
        return {
            "item_id": item.id,
            "parameter_id": item.parameter_id.id,
            "action": change.action,
            "is_applied": is_applied,
            "value_before": standing.label,
            "value_after": proposed.label if is_applied else standing.label,
            "value_key": proposed.key if is_applied else False,
            "rules": item.rules,
            "res_model": record._name if is_applied else False,
            "res_id": record.id if is_applied else False,
        }

    def _get_last_lines(self, company) -> dict:
        """By parameter: what any handbook set last at this company."""
        found = self.env["aftersales.handbook.application.line"]._read_group(
            [("company_id", "=", company.id), ("is_applied", "=", True)],
            ["parameter_id"],
            ["id:recordset"],
        )
        return {parameter: lines.sorted("id")[-1] for parameter, lines in found}

    # -- buttons --------------------------------------------------------------------
    def action_set_up(self):
        """Open the wizard with this profile chosen."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_handbook_setup_action"
        )
        action["context"] = {
            "default_handbook_id": self.id,
            "dialog_size": "extra-large",
        }
        return action

    def action_compare(self):
        """Two profiles side by side: this one, or the two that were ticked."""
        first, second = self[:1], self[1:2]
        comparison = self.env["aftersales.handbook.comparison"].create(
            {
                "left_id": first.id,
                "right_id": (
                    second or self.search([("id", "!=", first.id)], limit=1)
                ).id,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Handbooks"),
            "res_model": comparison._name,
            "res_id": comparison.id,
            "view_mode": "form",
        }

    def action_view_applications(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "aftersales_service.aftersales_handbook_application_action"
        )
        action["domain"] = [("handbook_id", "=", self.id)]
        return action
