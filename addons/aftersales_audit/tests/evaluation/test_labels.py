from odoo.tests import tagged

from .common import EvaluationCase


@tagged("post_install", "-at_install")
class TestLabels(EvaluationCase):
    """What people read is in their language, also where a label is borrowed."""

    def test_the_source_of_points_is_named_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        label = self.env.ref(
            "aftersales_audit.selection__aftersales_audit_clause__points_source__placeholder"
        )
        label.with_context(lang="zh_CN").name = "均分分值"
        line = self.env["aftersales.audit.line"].with_context(lang="zh_CN")
        labels = line.fields_get(["points_source"])["points_source"]["selection"]
        self.assertEqual(dict(labels)["placeholder"], "均分分值")

    def test_the_states_of_a_deadline_are_worded_by_this_addon(self):
        sla = self.env["aftersales.nonconformity.sla"]
        for value, _label in sla._fields["state"].selection:
            with self.subTest(value):
                self.assertTrue(
                    self.env.ref(
                        f"aftersales_audit.selection__aftersales_nonconformity_sla__state__{value}"
                    )
                )

    def test_a_criterion_is_called_by_what_it_counts(self):
        criterion = self.env["aftersales.audit.criterion"].search([], limit=1)
        names = dict(criterion._selection_source())
        self.assertEqual(criterion.display_name, names[criterion.source])
