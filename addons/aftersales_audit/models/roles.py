"""Roles that this addon adds to those of the service addon."""

from odoo.addons.aftersales_service.models.flow_mixin import ROLE_GROUPS

ROLE_GROUPS.update(
    reader="aftersales_service.group_reader",
    document_controller="aftersales_audit.group_document_controller",
    management="aftersales_audit.group_management",
)
