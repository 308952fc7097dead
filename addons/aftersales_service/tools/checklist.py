"""Questions asked on a visit: which are asked, which are missing, which are off limits.

A question may hang on the answer to one that stands before it. Looking back only is
what rules out circles; a condition that looks forward is refused.

>>> questions = [
...     Question("power", CHOICE, required=True, options=("On", "Off")),
...     Question("volt", NUMBER, required=True, minimum=210, maximum=240,
...              condition=Condition("power", "=", "On")),
...     Question("photo", PHOTO, condition=Condition("volt", "<", 210)),
... ]
>>> [q.key for q in visible(questions, {"power": "On", "volt": 205.0})]
['power', 'volt', 'photo']
>>> [q.key for q in visible(questions, {"power": "Off", "volt": 205.0})]
['power']
>>> [q.key for q in missing(questions, {"power": "On"})]
['volt']
>>> missing(questions, {"power": "Off"})  # what is not asked does not block
[]
>>> [q.key for q in out_of_limits(questions, {"power": "On", "volt": 205.0})]
['volt']
"""

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

TEXT, NUMBER, CHOICE = "text", "number", "choice"
PHOTO, SIGNATURE = "photo", "signature"
KINDS = (TEXT, NUMBER, CHOICE, PHOTO, SIGNATURE)
IMAGE_KINDS = (PHOTO, SIGNATURE)
# What a condition may ask of an answer, by the kind of the question it is about.
OPERATORS = {
    TEXT: ("=", "!="),
    NUMBER: ("=", "!=", "<", ">"),
    CHOICE: ("=", "!="),
    PHOTO: (),
    SIGNATURE: (),
}


class Condition(NamedTuple):
    question: Hashable  # key of a question that stands before
    operator: str  # one of OPERATORS
    value: Any  # a float for numbers, an option for choices, a str for texts


class Question(NamedTuple):
    key: Hashable
    kind: str = TEXT
    required: bool = False
    options: Sequence[Hashable] = ()  # of a choice
    minimum: float | None = None  # of a number, in the question's unit
    maximum: float | None = None
    condition: Condition | None = None


Answers = Mapping[Hashable, Any]  # by key; a number 0 is an answer, "" and None are not


def is_answered(value: Any) -> bool:
    """
    >>> is_answered(0.0), is_answered(""), is_answered(None), is_answered(False)
    (True, False, False, False)
    """
    return value is not None and value is not False and value != ""


