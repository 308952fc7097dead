"""The statistics table of a survey: answers in, one row for each figure out.

Rate and index stand in rows of their own, so that nothing can add them up.

>>> asked = [Question(1, OVERALL, 1, 5, weight=0), Question(2, ITEM, 1, 5)]
>>> li = [Answer("Li", "QD", 1, 5), Answer("Li", "QD", 2, 4)]
>>> people = Asked(sample={"QD": 1, "JN": 3}, population={"QD": 5, "JN": 9})
>>> method = Method(satisfied_from=80, promoter_from=9, detractor_to=6, confidence=0.95)
>>> rows = tabulate(asked, [*li, Answer("Wu", "JN", 1, 3)], method, people)
>>> [(row.score.value, row.score.valid) for row in rows if row.is_total]
[(50.0, 4), (50.0, 2), (80.0, 1), (None, 0), (None, 0)]
>>> [row.measure for row in rows if row.is_total]
['response', 'rate', 'index', 'nps', 'ces']
>>> [row.outlet for row in rows if row.measure == RATE and row.question is None]
[None, 'JN', 'QD']
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from . import satisfaction
from .satisfaction import Interval, Item, Score

# What a question asks for.
OVERALL, ITEM, PROMOTER, EFFORT = "overall", "item", "promoter", "effort"
MARKED = (OVERALL, ITEM)

# What a figure is.
RESPONSE, RATE, INDEX, NPS, CES = "response", "rate", "index", "nps", "ces"
MEASURES = {
    OVERALL: (RATE, INDEX),
    ITEM: (RATE, INDEX),
    PROMOTER: (NPS,),
    EFFORT: (CES,),
}


class Question(NamedTuple):
    """``least`` and ``full``: the ends of its scale."""

    key: Hashable
    kind: str
    least: float
    full: float
    weight: float = 1.0


class Answer(NamedTuple):
    """``mark`` is None where the person left the question out."""

    person: Hashable
    outlet: Hashable
    question: Hashable
    mark: float | None


class Method(NamedTuple):
    """How marks become figures. ``satisfied_from``: % of a question's best mark;
    ``confidence``: 0 … 1."""

    satisfied_from: float
    promoter_from: float
    detractor_to: float
    confidence: float


class Asked(NamedTuple):
    """By outlet: how many were asked, and how many there are to ask."""

    sample: Mapping[Hashable, int]
    population: Mapping[Hashable, int]


class Row(NamedTuple):
    """One figure: of an outlet (None: of all), of a question (None: of all)."""

    outlet: Hashable | None
    question: Hashable | None
    measure: str
    score: Score
    interval: Interval | None = None
    tally: tuple[tuple[float, int], ...] = ()

    @property
    def is_total(self) -> bool:
        return self.outlet is None and self.question is None


def tabulate(
    questions: Sequence[Question],
    answers: Iterable[Answer],
    method: Method,
    asked: Asked,
) -> list[Row]:
    """Totals, then each question, then the totals of each outlet.

    The rate of the whole is the rate of the questions for the overall opinion; its
    index is of all questions by their weight.
    """
    answers = list(answers)
    population = sum(asked.population.values())
    rows = _totals(
        None, questions, answers, method, sum(asked.sample.values()), population
    )
    by_question = _group(answers, lambda answer: answer.question)
    for question in questions:
        rows += _of_question(
            question, by_question.get(question.key, []), method, population
        )
    by_outlet = _group(answers, lambda answer: answer.outlet)
    for outlet in sorted({*asked.sample, *by_outlet} - {None}, key=str):
        rows += _totals(
            outlet,
            questions,
            by_outlet.get(outlet, []),
            method,
            asked.sample.get(outlet, 0),
            asked.population.get(outlet, 0),
        )
    return rows


def _totals(
    outlet: Hashable | None,
    questions: Sequence[Question],
    answers: Sequence[Answer],
    method: Method,
    sample: int,
    population: int,
) -> list[Row]:
    people = len({answer.person for answer in answers})
    # Whoever answers belongs to those there are, whatever was counted before.
    whole = max(population, people)
    counted = {
        RATE: [q for q in questions if q.kind == OVERALL],
        INDEX: [q for q in questions if q.kind in MARKED and q.weight],
        NPS: [q for q in questions if q.kind == PROMOTER],
        CES: [q for q in questions if q.kind == EFFORT],
    }
    response = Score(satisfaction.response_rate(people, sample), sample, people)
    return [
        Row(outlet, None, RESPONSE, response),
        *(
            Row(outlet, None, measure, *FIGURES[measure](some, answers, method, whole))
            for measure, some in counted.items()
        ),
    ]


def _of_question(
    question: Question, answers: Sequence[Answer], method: Method, population: int
) -> list[Row]:
    tally = Counter(answer.mark for answer in answers if answer.mark is not None)
    alone = [question._replace(weight=1.0)]
    whole = max(population, len({answer.person for answer in answers}))
    return [
        Row(
            None,
            question.key,
            measure,
            *FIGURES[measure](alone, answers, method, whole),
            tuple(sorted(tally.items())),
        )
        for measure in MEASURES[question.kind]
    ]


# -- figures with their intervals --------------------------------------------------

Figure = tuple[Score, Interval | None]


def _rate(
    questions: Sequence[Question],
    answers: Iterable[Answer],
    method: Method,
    population: int,
) -> Figure:
    full = {question.key: question.full for question in questions}
    shares = [
        100 * answer.mark / full[answer.question]
        for answer in answers
        if answer.question in full and answer.mark is not None
    ]
    score = satisfaction.rate(shares, method.satisfied_from)
    return score, satisfaction.wilson(
        score.hits or 0, score.valid, method.confidence, population
    )


def _index(
    questions: Sequence[Question],
    answers: Iterable[Answer],
    method: Method,
    population: int,
) -> Figure:
    """One person's answers go together, so it is people who lie apart, not answers."""
    given = [answer for answer in answers if answer.mark is not None]
    people = _group(given, lambda answer: answer.person)
    score = _weigh(questions, given)
    single = [_weigh(questions, said).value for said in people.values()]
    return score, satisfaction.around(
        score.value,
        [value for value in single if value is not None],
        method.confidence,
        (0.0, 100.0),
        population,
    )


