"""Blocks, and what becomes of a person's words when the facts change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import blocks
from papers.blocks import Block, as_json, from_json, refresh


def fact(key, text, **others):
    return Block("paragraph", text, key=key, **others)


def person(text):
    return Block("paragraph", text)


def texts(found):
    return [block.text for block in found.blocks]


BEFORE = [fact("a", "A"), fact("b", "B"), fact("c", "C")]


def test_blocks_as_built_take_the_new_facts():
    found = refresh(BEFORE, BEFORE, [fact("a", "A2"), fact("b", "B"), fact("c", "C2")])
    assert texts(found) == ["A2", "B", "C2"]
    assert found.kept == []


def test_what_a_person_changed_stays_and_is_listed_where_the_fact_changed_too():
    stored = [fact("a", "lời người"), fact("b", "lời khác"), BEFORE[2]]
    found = refresh(stored, BEFORE, [fact("a", "A2"), BEFORE[1], BEFORE[2]])
    assert texts(found) == ["lời người", "lời khác", "C"]
    assert found.kept == [(stored[0], fact("a", "A2"))]


def test_what_a_person_wrote_stays_behind_the_block_before_it():
    stored = [person("đầu"), BEFORE[0], person("sau A"), BEFORE[1], BEFORE[2], person("cuối")]
    now = [BEFORE[0], fact("n", "mới"), BEFORE[1], BEFORE[2]]
    found = refresh(stored, BEFORE, now)
    assert texts(found) == ["đầu", "A", "sau A", "mới", "B", "C", "cuối"]


def test_facts_that_are_gone_go_unless_a_person_changed_them():
    stored = [BEFORE[0], person("sau A"), fact("b", "đã sửa"), BEFORE[2]]
    assert texts(refresh(stored, BEFORE, [BEFORE[2]])) == ["sau A", "đã sửa", "C"]


def test_what_a_person_took_out_stays_out():
    assert texts(refresh([BEFORE[0], BEFORE[2]], BEFORE, BEFORE)) == ["A", "C"]


def test_facts_follow_their_new_order_unless_a_person_moved_them():
    now = [BEFORE[2], BEFORE[0], BEFORE[1]]
    stored = [BEFORE[0], person("sau A"), BEFORE[1], BEFORE[2]]
    assert texts(refresh(stored, BEFORE, now)) == ["C", "A", "sau A", "B"]
    moved = [BEFORE[1], BEFORE[0], BEFORE[2]]
    assert texts(refresh(moved, BEFORE, now)) == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ({}, "shape"),
        ([1], "shape"),
        ([{"kind": "paragraph", "style": "x"}], "shape"),
        ([{"kind": "script"}], "kind"),
        ([{"kind": "paragraph", "text": 1}], "shape"),
        ([{"kind": "paragraph", "text": "x" * 20_001}], "length"),
        ([{"kind": "heading", "level": 4}], "shape"),
        ([{"kind": "heading", "level": [1]}], "shape"),
        ([{"kind": "table", "rows": [["a", "b"], ["c"]]}], "table"),
        ([{"kind": "table", "rows": [[1]]}], "table"),
        ([{"kind": "table", "rows": [[]]}], "length"),
        ([{"kind": "table", "widths": [0]}], "table"),
        ([{"kind": "chart", "data": {"legend": ["a"], "bars": [["x"]]}}], "chart"),
        ([{"kind": "chart", "data": {"legend": ["a"], "bars": [["x", float("nan")]]}}], "chart"),
        ([{"kind": "paragraph"}] * 1001, "length"),
    ],
)
def test_what_is_no_list_of_blocks_is_refused(stored, code):
    with pytest.raises(blocks.NotBlocks) as refused:
        from_json(stored)
    assert refused.value.code == code


BLOCKS = st.lists(
    st.builds(
        Block,
        st.sampled_from(["paragraph", "item", "heading", "annex"]),
        st.text(max_size=20),
        key=st.sampled_from(["", "a", "b", "c", "d"]),
        level=st.sampled_from([1, 2, 3]),
        across=st.booleans(),
    ),
    max_size=8,
)


@given(BLOCKS)
def test_blocks_come_back_from_the_store_as_they_were(some):
    assert from_json(as_json(some)) == some


@given(stored=BLOCKS, before=BLOCKS, now=BLOCKS)
def test_no_word_of_a_person_is_lost(stored, before, now):
    built = {block.key: block for block in before if block.key}
    found = refresh(stored, before, now)
    for block in stored:
        if not block.key or built.get(block.key) != block:
            assert block in found.blocks
    assert refresh(found.blocks, now, now).kept == []
