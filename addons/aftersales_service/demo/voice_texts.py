"""Words of customers and colleagues, in English and Chinese side by side."""

from typing import NamedTuple

from .texts import Text

# What customers say behind the link, after visits that left no opinion on the slip.
BY_LINK: tuple[tuple[str, Text], ...] = (
    ("very_satisfied", ("Explained everything on the phone.", "电话里讲得很清楚。")),
    ("satisfied", ("Works again, thank you.", "又能用了，谢谢。")),
    ("neutral", ("Fine, but the part took a week.", "还行，就是配件等了一周。")),
)
BY_PHONE: tuple[str, Text] = (
    "satisfied",
    ("Would like a text message before the visit.", "希望上门前先发个短信。"),
)
CHANGED: tuple[str, Text] = (
    "dissatisfied",
    (
        "The drawer sticks again after two days. I want somebody to look at it.",
        "两天后抽屉又卡住了，请派人来看看。",
    ),
)


class Request(NamedTuple):
    """A question between colleagues."""

    asker: str
    asked: str
    kind: str
    title: Text
    words: Text
    reply: Text | None = None


REQUESTS = (
    Request(
        "dispatcher",
        "manager",
        "help",
        ("Price of a hinge for the 2019 series", "2019款铰链的价格"),
        (
            "The customer is on the line again at 3 p.m. Which price list holds?",
            "客户下午三点再来电，按哪张价目表？",
        ),
        ("The list of last March; 38 a piece.", "按去年三月的价目表，每件38元。"),
    ),
    Request(
        "manager",
        "dispatcher",
        "instruction",
        ("Count the loan units", "清点备用机"),
        (
            "Tell me how many are out and since when.",
            "请告诉我借出几台、各借出多久。",
        ),
    ),
)