def _weigh(questions: Sequence[Question], answers: Iterable[Answer]) -> Score:
    by_question = _group(answers, lambda answer: answer.question)
    return satisfaction.index(
        Item(
            [answer.mark for answer in by_question.get(question.key, ())],
            question.full,
            question.weight,
        )
        for question in questions
    )


def _nps(
    questions: Sequence[Question],
    answers: Iterable[Answer],
    method: Method,
    population: int,
) -> Figure:
    scores = _pool(questions, answers)
    ends = (method.promoter_from, method.detractor_to)
    return satisfaction.net_promoter(scores, *ends), satisfaction.net_promoter_interval(
        scores, *ends, method.confidence, population
    )


def _ces(
    questions: Sequence[Question],
    answers: Iterable[Answer],
    method: Method,
    population: int,
) -> Figure:
    scores = _pool(questions, answers)
    score = satisfaction.customer_effort(scores)
    ends = (
        min((question.least for question in questions), default=0.0),
        max((question.full for question in questions), default=0.0),
    )
    return score, satisfaction.around(
        score.value, scores, method.confidence, ends, population
    )


FIGURES: dict[str, Callable[..., Figure]] = {
    RATE: _rate,
    INDEX: _index,
    NPS: _nps,
    CES: _ces,
}


def _pool(questions: Sequence[Question], answers: Iterable[Answer]) -> list[float]:
    keys = {question.key for question in questions}
    return [
        answer.mark
        for answer in answers
        if answer.question in keys and answer.mark is not None
    ]


def _group(
    answers: Iterable[Answer], key: Callable[[Answer], Hashable]
) -> dict[Hashable, list[Answer]]:
    groups: dict[Hashable, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return groups
