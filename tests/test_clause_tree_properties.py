"""Trees of clauses: points that are shared out add up to the cent."""

from decimal import Decimal

from conftest import load_pure
from hypothesis import given
from hypothesis import strategies as st

tree = load_pure("aftersales_audit/tools/clause_tree.py")
Clause = tree.Clause


@st.composite
def schemes(draw):
    """Three sections of 40, 35 and 25, with clauses of which some have points."""
    clauses = []
    for section, total in (("1", 40), ("2", 35), ("3", 25)):
        clauses.append(Clause(section, None, total))
        for number in range(draw(st.integers(1, 4))):
            second = f"{section}.{number + 1}"
            clauses.append(Clause(second, section, None))
            clauses += [
                Clause(
                    f"{second}.{leaf + 1}",
                    second,
                    draw(st.sampled_from([None, None, 1, 0.5])),
                )
                for leaf in range(draw(st.integers(0, 3)))
            ]
    return clauses


@given(schemes())
def test_equal_shares_fill_every_gap_and_add_up(clauses):
    shares = tree.equal_shares(clauses)
    assert all(points > 0 for points in shares.values())
    filled = [one._replace(points=shares.get(one.code, one.points)) for one in clauses]
    for section in clauses:
        if section.parent is None and any(
            code.startswith(section.code + ".") for code in shares
        ):
            below = [
                Decimal(str(one.points))
                for one in tree.leaves(filled)
                if one.code.startswith(section.code + ".")
            ]
            assert sum(below) == section.points
    assert set(tree.unknown_leaves(clauses)) == set(shares)
    if len(shares) and not tree.unknown_leaves(filled):
        wrong = {problem.code for problem in tree.problems(filled)}
        assert not wrong & {code.partition(".")[0] for code in shares}


@given(schemes())
def test_shares_of_a_section_differ_by_a_cent_at_most(clauses):
    shares = tree.equal_shares(clauses)
    for section in "123":
        found = [value for code, value in shares.items() if code[0] == section]
        assert not found or max(found) - min(found) <= Decimal("0.01")


@given(schemes())
def test_an_edition_does_not_differ_from_itself(clauses):
    assert not tree.compare(clauses, clauses)


@given(schemes(), schemes())
def test_what_one_way_adds_the_other_takes_away(old, new):
    there, back = tree.compare(old, new), tree.compare(new, old)
    added = [change.code for change in there if change.kind == "added"]
    removed = [change.code for change in back if change.kind == "removed"]
    assert sorted(added) == sorted(removed)
