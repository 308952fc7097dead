"""Words of the demo story of commitments and opportunities: English, Chinese."""

from dateutil.relativedelta import relativedelta

SLA_POLICY = "aftersales_service.sla_policy_furniture"
REPAIR_TEAM = ("Repair Team", "维修队")
WE_CAN = ("Enough people and spare parts in every city.", "各城市人员与备件充足。")
INPUTS = {
    "input_law": (
        "Consumer law; rules on three guarantees; GB/T 27922.",
        "消费者权益保护法;三包规定;GB/T 27922。",
    ),
    "input_norms": (
        "Others of the trade promise a visit within 24 to 48 hours.",
        "同行业承诺24至48小时上门。",
    ),
    "input_evaluation": (
        "Most visits of last year were made in time.",
        "去年绝大多数上门服务按时完成。",
    ),
    "input_means": (
        "Own technicians in three cities, outlets in the others.",
        "三个城市有自有维修人员,其余城市由网点服务。",
    ),
}

# Units delivered almost five years ago, as long as furniture is promised.
PROMISE = "P-FURNITURE"
PROMISED = relativedelta(months=60)
OLD_SERIAL = "HS-OLD-{:03}"
# Days until the first of them ends, and between one and the next.
FIRST_END, BETWEEN_ENDS = 12, 9
OPPORTUNITIES = 5
