from odoo import Command

from ..common import AftersalesCase


class NetworkCase(AftersalesCase):
    """Two outlets with a manager each, and head office."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.giver = cls._create_user("outlet_manager", "test_giver")
        cls.taker = cls._create_user("outlet_manager", "test_taker")
        cls.manager = cls._create_user("service_manager", "test_head")
        cls.other = cls._create_outlet(
            name="Yantai Branch", cities="Yantai", manager_id=cls.taker.id
        )
        cls.outlet.manager_id = cls.giver
        cls.helper = cls.env["hr.employee"].create({"name": "Helper"})
        cls.other.technician_ids = [Command.set(cls.helper.ids)]
