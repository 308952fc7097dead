from ..evaluation.common import EvaluationCase


class NonconformityCase(EvaluationCase):
    """A finding in the plant; the inspector is certified, the manager reviews plans."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ref = cls.env.ref
        cls.minor = ref("aftersales_audit.nonconformity_severity_minor")
        cls.serious = ref("aftersales_audit.nonconformity_severity_serious")
        cls.observation = ref("aftersales_audit.nonconformity_severity_observation")
        cls.plant_user = cls.plant_head.user_id
        cls.verifier = cls._create_user("inspector", "verifier")

    @classmethod
    def _find(cls, **vals):
        return (
            cls.env["aftersales.nonconformity"]
            .with_user(cls.inspector)
            .create(
                {
                    "title": "No explanation after the visit",
                    "facts": "3 of 10 visits of May have no line about it.",
                    "severity_id": cls.minor.id,
                    "department_id": cls.plant.id,
                    **vals,
                }
            )
        )

    @classmethod
    def _plan(cls, record, *kinds):
        """Cause and measures, as the unit's head writes them."""
        mine = record.with_user(cls.plant_user)
        mine.write(
            {
                "root_cause": "Nobody was told to.",
                "action_ids": [
                    (
                        0,
                        0,
                        {
                            "name": f"Do {kind}",
                            "kind": kind,
                            "user_id": cls.plant_user.id,
                            "deadline": "2026-06-20",
                        },
                    )
                    for kind in kinds or ("corrective",)
                ],
            }
        )
        return mine

    @classmethod
    def _release(cls, record, *kinds):
        """From found to being carried out."""
        record.action_issue()
        cls._plan(record, *kinds).action_submit()
        record.with_user(cls.service_manager).action_review()
        record.action_release()

    @classmethod
    def _carry_out(cls, record):
        mine = record.with_user(cls.plant_user)
        mine.action_ids.filtered(lambda one: one.state == "open").outcome = "Done so."
        mine.action_ids.filtered(lambda one: one.state == "open").action_finish()
        mine.action_execute()

    @classmethod
    def _verify(cls, record):
        other = record.with_user(cls.verifier)
        other.verification = "Seen in ten files."
        other.action_verify()

    @classmethod
    def _walk_to_verified(cls, record, *kinds):
        cls._release(record, *kinds)
        cls._carry_out(record)
        cls._verify(record)
