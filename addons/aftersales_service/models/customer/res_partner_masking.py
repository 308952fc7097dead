from odoo import api, models
from odoo.exceptions import AccessError

from ...tools import mask

# How each of these is shown to who has nothing to do with the customer. The place
# stays: it says who would serve him, not where he lives.
MASKS = {
    "phone": mask.mask_phone,
    "phone_sanitized": mask.mask_phone,
    "email": mask.mask_email,
    "email_normalized": mask.mask_email,
    "email_formatted": mask.mask_text,
    "street": mask.mask_text,
    "street2": mask.mask_text,
    "zip": mask.mask_text,
    "contact_address": mask.mask_text,
    "contact_address_inline": mask.mask_text,
    "contact_address_complete": mask.mask_text,
    "vat": mask.mask_text,
    "comment": mask.mask_text,
    "partner_latitude": lambda value: 0.0,
    "partner_longitude": lambda value: 0.0,
}
ADDRESS_CONTEXT = ("show_address", "show_email", "show_vat")
MASKED_ROLES = "aftersales_service.group_technician"
# Whoever is one of these works for all customers.
OPEN_ROLES = (
    "aftersales_service.group_dispatcher",
    "aftersales_service.group_storekeeper",
    "aftersales_service.group_finance",
    "aftersales_service.group_inspector",
    "sales_team.group_sale_salesman_all_leads",
    "account.group_account_invoice",
    "base.group_system",
)


class ResPartner(models.Model):
    """Who has no order with a customer reads neither his phone nor his address.

    Technicians and outlets see that a customer exists, so that the host's screens work,
    but what ``read`` gives them over any client is masked. Searching by a number that
    one knows goes on: whoever calls tells his own.
    """

    _inherit = "res.partner"

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        names = [name for name in fnames if name in MASKS]
        has_address = "display_name" in fnames and any(
            map(self.env.context.get, ADDRESS_CONTEXT)
        )
        if not (names or has_address):
            return rows
        masked = {partner.id: partner for partner in self._get_masked()}
        for row in rows:
            if row["id"] in masked:
                row.update({name: MASKS[name](row[name]) for name in names})
                if has_address:
                    row["display_name"] = (
                        masked[row["id"]]._without_address().display_name
                    )
        return rows

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        if self._is_user_masked():
            self = self._without_address()
        return super().name_search(name, domain, operator, limit)

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        if any(path[0] in MASKS for path in fields) and self._get_masked():
            self._refuse_masked()
        return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)

    def _read_group_groupby(self, alias, groupby_spec, query):
        if groupby_spec.split(":")[0] in MASKS and self._is_user_masked():
            self._refuse_masked()
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _refuse_masked(self) -> None:
        raise AccessError(
            self.env._(
                "Phone numbers and addresses of customers are confidential: you read "
                "those of customers you have an order with."
            )
        )

    def _without_address(self):
        return self.with_context(**dict.fromkeys(ADDRESS_CONTEXT, False))

    @api.model
    def _is_user_masked(self) -> bool:
        """Is the user one of those who see their own customers only?"""
        user = self.env.user
        return (
            not self.env.su
            and user.has_group(MASKED_ROLES)
            and not any(map(user.has_group, OPEN_ROLES))
        )

    def _get_masked(self):
        """Those of these contacts whose file is not for the user, in few queries."""
        if not self or not self._is_user_masked():
            return self.browse()
        user = self.env.user
        strangers = self.sudo().filtered(
            lambda partner: (
                partner.partner_share
                and not partner.supplier_rank
                and user not in (partner.user_id, partner.create_uid)
            )
        )
        if not strangers:
            return self.browse()
        known = self._get_known_customers(strangers.commercial_partner_id)
        known |= (
            self.env["aftersales.outlet"]
            .sudo()
            .search([("partner_id", "in", strangers.ids)])
            .partner_id
        )
        known_ids = {*known.ids, *known.commercial_partner_id.ids}
        return strangers.filtered(
            lambda partner: (
                partner.id not in known_ids
                and partner.commercial_partner_id.id not in known_ids
            )
        ).sudo(False)

    @api.model
    def _get_known_customers(self, customers):
        """Of these companies and persons, those that the user has an order with.

        :param customers: commercial partners
        """
        belongs = [("partner_id.commercial_partner_id", "in", customers.ids)]
        at_site = [("site_partner_id.commercial_partner_id", "in", customers.ids)]
        # The record rules say which orders are the user's.
        orders = self.env["aftersales.order"]._read_group(
            ["|", *belongs, *at_site], ["partner_id", "site_partner_id"]
        )
        known = self.sudo().browse()
        for partner, site in orders:
            known |= partner.sudo() | site.sudo()
        if self.env["sale.order"].has_access("read"):
            sold = self.env["sale.order"]._read_group(
                [*belongs, ("user_id", "=", self.env.uid)], ["partner_id"]
            )
            known |= known.union(*(partner.sudo() for (partner,) in sold))
        return known
