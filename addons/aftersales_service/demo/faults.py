"""The faults customers report: their words, the work done, its cause and the part."""

from typing import NamedTuple

from .texts import Text


class Fault(NamedTuple):
    call: Text
    work: Text
    cause: str = "wear"
    remedy: str = "adjust"
    part: str | None = None


FAULTS = {
    "drawer": Fault(
        ("The second drawer sticks half way.", "第二层抽屉拉到一半就卡住。"),
        ("Bent rail replaced, drawer aligned.", "更换变形滑轨，调整抽屉。"),
        "material",
        "part",
        "part_rail",
    ),
    "door": Fault(
        ("The left door sags and does not close.", "左侧柜门下垂，关不上。"),
        ("Hinge replaced, door adjusted.", "更换铰链并调整柜门。"),
        "wear",
        "part",
        "part_hinge",
    ),
    "lock": Fault(
        ("The key turns but the lock does not open.", "钥匙能转，但锁打不开。"),
        ("Lock set replaced, two keys handed over.", "更换锁具，移交两把钥匙。"),
        "wear",
        "part",
        "part_lock",
    ),
    "paint": Fault(
        ("Paint comes off along the lower edge.", "柜体下沿掉漆。"),
        ("Edge ground and painted, colour matched.", "打磨补漆，颜色一致。"),
        "workmanship",
        "repair",
    ),
    "scratch": Fault(
        ("Deep scratch on the panel after the move.", "搬运后面板有深划痕。"),
        ("Panel polished and repainted.", "面板抛光并补漆。"),
        "transport",
        "repair",
    ),
    "shelf": Fault(
        ("The shelf bends under the folders.", "放文件后层板弯了。"),
        ("Shelf turned and reinforced, load explained.", "层板加固，说明承重。"),
        "misuse",
        "repair",
    ),
    "rail": Fault(
        ("Loud squeaking when the rack is moved.", "移动架体时导轨吱吱响。"),
        ("Rail cleaned, greased and levelled.", "清洁导轨、加油、调平。"),
        "installation",
        "adjust",
        "part_rail",
    ),
    "crank": Fault(
        ("The crank turns without moving the rack.", "摇把空转，架体不动。"),
        ("Chain tightened, crank handle replaced.", "张紧链条，更换摇把拉手。"),
        "wear",
        "part",
        "part_handle",
    ),
    "missing": Fault(
        ("A bag of fittings was not in the box.", "箱内少一包五金件。"),
        ("Missing hinges delivered and fitted.", "补送铰链并安装。"),
        "workmanship",
        "part",
        "part_hinge",
    ),
    "light": Fault(
        ("The lamp above the desk stays dark.", "桌面上方的灯不亮。"),
        ("LED driver replaced.", "更换LED驱动电源。"),
        "material",
        "part",
        "part_led",
    ),
    "fan": Fault(
        ("The dehumidifier fan rattles.", "除湿风扇有异响。"),
        ("Fan cleaned, mounting screws tightened.", "清洁风扇，紧固螺丝。"),
    ),
    "start": Fault(
        ("Pressing the button does nothing.", "按开关没有反应。"),
        ("Control board replaced, all travel tested.", "更换控制主板，全行程测试。"),
        "material",
        "part",
        "part_board",
    ),
    "screen": Fault(
        ("The control panel shows a blue screen.", "控制屏蓝屏。"),
        ("Guided through reset and update by phone.", "电话指导复位并升级程序。"),
        "none",
        "advice",
    ),
    "port": Fault(
        ("The panel has no network connection.", "控制屏网口不通。"),
        ("Network port defective, board replaced.", "网口损坏，更换主板。"),
        "material",
        "part",
        "part_board",
    ),
    "maintenance": Fault(
        ("Yearly maintenance is due.", "请安排年度保养。"),
        ("Cleaned, greased, all locks checked.", "清洁加油，检查全部锁具。"),
    ),
    "installation": Fault(
        ("Goods arrived, please come to install.", "货已到，请上门安装。"),
        ("Installed, levelled and shown to the customer.", "安装调平，已向客户讲解。"),
    ),
    "blocked": Fault(
        ("The bolt does not move, the safe stays shut.", "锁栓不动，保险柜打不开。"),
        (
            "Opened with force; lock and door are beyond repair.",
            "已强开，锁和柜门无法修复。",
        ),
        "material",
        "exchange",
    ),
    "unstable": Fault(
        ("The bookcase leans and may fall over.", "书柜倾斜，有倾倒危险。"),
        ("Secured to the wall; the frame is out of true.", "已靠墙固定，柜架变形。"),
        "workmanship",
        "exchange",
    ),
}
