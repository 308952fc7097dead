"""What people are trained in and asked at the demo's company."""

from .texts import Text

TECHNICIAN: Text = ("Service Technician", "维修工程师")
INSTALLER: Text = ("Installer", "安装工程师")
PASS_TYPE: Text = ("Service Posts", "服务岗位")
PASS: Text = ("Service Post Permit", "服务上岗证")
DIPLOMA_TYPE: Text = ("Service Management", "服务管理")
DIPLOMA: Text = ("Certified After-Sales Service Manager", "售后服务管理师")
HELD: Text = ("Held", "持有")
TRAINER: Text = ("Trainer Sun", "孙讲师")
SCHOOL: Text = ("Qingdao Vocational School", "青岛职业培训学校")
ROOM: Text = ("Training Room, Chengyang", "城阳培训室")
WORKSHOP: Text = ("Workshop", "维修车间")
REASON: Text = (
    "Storm damage in Xiamen; he works beside a certified colleague until the next "
    "course.",
    "厦门台风抢修，下期培训前由持证同事带岗作业。",
)
HANDBOOK: Text = ("Handbook, staff", "服务手册，人员配置")
THREE_YEARS: Text = (
    "Installers: three years in related posts, certificates of the State.",
    "安装人员须有三年以上相关岗位经验并持国家规定的资格证书。",
)
EXAM: Text = ("Exam: Service Rules and Conduct", "服务规范与行为准则考试")
# Question, its answers, the number of the right one.
QUESTIONS: tuple[tuple[Text, tuple[Text, ...], int], ...] = (
    (
        (
            "A customer asks what you cannot answer. What do you say?",
            "顾客提出您无法回答的问题，应如何回应？",
        ),
        (
            ("“I don't know.”", "“不知道”"),
            (
                "“I will find out and call you back today.”",
                "“我马上了解，今天给您回电”",
            ),
            ("Nothing", "不作回应"),
        ),
        1,
    ),
    (
        ("Which is not one of the five voices?", "下列哪一项不属于“五声”？"),
        (
            ("A welcome when somebody comes", "来有迎声"),
            ("An apology when somebody is not satisfied", "不满意有道歉声"),
            ("A sales talk when somebody leaves", "走有推销声"),
        ),
        2,
    ),
    (
        ("What do you wear at a customer's?", "上门服务应如何着装？"),
        (
            ("The company's uniform and badge", "统一着装、佩戴统一标识"),
            ("What suits the weather", "视天气而定"),
            ("What the customer wishes", "按顾客要求"),
        ),
        0,
    ),
    (
        (
            "When is a customer shown how to use what was repaired?",
            "维修完成后何时向顾客讲解使用知识？",
        ),
        (
            ("If he asks", "顾客询问时"),
            ("After every service on site", "每次现场服务后"),
            ("After an installation only", "仅安装后"),
        ),
        1,
    ),
    (
        (
            "You will be late. When do you tell the customer?",
            "预计迟到时，应何时告知顾客？",
        ),
        (
            ("On arrival", "到达后"),
            ("Before the promised time", "约定时间之前"),
            ("In the day's report", "写入日报"),
        ),
        1,
    ),
)
TAUGHT: Text = (
    "Service rules, the five voices, forbidden words, uniform and badge; role plays of "
    "door service.",
    "服务规范、“五声”、服务忌语、统一着装与标识；上门服务情景演练。",
)
EFFECT: Text = (
    "Complaints about conduct fell by half in the quarter after. Role plays will be "
    "kept.",
    "培训后一季度内态度类投诉下降一半，情景演练予以保留。",
)
SAFETY_TAUGHT: Text = (
    "Ladders, electricity, protection of the customer's floor.",
    "登高、用电安全，顾客地面及财物防护。",
)
PLAN_NOTE: Text = (
    "Drafted by the department at the end of last year, with the needs stated by the "
    "outlets.",
    "上年底由现场服务部根据各网点需求编制。",
)
