"""What the law of imports cannot say: which words may be used where."""

import ast
import re

from .tree import Source, called, none, of_kind, sources

FINDING_THE_PERSON = {"actor_of", "actor_for_account", "actor_by_number", "instance_kind"}
FINDING_THE_PERSON |= {"drill_people", "drill_account_or_404"}


def test_views_know_no_table_no_sweep_no_rule_and_no_transaction():
    views = of_kind("views")
    assert len(views) >= 4
    taboo = ("models", "sweeps", "rules", "transaction")
    none(_importing(views, lambda name: any(part in taboo for part in name.split("."))))


def test_rules_and_kernel_know_no_django_no_clock_and_no_database():
    pure = [source for source in sources() if source.kind == "rules" or source.package == "kernel"]
    assert len(pure) >= 12
    none(_importing(pure, lambda name: name.split(".")[0] in {"django", "psycopg", "procrastinate"}))
    rules = [source for source in pure if source.kind == "rules"]
    none(_importing(rules, lambda name: name.startswith("lianheng.kernel.clock")))


def test_terms_know_nothing_of_django_but_text_choices():
    terms = of_kind("terms")
    assert len(terms) >= 3
    allowed = {"django.db.models.TextChoices"}
    none(_importing(terms, lambda name: name.startswith("django") and name not in allowed))
    none(_importing(terms, lambda name: name.startswith("lianheng") and ".terms" not in name))


def test_only_actions_and_flows_sweep_across_everyone():
    others = [
        source
        for source in sources()
        if source.package not in {"flows", "cli"} and source.kind not in {"actions", "sweeps"}
    ]
    assert len(others) > 60
    none(_importing(others, lambda name: "sweeps" in name.split(".")))


def test_the_command_line_holds_no_table():
    commands = [source for source in sources() if source.package == "cli"]
    assert len(commands) > 12
    none(_importing(commands, lambda name: re.match(r"lianheng\.\w+\.models\b", name)))


def test_queries_start_from_a_person():
    """All but those that find out who the person is, before anybody has signed in."""
    queries = [(source, query) for source in of_kind("queries") for query in source.public_functions()]
    assert len(queries) > 10
    asked = {"actor", "acting"}
    none(
        source.at(query)
        for source, query in queries
        if query.name not in FINDING_THE_PERSON and not (query.args.args and query.args.args[0].arg in asked)
    )


def test_what_only_reads_writes_nothing():
    reading = of_kind("queries", "policy", "views", "forms", "measures")
    assert len(reading) >= 8
    writes = ("create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "save", "delete")
    none(
        f"{source.name}: {name}"
        for source in reading
        for name in called(source.tree)
        if (name.rpartition(".")[2] in writes and ".objects" in name + ".") or name.endswith(".save")
    )


def test_policies_answer_with_a_verdict():
    policies = [(source, each) for source in of_kind("policy") for each in source.public_functions()]
    assert len(policies) > 10
    asks = [(source, each) for source, each in policies if each.name.startswith("may_")]
    none(
        source.at(each)
        for source, each in asks
        if not each.name.startswith("may_see")
        and (each.returns is None or ast.unparse(each.returns) != "Verdict")
    )


def _importing(found: list[Source], is_taboo) -> list[str]:
    imports = [(source, line, name) for source in found for line, name in source.imports()]
    return [f"{source.name}:{line} {name}" for source, line, name in imports if is_taboo(name)]