def visible(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Questions that are asked, given the answers so far.

    A condition holds for an answer that is given to a question that is itself asked.

    :raise ValueError: a condition is about a question that does not stand before
    """
    asked: list[Question] = []
    seen: set[Hashable] = set()
    shown: set[Hashable] = set()
    for question in questions:
        condition = question.condition
        if condition and condition.question not in seen:
            raise ValueError(f"{question.key!r} looks forward")
        seen.add(question.key)
        if not condition or (
            condition.question in shown
            and _holds(condition, answers.get(condition.question))
        ):
            shown.add(question.key)
            asked.append(question)
    return asked


def _holds(condition: Condition, value: Any) -> bool:
    if not is_answered(value):
        return False
    match condition.operator:
        case "=":
            return value == condition.value
        case "!=":
            return value != condition.value
        case "<":
            return value < condition.value
        case ">":
            return value > condition.value
    raise ValueError(f"unknown operator {condition.operator!r}")


def missing(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Required questions that are asked and have no answer."""
    return [
        question
        for question in visible(questions, answers)
        if question.required and not is_answered(answers.get(question.key))
    ]


def is_out_of_limits(question: Question, value: Any) -> bool:
    """
    >>> warm = Question("warm", NUMBER, minimum=18, maximum=25)
    >>> [is_out_of_limits(warm, value) for value in (17.9, 18, 25, 25.1, None)]
    [True, False, False, True, False]
    """
    if question.kind != NUMBER or not is_answered(value):
        return False
    too_low = question.minimum is not None and value < question.minimum
    too_high = question.maximum is not None and value > question.maximum
    return too_low or too_high


def out_of_limits(questions: Iterable[Question], answers: Answers) -> list[Question]:
    """Questions asked whose number lies outside its limits."""
    return [
        question
        for question in visible(questions, answers)
        if is_out_of_limits(question, answers.get(question.key))
    ]


class Problem(NamedTuple):
    key: Hashable
    code: str  # options, limits, later, operator, option, number, text


def problems(questions: Iterable[Question]) -> list[Problem]:
    """What is wrong with the questions themselves, for the one who writes them.

    >>> problems([Question("b", condition=Condition("a", "=", "x")), Question("a")])
    [Problem(key='b', code='later')]
    >>> problems([Question("a", CHOICE), Question("b", NUMBER, minimum=2, maximum=1)])
    [Problem(key='a', code='options'), Problem(key='b', code='limits')]
    """
    found = []
    before: dict[Hashable, Question] = {}
    for question in questions:
        if question.kind == CHOICE and not question.options:
            found.append(Problem(question.key, "options"))
        if (
            question.minimum is not None
            and question.maximum is not None
            and question.minimum > question.maximum
        ):
            found.append(Problem(question.key, "limits"))
        if question.condition:
            code = _condition_problem(question.condition, before)
            if code:
                found.append(Problem(question.key, code))
        before[question.key] = question
    return found


def _condition_problem(
    condition: Condition, before: Mapping[Hashable, Question]
) -> str | None:
    about = before.get(condition.question)
    if about is None:
        return "later"
    if condition.operator not in OPERATORS[about.kind]:
        return "operator"
    if about.kind == CHOICE and condition.value not in about.options:
        return "option"
    if about.kind == NUMBER and not _is_number(condition.value):
        return "number"
    if about.kind == TEXT and not is_answered(condition.value):
        return "text"
    return None


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
    )


def to_number(raw: Any) -> float | None:
    """A number as a person or a page gives it; None if it is none.

    >>> to_number("12.5"), to_number(" 12,5 "), to_number(0), to_number("-3")
    (12.5, 12.5, 0.0, -3.0)
    >>> to_number("about 12"), to_number("nan"), to_number(True), to_number([1])
    (None, None, None, None)
    """
    if isinstance(raw, str):
        try:
            raw = float(raw.strip().replace(",", "."))
        except ValueError:
            return None
    return float(raw) if _is_number(raw) else None


class Scope(NamedTuple):
    """What a checklist is for; every criterion that names something must fit."""

    key: Hashable
    types: Collection[Hashable] = ()
    products: Collection[Hashable] = ()
    categories: Collection[Hashable] = ()
    published: Any = 0  # the later one wins a draw


def best_scope(
    scopes: Iterable[Scope],
    order_type: Hashable,
    product: Hashable = None,
    categories: Sequence[Hashable] = (),
) -> Hashable | None:
    """Key of the most specific scope: product, then category, then order type.

    A checklist that names nothing is for nothing: it waits until it is attached.

    :param categories: of the product, the nearest first

    >>> scopes = [Scope("all repairs", types={"repair"}),
    ...           Scope("cabinets", categories={"furniture"}),
    ...           Scope("this cabinet", products={"A1"}, types={"repair"})]
    >>> best_scope(scopes, "repair", "A1", ("cabinet", "furniture"))
    'this cabinet'
    >>> best_scope(scopes, "install", "A1", ("cabinet", "furniture"))
    'cabinets'
    >>> best_scope(scopes, "install") is None
    True
    """
    found = [
        (rank, scope.published, index, scope.key)
        for index, scope in enumerate(scopes)
        if (rank := _scope_rank(scope, order_type, product, categories))
    ]
    return max(found)[-1] if found else None


def _scope_rank(scope, order_type, product, categories) -> tuple | None:
    if not (scope.types or scope.products or scope.categories):
        return None
    if scope.types and order_type not in scope.types:
        return None
    if scope.products and product not in scope.products:
        return None
    nearest = next(
        (n for n, category in enumerate(categories) if category in scope.categories),
        None,
    )
    if scope.categories and nearest is None:
        return None
    depth = 0 if nearest is None else len(categories) - nearest
    return (bool(scope.products), depth, bool(scope.types))
