"""Every workflow is a table, drawn; the drawing cannot lie, the table cannot lead nowhere."""

import ast

from lianheng.cli.commands import docs

from .tree import none, sources


def test_every_drawing_says_what_its_table_says():
    assert {path.name for path in docs.differences()} == set()


def test_every_workflow_of_the_rules_is_drawn():
    written = [
        f"{source.name} {ast.unparse(node.target)}"
        for source in sources()
        for node in source.tree.body
        if isinstance(node, ast.AnnAssign) and "Workflow" in ast.unparse(node.annotation)
    ]
    assert len(written) >= 5
    assert len(written) == len(list(docs.workflows()))


def test_every_state_of_a_workflow_can_be_reached():
    found = list(docs.workflows())
    assert len(found) >= 5
    none([name for _, name, workflow in found if workflow.states != workflow.reachable])


def test_every_state_and_move_that_has_a_word_is_in_the_table():
    for _, name, workflow in docs.workflows():
        assert set(type(workflow.start)) == workflow.states, name
        moves = list(workflow.moves)
        assert set(type(moves[0])) == set(moves), name
