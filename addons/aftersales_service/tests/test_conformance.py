from odoo import fields
from odoo.models import MAGIC_COLUMNS
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

ADDONS = ("aftersales_service", "aftersales_warehouse", "aftersales_audit")
# A name that integrations rely on, whatever a field of its kind is called otherwise.
NAMES_THAT_STAY = {"owner_history"}
ROLES = (
    *("technician", "outlet_manager", "dispatcher", "storekeeper", "finance"),
    *("inspector", "service_manager", "admin"),
)


@tagged("post_install", "-at_install")
class TestConformance(TransactionCase):
    """What holds for every model, view and menu of the suite (style.md 8.5)."""

    def _models(self, with_transient=True):
        for name, model in self.env.items():
            is_ours = model._original_module in ADDONS and not model._abstract
            if is_ours and (with_transient or not model._transient):
                yield name, model

    def _own_fields(self):
        """Fields that the suite adds, to its own models and to the host's."""
        for name, model in self.env.items():
            for field in model._fields.values():
                is_own = set(field._modules) & set(ADDONS) and not (
                    set(field._modules) - set(ADDONS)
                )
                if is_own and field.name not in MAGIC_COLUMNS:
                    yield name, field

    def _records(self, model):
        """Records of a model that the suite's data files hold."""
        ids = (
            self.env["ir.model.data"]
            .search([("module", "in", ADDONS), ("model", "=", model)])
            .mapped("res_id")
        )
        return self.env[model].browse(ids).exists()

    def test_there_is_something_to_look_at(self):
        names = {name for name, _model in self._models()}
        self.assertIn("aftersales.order", names)
        self.assertIn("aftersales.intake", names)
        self.assertGreater(len(list(self._own_fields())), 200)
        for model in ("ir.ui.view", "ir.actions.act_window", "ir.ui.menu"):
            self.assertTrue(self._records(model), model)

    def test_models_are_described(self):
        for name, model in self._models():
            self.assertTrue(model._description, name)
            self.assertNotEqual(model._description, name)

    def test_models_are_guarded(self):
        for name, _model in self._models():
            lines = self.env["ir.model.access"].search([("model_id.model", "=", name)])
            self.assertTrue(lines, f"{name} has no line in ir.model.access.csv")
            self.assertTrue(all(lines.mapped("group_id")), f"{name} is open to anyone")

    def test_company_models_have_a_company_rule(self):
        for name, model in self._models(with_transient=False):
            if "company_id" not in model._fields:
                continue
            rules = self.env["ir.rule"].search(
                [("model_id.model", "=", name), ("groups", "=", False)]
            )
            self.assertTrue(
                any("company_id" in (rule.domain_force or "") for rule in rules),
                f"{name} has no company rule",
            )

    def test_models_with_records_of_companies_check_them(self):
        for name, model in self._models(with_transient=False):
            if model._auto and "company_id" in model._fields:
                checked = [f for f in model._fields.values() if _checks_company(f)]
                if checked:
                    self.assertTrue(model._check_company_auto, name)

    def test_one2many_inverses_are_indexed(self):
        for name, field in self._own_fields():
            if field.type == "one2many" and field.inverse_name:
                inverse = self.env[field.comodel_name]._fields[field.inverse_name]
                if inverse.store:
                    self.assertTrue(
                        inverse.index,
                        f"{field.comodel_name}.{inverse.name} of {name}.{field.name}",
                    )

    def test_relational_fields_end_in_id_or_ids(self):
        for name, field in self._own_fields():
            if field.name in NAMES_THAT_STAY:
                continue
            if field.type == "many2one":
                self.assertTrue(field.name.endswith("_id"), f"{name}.{field.name}")
            elif field.type in ("one2many", "many2many"):
                self.assertTrue(field.name.endswith("_ids"), f"{name}.{field.name}")

    def test_groups_of_fields_exist(self):
        for name, field in self._own_fields():
            for xml_id in (field.groups or "").split(","):
                if xml_id.strip(" !") and field.groups != fields.NO_ACCESS:
                    group = self.env.ref(xml_id.strip(" !"), raise_if_not_found=False)
                    self.assertTrue(group, f"{name}.{field.name}: {xml_id}")

    def test_fields_have_words_of_their_own(self):
        for name, field in self._own_fields():
            self.assertTrue(field.string, f"{name}.{field.name}")

    # -- views and menus ----

    def test_list_form_and_search_of_every_model_load(self):
        for name, model in self._models():
            with self.subTest(name):
                types = ("form",) if model._transient else ("list", "form", "search")
                views = model.get_views([(False, type_) for type_ in types])["views"]
                self.assertEqual(set(views), set(types))

    def test_every_view_of_the_suite_loads(self):
        views = self._records("ir.ui.view").filtered("model")
        self.assertTrue(views)
        for view in views:
            with self.subTest(view.xml_id):
                base = view
                while base.mode == "extension" and base.inherit_id:
                    base = base.inherit_id
                loaded = self.env[view.model].get_view(base.id, base.type)
                self.assertTrue(loaded["arch"])

    def test_every_window_action_opens(self):
        for action in self._records("ir.actions.act_window"):
            with self.subTest(action.xml_id):
                views = [*action.views]
                if action.search_view_id:
                    views.append((action.search_view_id.id, "search"))
                loaded = self.env[action.res_model].get_views(views)
                self.assertLessEqual({t for _id, t in views}, set(loaded["views"]))
                names = {"uid": self.env.uid, "active_id": 1, "active_ids": [1]}
                context = safe_eval(action.context or "{}", dict(names))
                domain = safe_eval(action.domain or "[]", {**names, "context": context})
                model = self.env[action.res_model].with_context(**context)
                if not model._transient:
                    model.search(domain, limit=1)
                for key in context:
                    if key.startswith("default_"):
                        self.assertIn(key.removeprefix("default_"), model._fields)
                    if key.startswith("search_default_") and action.search_view_id:
                        name = key.removeprefix("search_default_")
                        arch = loaded["views"]["search"]["arch"]
                        self.assertIn(f'name="{name}"', arch)

    def test_every_menu_leads_somewhere(self):
        menus = self._records("ir.ui.menu")
        for menu in menus:
            with self.subTest(menu.complete_name):
                # An application whose screens come with a later part is a root alone.
                self.assertTrue(menu.action or menu.child_id or not menu.parent_id)
                if menu.action:
                    self.assertTrue(menu.action.exists())

    def test_every_role_opens_its_menus(self):
        menus = self._records("ir.ui.menu")
        for role in ROLES:
            user = new_test_user(
                self.env, f"menu_{role}", groups=f"aftersales_service.group_{role}"
            )
            visible = menus.with_user(user)._filter_visible_menus()
            self.assertTrue(visible, role)
            for menu in visible.filtered("action"):
                action = menu.action.sudo()
                if action.type != "ir.actions.act_window":
                    continue
                with self.subTest(role=role, menu=menu.sudo().complete_name):
                    model = self.env[action.res_model].with_user(user)
                    model.get_views(action.views)
                    model.check_access("read")

    def test_reports_name_models_and_templates_that_exist(self):
        for report in self._records("ir.actions.report"):
            with self.subTest(report.name):
                self.assertIn(report.model, self.env)
                self.assertTrue(self.env.ref(report.report_name))


def _checks_company(field):
    return field.relational and getattr(field, "check_company", False)
