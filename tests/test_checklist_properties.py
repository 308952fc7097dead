"""A checklist asks what its answers call for, and only what is asked can be missing."""

import pytest
from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

checklist = load_pure("aftersales_service/tools/checklist.py")
sampling = load_pure("aftersales_service/tools/sampling.py")
Condition, Question, Scope = checklist.Condition, checklist.Question, checklist.Scope

VALUES = {
    checklist.TEXT: st.sampled_from(["", "worn", "loose"]),
    checklist.NUMBER: st.sampled_from([None, 0.0, 1.0, 5.0, 9.0]),
    checklist.CHOICE: st.sampled_from([None, "yes", "no"]),
    checklist.PHOTO: st.sampled_from([None, "image"]),
    checklist.SIGNATURE: st.sampled_from([None, "image"]),
}


@st.composite
def question_lists(draw):
    questions = []
    for key in range(draw(st.integers(0, 8))):
        askable = [q for q in questions if checklist.OPERATORS[q.kind]]
        condition = None
        if askable and draw(st.booleans()):
            about = draw(st.sampled_from(askable))
            value = draw(VALUES[about.kind].filter(checklist.is_answered))
            operator = draw(st.sampled_from(checklist.OPERATORS[about.kind]))
            condition = Condition(about.key, operator, value)
        kind = draw(st.sampled_from(checklist.KINDS))
        questions.append(
            Question(
                key,
                kind,
                required=draw(st.booleans()),
                options=("yes", "no") if kind == checklist.CHOICE else (),
                minimum=draw(st.sampled_from([None, 1.0])),
                maximum=draw(st.sampled_from([None, 5.0])),
                condition=condition,
            )
        )
    return questions


@st.composite
def filled_lists(draw):
    questions = draw(question_lists())
    answers = {q.key: draw(VALUES[q.kind]) for q in questions if draw(st.booleans())}
    return questions, answers


@given(filled_lists())
def test_a_question_is_asked_only_if_the_one_it_hangs_on_is(filled):
    asked = checklist.visible(*filled)
    keys = {question.key for question in asked}
    for question in filled[0]:
        if not question.condition:
            assert question.key in keys
        elif question.key in keys:
            assert question.condition.question in keys
            assert checklist.is_answered(filled[1][question.condition.question])


@given(filled_lists())
def test_questions_keep_their_order(filled):
    keys = [question.key for question in checklist.visible(*filled)]
    assert keys == sorted(keys)


@given(filled_lists())
def test_what_is_hidden_neither_blocks_nor_is_marked(filled):
    keys = {question.key for question in checklist.visible(*filled)}
    assert {q.key for q in checklist.missing(*filled)} <= keys
    assert {q.key for q in checklist.out_of_limits(*filled)} <= keys


@given(filled_lists())
def test_answering_what_is_missing_comes_to_an_end(filled):
    questions, answers = filled
    answers = dict(answers)
    for _round in questions:
        for question in checklist.missing(questions, answers):
            answers[question.key] = {"number": 3.0, "choice": "yes"}.get(
                question.kind, "worn"
            )
    assert not checklist.missing(questions, answers)


@given(filled_lists())
def test_answers_to_hidden_questions_change_nothing(filled):
    questions, answers = filled
    keys = {question.key for question in checklist.visible(questions, answers)}
    asked = {key: value for key, value in answers.items() if key in keys}
    assert checklist.visible(questions, asked) == checklist.visible(questions, answers)


@given(question_lists())
def test_lists_built_from_earlier_questions_have_no_problem(questions):
    found = checklist.problems(questions)
    assert all(problem.code in ("options", "limits") for problem in found)
    assert not found


@given(question_lists())
def test_a_condition_that_looks_forward_is_refused(questions):
    turned = questions[::-1]
    if any(question.condition for question in turned):
        assert "later" in {problem.code for problem in checklist.problems(turned)}
        with pytest.raises(ValueError, match="looks forward"):
            checklist.visible(turned, {})


@pytest.mark.parametrize(
    ("kind", "operator", "value", "code"),
    [
        ("choice", "=", "maybe", "option"),
        ("choice", "<", "yes", "operator"),
        ("number", "=", "many", "number"),
        ("number", ">", float("nan"), "number"),
        ("number", ">", 3.0, None),
        ("text", "=", "", "text"),
        ("text", ">", "a", "operator"),
        ("photo", "=", "x", "operator"),
    ],
)
def test_a_condition_fits_the_question_it_is_about(kind, operator, value, code):
    about = Question("a", kind, options=("yes", "no") if kind == "choice" else ())
    found = checklist.problems(
        [about, Question("b", condition=Condition("a", operator, value))]
    )
    assert [problem.code for problem in found] == ([code] if code else [])


def test_a_circle_is_refused():
    circle = [
        Question("a", condition=Condition("b", "=", "x")),
        Question("b", condition=Condition("a", "=", "x")),
    ]
    assert [p.key for p in checklist.problems(circle)] == ["a"]


keys = st.sampled_from("abc")
scopes = st.lists(
    st.builds(
        Scope,
        key=st.integers(),
        types=st.frozensets(keys, max_size=2),
        products=st.frozensets(keys, max_size=2),
        categories=st.frozensets(keys, max_size=2),
        published=st.integers(0, 2),
    ),
    max_size=6,
    unique_by=lambda scope: scope.key,
)


@given(scopes, keys, keys, st.lists(keys, unique=True))
def test_the_chosen_checklist_fits_and_none_is_more_specific(
    found, order_type, product, categories
):
    def fits(scope):
        return (
            (scope.types or scope.products or scope.categories)
            and (not scope.types or order_type in scope.types)
            and (not scope.products or product in scope.products)
            and (not scope.categories or scope.categories & set(categories))
        )

    best = checklist.best_scope(found, order_type, product, categories)
    fitting = {scope.key: scope for scope in found if fits(scope)}
    assert (best is None) == (not fitting)
    if fitting:
        assert best in fitting
        if any(scope.products for scope in fitting.values()):
            assert fitting[best].products
        elif any(scope.categories for scope in fitting.values()):
            assert fitting[best].categories


@given(st.sets(st.integers()), st.integers(0, 10), st.integers(), st.randoms())
def test_a_sample_is_drawn_again_from_its_seed(population, size, seed, random):
    shuffled = random.sample(sorted(population), len(population))
    sample = sampling.draw(shuffled, size, seed)
    assert sample == sampling.draw(population, size, seed)
    assert set(sample) <= population
    assert len(set(sample)) == len(sample) == min(size, len(population))
