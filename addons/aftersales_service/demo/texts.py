"""Names of the demo company's world, in English and Chinese side by side.

Only what the host does not translate stands here; product names and fault codes are
translatable records of their own.
"""

from typing import NamedTuple

# Every text: (English, Chinese).
Text = tuple[str, str]

COMPANY: Text = ("Haishan Office Furniture Co., Ltd.", "海山办公家具有限公司")
COMPANY_STREET: Text = ("88 Zhuzhou Road, Laoshan District", "崂山区株洲路88号")
FURNITURE: Text = ("Office Furniture", "办公家具")
SPARE_PARTS: Text = ("Spare Parts", "备件")
TRAVEL: Text = ("Travel to the site", "上门服务费")
LABOUR: Text = ("Labour on site", "上门维修工时")
WORKSHOP_LABOUR: Text = ("Labour in the workshop", "返厂维修工时")
DEBRIEF: Text = (
    "Reported to the desk; slip and old parts handed in.",
    "已向调度员汇报，派工单和旧件已交回。",
)
CANCEL_REASONS: tuple[Text, ...] = (
    ("Customer found the missing key himself", "客户自行找到钥匙"),
    ("Called twice: see the earlier order", "重复报修，见前一工单"),
)
HELP: Text = (
    "Shelf is reinforced already and bends again. Which profile do I fit?",
    "层板加固过又弯了，请问换哪种型材？",
)
SPOT_PROBLEM: Text = ("Badge not worn.", "未佩戴工牌。")
SPOT_REMEDY: Text = ("Badge put on, rules read again.", "当场佩戴工牌，重温服务规范。")
REFUSED: Text = ("Contact had left the building", "联系人已离开现场")
CONDITION: Text = (
    "Works, scratches on the left door, no key.",
    "可通电，左门有划痕，无钥匙。",
)
ACCESSORIES: Text = ("Power cord, manual", "电源线、说明书")
OPINION_NOTES: tuple[Text, ...] = (
    ("Punctual and tidy, thank you.", "师傅准时，干活利索，谢谢！"),
    ("Good.", "好。"),
    ("Works again.", "能用了。"),
    ("Second visit for the same thing.", "同一个问题来了两次。"),
    ("We waited three days.", "等了三天才来。"),
)


class City(NamedTuple):
    name: Text
    province: str
    area_code: str
    zip_code: str
    point: tuple[float, float]  # latitude, longitude


CITIES = {
    "qingdao": City(("Qingdao", "青岛"), "SD", "0532", "266000", (36.16, 120.42)),
    "jinan": City(("Jinan", "济南"), "SD", "0531", "250000", (36.66, 117.05)),
    "yantai": City(("Yantai", "烟台"), "SD", "0535", "264000", (37.44, 121.36)),
    "weihai": City(("Weihai", "威海"), "SD", "0631", "264200", (37.44, 122.09)),
    "beijing": City(("Beijing", "北京"), "BJ", "010", "100000", (39.92, 116.40)),
    "shijiazhuang": City(
        ("Shijiazhuang", "石家庄"), "HE", "0311", "050000", (38.04, 114.50)
    ),
    "taiyuan": City(("Taiyuan", "太原"), "SX", "0351", "030000", (37.86, 112.55)),
    "zhengzhou": City(("Zhengzhou", "郑州"), "HA", "0371", "450000", (34.76, 113.66)),
    "nanchang": City(("Nanchang", "南昌"), "JX", "0791", "330000", (28.68, 115.89)),
    "zhangshu": City(("Zhangshu", "樟树"), "JX", "0795", "331200", (28.07, 115.53)),
    "fuzhou": City(("Fuzhou", "福州"), "FJ", "0591", "350000", (26.08, 119.29)),
    "xiamen": City(("Xiamen", "厦门"), "FJ", "0592", "361000", (24.50, 118.13)),
}


class Outlet(NamedTuple):
    code: str
    name: Text
    kind: str
    city: str
    also: tuple[str, ...]
    color: int
    grade: str = ""
    is_candidate: bool = False


# The first one is above the others.
OUTLETS = (
    Outlet(
        "QD",
        ("Qingdao Main Branch", "青岛总店"),
        "own",
        "qingdao",
        ("yantai", "weihai"),
        4,
        "A",
    ),
    Outlet("JN", ("Jinan Branch", "济南分店"), "own", "jinan", (), 10, "A"),
    Outlet(
        "BJ",
        ("Beijing Office", "北京办事处"),
        "office",
        "beijing",
        ("shijiazhuang",),
        3,
        "B",
    ),
    Outlet(
        "TY",
        ("Taiyuan Authorised Service", "太原授权服务站"),
        "authorised",
        "taiyuan",
        ("zhengzhou",),
        5,
        "B",
    ),
    Outlet(
        "XM",
        ("Xiamen Service Partner", "厦门外包服务点"),
        "outsourced",
        "xiamen",
        ("fuzhou",),
        2,
        "C",
    ),
    Outlet(
        "NC",
        ("Nanchang Station", "南昌服务站"),
        "authorised",
        "nanchang",
        ("zhangshu",),
        9,
        is_candidate=True,
    ),
)

