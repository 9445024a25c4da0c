"""Chinese on the screen, English in the code; each thing says in one line what it is."""

import ast
import re

from .tree import Source, none, of_kind, sources

WORD = re.compile(r"[\u3400-\u9fff]")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Where words for people stand: terms, field labels, the names of the applications, the operator's terminal.
SPEAKING_FILES = ("terms", "models", "forms")
SPEAKING_MODULES = ("lianheng/cli/", "/apps.py", "/terms.py")
SAID_BY_DJANGO = {"Meta", "Media"}


def test_only_terms_labels_and_templates_speak_chinese():
    silent = [source for source in sources() if not _speaks(source)]
    assert len(silent) > 60
    none([f"{source.name}:{line} {text}" for source in silent for line, text in _chinese_strings(source)])


def test_no_name_in_the_code_is_chinese():
    names = [
        f"{source.name}:{node.lineno} {name}"
        for source in sources(migrations=True)
        for node in ast.walk(source.tree)
        if (name := getattr(node, "id", None) or getattr(node, "attr", None) or getattr(node, "arg", None))
        and isinstance(name, str)
        and not name.isascii()
    ]
    none(names)


def test_every_module_says_what_it_is():
    modules = [source for source in sources() if source.text.strip()]
    assert len(modules) > 80
    none([source.name for source in modules if not ast.get_docstring(source.tree)])


def test_every_class_says_what_it_is():
    classes = [(source, each) for source in sources() for each in source.classes()]
    assert len(classes) > 80
    silent = [
        (source, each) for source, each in classes if not ast.get_docstring(each) and each.name[0] != "_"
    ]
    none([source.at(each) for source, each in silent])


def test_every_function_that_others_may_call_says_what_it_is():
    functions = [(source, each) for source in sources() for each in source.public_functions()]
    assert len(functions) > 150
    none([source.at(each) for source, each in functions if not ast.get_docstring(each)])


def test_the_first_line_of_a_docstring_is_a_sentence():
    said = [(source, line) for source in sources() for line in _first_lines(source)]
    assert len(said) > 300
    none([f"{source.name}: {line}" for source, line in said if line[-1] not in ".。:?"])


def test_terms_hold_words_and_no_logic():
    terms = of_kind("terms")
    assert len(terms) >= 3
    none([source.at(function) for source in terms for function in source.functions()])


def _speaks(source: Source) -> bool:
    return source.kind in SPEAKING_FILES or any(part in source.name for part in SPEAKING_MODULES)


def _chinese_strings(source: Source) -> list[tuple[int, str]]:
    silent = {id(node) for node in _docstrings(source)}
    silent |= {id(node) for node in _patterns(source) if not WORD.search(node.value)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in silent
        and CHINESE.search(node.value)
    ]


def _patterns(source: Source) -> list[ast.Constant]:
    """What `re` is asked to look for: the marks that people type between words are no words."""
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call) and node.args)
    asked = (call.args[0] for call in calls if ast.unparse(call.func).startswith("re."))
    return [each for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _docstrings(source: Source) -> list[ast.Constant]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(source.tree) if isinstance(node, holders) and node.body)
    first = (body[0].value for body in bodies if isinstance(body[0], ast.Expr))
    return [value for value in first if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def _first_lines(source: Source) -> list[str]:
    return [text.strip().splitlines()[0] for node in _docstrings(source) if (text := str(node.value))]
