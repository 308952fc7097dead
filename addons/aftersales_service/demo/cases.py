"""What customers demand, and what is written down about it, in both languages."""

from .texts import Text

INVOICE: Text = ("Invoice", "发票")
INVOICE_WORDS: Text = (
    "Haishan Office Furniture Co., Ltd.\nInvoice for the goods named in the order.",
    "海山办公家具有限公司\n所报货物的发票。",
)
PART_KEPT: Text = ("Kept in the store in Qingdao", "存放于青岛仓库")

# -- installed base -------------------------------------------------------------
SET_SERIAL = "A100-240301"
HANDED_OVER: Text = ("Bought with the office", "随办公室一并转让")
CONTRACT_OF_SALE: Text = ("Contract of Sale", "转让合同")
CONTRACT_WORDS: Text = (
    "The furniture of the office goes to the new tenant.",
    "办公室内家具一并转让给新租户。",
)
# Serial of the board that failed, and of the one put in.
OLD_BOARD, NEW_BOARD = "CB-2403118", "CB-2609041"
# What else is built in, and how many of it.
BUILT_IN = (("part_led", 2.0), ("part_rail", 4.0))

# -- decisions ------------------------------------------------------------------
OVERRIDE: Text = (
    "Reported by phone before the term ended; the call was not written down.",
    "客户在保修期内已电话报修，当时未登记。",
)

# -- registrations --------------------------------------------------------------
SELLER: Text = ("Qingdao Home Mall", "青岛家居商城")
NEW_OWNER: Text = ("Lin Tao", "林涛")
FIRST_OWNER: Text = ("Song Yan", "宋燕")
UNKNOWN_SERIAL = "W401-260117"
CHECKED: Text = (
    "Number read from a photo of the plate; delivered by the mall.",
    "已核对铭牌照片，由商城配送。",
)

# -- claims ---------------------------------------------------------------------
EXCHANGE: Text = (
    "The safe cannot be opened; it cannot be repaired either. I want another one.",
    "保险柜打不开，也修不好，要求换一台。",
)
EXCHANGE_ASKED: Text = (
    "The same fault for the third time. We do not want another repair.",
    "同一故障第三次出现，不再接受维修。",
)
RETURN: Text = (
    "The bookcase may fall over. We do not trust it any more and want our money back.",
    "书柜有倾倒危险，不放心继续使用，要求退货。",
)
RETURN_NOTE: Text = ("Frame out of true, doors fine.", "柜架变形，柜门完好。")
SHELF: Text = ("One shelf", "一块层板")
SHELF_MISSING: Text = ("One shelf is missing", "缺少一块层板")
COMPENSATION: Text = (
    "Water from the dehumidifier has spoiled two boxes of files.",
    "除湿机漏水，两箱档案受损。",
)
GOODWILL: Text = (
    "The drawer failed again soon after the repair: half a day of work lost.",
    "抽屉修好不久又坏，误工半天。",
)

# -- suppliers ------------------------------------------------------------------
# Name, parts it delivers, whether the parts go back, share of labour, months.
SUPPLIERS: tuple[tuple[Text, tuple[str, ...], bool, float, int], ...] = (
    (
        ("Jimo Hardware Works", "即墨五金厂"),
        ("part_rail", "part_lock", "part_hinge", "part_handle"),
        False,
        0.0,
        24,
    ),
    (
        ("Licang Control Technology", "李沧电控科技"),
        ("part_led", "part_board"),
        True,
        0.5,
        36,
    ),
)

# -- loans ----------------------------------------------------------------------
CONDITION_OUT: Text = (
    "As new, one scratch on the left edge.",
    "九成新，左边缘有一道划痕。",
)
NO_DEPOSIT: Text = ("None: repair under warranty", "无：保修期内维修")
KEYS: Text = ("Two keys", "两把钥匙")

# -- recalls ----------------------------------------------------------------------
RECALL: dict[str, Text] = {
    "title": (
        "Safe S735: the lock may jam while the door is shut",
        "S735保险柜：锁具可能在关门时卡死",
    ),
    "defect": (
        "A spring of the lock was made too soft in one batch.",
        "一批次锁具弹簧硬度不足。",
    ),
    "hazard": (
        "Who reaches into the door while it shuts may be hurt.",
        "关门时伸手可能夹伤。",
    ),
    "remedy": (
        "We change the lock at your place, free of charge.",
        "我们免费上门更换锁具。",
    ),
    "instructions": (
        "Leave the door open and empty the safe until we have been there.",
        "请在我们上门前保持柜门敞开，取出柜内物品。",
    ),
    "work_instructions": (
        "Change the lock, close the door ten times, note the number of the new lock.",
        "更换锁具，开关柜门十次，记录新锁编号。",
    ),
    "source": ("Two service orders with the same cause", "两张同一原因的服务工单"),
}
RECALL_WAVE: Text = ("Calls of the first week", "首周电话通知")
RECALL_DATE: Text = ("Friday afternoon, please.", "请周五下午上门。")
NOTICE: dict[str, Text] = {
    "title": (
        "Rack R210: read the load plate again",
        "R210货架：请再次查看承重标牌",
    ),
    "defect": (
        "The load plate of racks made in spring names the load of a pair of shelves "
        "as that of one.",
        "春季生产的货架标牌将两层承重误印为单层承重。",
    ),
    "instructions": (
        "Load each shelf with no more than half of what the plate says.",
        "每层装载不得超过标牌数值的一半。",
    ),
}

# -- archive --------------------------------------------------------------------
EXCUSE: Text = (
    "The customer was not at home any more; told on the phone.",
    "客户已离开现场，已电话告知。",
)
TAKEN: Text = ("Lock of filing cabinet B983", "文件柜 B983 的锁")
TAKEN_STATE: Text = ("Bolt bent, two keys", "锁舌弯曲，附两把钥匙")
FILE_REASON: Text = (
    "Preparing the yearly talk with the customer",
    "准备年度客户座谈",
)