# Name, outlet, where the day starts if not there. The last two are outsourced.
TECHNICIANS = (
    (("Wang Qiang", "王强"), "QD", "chengyang"),
    (("Li Jun", "李军"), "QD", "huangdao"),
    (("Zhao Lei", "赵磊"), "QD", "laoshan"),
    (("Sun Peng", "孙鹏"), "QD", ""),
    (("Liu Yang", "刘洋"), "JN", "zhangqiu"),
    (("Chen Gang", "陈刚"), "JN", ""),
    (("Zhang Wei", "张伟"), "BJ", ""),
    (("Yang Fan", "杨帆"), "BJ", ""),
    (("Zhou Tao", "周涛"), "TY", ""),
    (("Wu Bin", "吴斌"), "XM", ""),
)
DEPOTS: dict[str, tuple[Text, tuple[float, float]]] = {
    "chengyang": (("Chengyang Depot", "城阳驻点"), (36.31, 120.40)),
    "huangdao": (("Huangdao Depot", "黄岛驻点"), (35.96, 120.20)),
    "laoshan": (("Laoshan Depot", "崂山驻点"), (36.11, 120.47)),
    "zhangqiu": (("Zhangqiu Depot", "章丘驻点"), (36.68, 117.53)),
}
# Numbers of the technicians who have parts with them.
VANS = (0, 1, 4)
VAN: Text = ("Van of {}", "{}的服务车")
OUTSOURCED = ("TY", "XM")
JOB_TITLE: Text = ("Service Technician", "维修工程师")

# Login (= password), role, name.
USERS = (
    ("dispatcher", "dispatcher", ("Dispatcher He", "何调度")),
    ("technician", "technician", ("Wang Qiang", "王强")),
    ("outlet", "outlet_manager", ("Outlet Manager Lin", "林店长")),
    ("storekeeper", "storekeeper", ("Storekeeper Qian", "钱仓管")),
    ("finance", "finance", ("Finance Supervisor Fang", "方财务")),
    ("manager", "service_manager", ("Service Manager Gao", "高经理")),
    ("general", "service_manager", ("General Manager Hai", "海总经理")),
    ("inspector", "inspector", ("Inspector Tang", "唐督察")),
)
PORTAL_USER: Text = ("Director Li", "李主任")

CONTACTS: tuple[Text, ...] = (
    ("Director Li", "李主任"),
    ("Ms Wang", "王女士"),
    ("Mr Zhang", "张先生"),
    ("Teacher Liu", "刘老师"),
    ("Ms Chen", "陈女士"),
    ("Mr Yang", "杨先生"),
    ("Section Chief Zhao", "赵科长"),
    ("Ms Huang", "黄女士"),
)
STREETS: tuple[Text, ...] = (
    ("{} Zhongshan Road", "中山路{}号"),
    ("{} Renmin Road", "人民路{}号"),
    ("{} Jiefang Street", "解放街{}号"),
    ("{} Xueyuan Road", "学院路{}号"),
    ("{} Binhai Avenue", "滨海大道{}号"),
    ("{} Keji Street", "科技街{}号"),
    ("{} Heping Road", "和平路{}号"),
)

# City, customers; numbered through from 0, stories name them by that number.
CUSTOMERS: tuple[tuple[str, tuple[Text, ...]], ...] = (
    (
        "qingdao",
        (
            ("Haibin Primary School", "海滨小学"),
            ("Qingdao No. 9 Middle School", "青岛第九中学"),
            ("Laoshan District Library", "崂山区图书馆"),
            ("Port Hospital", "青岛港医院"),
            ("Huangdao Tax Office", "黄岛税务局"),
            ("Fushan Community Centre", "浮山社区服务中心"),
            ("Blue Bay Software", "蓝湾软件有限公司"),
            ("Jiaozhou Bay Logistics", "胶州湾物流有限公司"),
            ("Marine Research Institute", "海洋研究所"),
            ("Shinan Law Firm", "市南律师事务所"),
        ),
    ),
    (
        "jinan",
        (
            ("Quancheng Hospital", "泉城医院"),
            ("Jinan Experimental School", "济南实验学校"),
            ("Lixia District Archives", "历下区档案馆"),
            ("Daming Lake Hotel", "大明湖宾馆"),
            ("Shungeng Design Office", "舜耕设计院"),
            ("Luzhong Bank, Jinan Branch", "鲁中银行济南分行"),
        ),
    ),
    (
        "yantai",
        (
            ("Zhifu District Court", "芝罘区法院"),
            ("Yantai Fruit Trading", "烟台果品贸易公司"),
            ("Penglai Middle School", "蓬莱中学"),
        ),
    ),
    (
        "weihai",
        (("Weihai Harbour Office", "威海港务局"), ("Huancui Clinic", "环翠门诊部")),
    ),
    (
        "beijing",
        (
            ("Haidian Patent Office", "海淀专利事务所"),
            ("Chaoyang International School", "朝阳国际学校"),
            ("Jingxi Publishing House", "京西出版社"),
            ("Fengtai District Archives", "丰台区档案馆"),
            ("North Star Insurance", "北辰保险公司"),
        ),
    ),
    (
        "shijiazhuang",
        (("Hebei Pharmacy Group", "冀药集团"), ("Qiaoxi Tax Office", "桥西税务局")),
    ),
    (
        "taiyuan",
        (
            ("Jinyang Hospital", "晋阳医院"),
            ("Taiyuan No. 2 High School", "太原第二中学"),
            ("Fenhe Engineering", "汾河工程公司"),
        ),
    ),
    (
        "zhengzhou",
        (
            ("Zhongyuan University Library", "中原大学图书馆"),
            ("Erqi Clinic", "二七门诊部"),
        ),
    ),
    (
        "nanchang",
        (("Ganjiang Bank", "赣江银行"), ("Nanchang Archives", "南昌市档案馆")),
    ),
    ("zhangshu", (("Zhangshu Herbal Market", "樟树药材市场"),)),
    ("fuzhou", (("Minjiang Institute", "闽江学院"), ("Gulou Court", "鼓楼区法院"))),
    ("xiamen", (("Lujiang Hotel", "鹭江宾馆"), ("Xiamen Bay School", "厦门湾学校"))),
    ("qingdao", (("Zhou Min", "周敏"), ("Ma Hong", "马红"))),
)
# Those of them who bought for themselves.
CONSUMERS = (40, 41)
