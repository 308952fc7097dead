"""Comparing two revisions loses no line and calls nothing changed that is the same."""

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

text_difference = load_pure("aftersales_audit/tools/text_difference.py")

texts = st.lists(st.sampled_from(["", "a", "b", "c", "| x | y"]), max_size=30)


@given(texts, texts)
def test_both_texts_can_be_read_from_it(before, after):
    passages = text_difference.difference(before, after)
    assert [line for passage in passages for line in passage.before] == before
    assert [line for passage in passages for line in passage.after] == after
    for passage in passages:
        assert (passage.kind == text_difference.SAME) == (
            passage.before == passage.after
        )


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    kinds = {passage.kind for passage in text_difference.difference(text, text)}
    assert kinds <= {text_difference.SAME}
