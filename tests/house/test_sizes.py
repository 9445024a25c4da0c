"""A file can be held in mind, a function can be seen at once."""

from .tree import all_sources, committed, length, none, of_kind

LONGEST_FILE = 500
LONGEST_FUNCTION = 40
LONGEST_VIEW = 15
FORBIDDEN_NAMES = ("utils", "helpers", "manager", "managers", "handler", "handlers", "misc", "common")


def test_no_file_is_longer_than_five_hundred_lines():
    written = [path for path in committed() if path.suffix in {".py", ".html", ".css", ".js", ".sh"}]
    assert len(written) > 100
    long = {path.name: text.count("\n") for path in written if (text := path.read_text(encoding="utf-8"))}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_forty_lines():
    functions = [(source, function) for source in all_sources() for function in source.functions()]
    assert len(functions) > 400
    none(
        f"{source.name}:{function.lineno} {function.name} has {length(function)} lines"
        for source, function in functions
        if length(function) > LONGEST_FUNCTION
    )


def test_no_view_is_longer_than_fifteen_lines():
    views = [(source, view) for source in of_kind("views") for view in source.functions()]
    assert len(views) > 20
    none(
        f"{source.name}:{view.lineno} {view.name} has {length(view)} lines"
        for source, view in views
        if length(view) > LONGEST_VIEW
    )


def test_no_file_has_a_name_that_says_nothing():
    none([path for path in committed() if path.stem in FORBIDDEN_NAMES])
