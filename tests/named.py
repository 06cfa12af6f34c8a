"""What pages name of the program, looked up: files, modules, functions, classes, tables, columns.

Nothing is imported: the files are parsed, so that a name in a docstring or a string is none.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
ITEM = re.compile(r"\s*(?:[-*] |\d+\. |\|)")
PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b")
FILES = (".py", ".md", ".json", ".toml", ".txt", ".j2", ".po", ".yaml", ".csv")

Names = dict[str, "Names"]
"""What a module or a class defines, each with what that defines in its turn."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in inline code, where it stands, and what is named beside it.

    Beside it is what the same paragraph, list item or row of a table names; for a row, what the
    paragraph above the table names as well.
    """

    page: Path
    line: int
    name: str
    beside: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: `{self.name}`"


def named_in(page: Path, text: str) -> Iterator[Named]:
    """Yield what a page names in inline code; a fenced block is an example, no name."""
    above: tuple[str, ...] = ()
    for item in _items(text):
        names = [(line, name) for line, words in item for name in CODE.findall(words)]
        beside = tuple(name for _, name in names)
        if item and item[0][1].startswith("|"):
            beside += above  # a table goes with the paragraph above it
        elif item:
            above = beside
        yield from (Named(page, line, name, beside) for line, name in names if _is_name(name))


def _items(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield each paragraph, list item or row of a table as its numbered lines."""
    item: list[tuple[int, str]] = []
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        fence = line.lstrip().startswith("```")
        fenced = fenced is not fence
        if fence or fenced or not line.strip() or ITEM.match(line):
            yield item
            item = []
        if line.strip() and not (fence or fenced):
            item.append((number, line))
    yield item


def _is_name(word: str) -> bool:
    """Whether code is a name: a path of the repository, or words joined by dots."""
    return re.fullmatch(r"\w[\w.-]*(?:/[\w.*-]*)*", word) is not None


@dataclass(frozen=True, slots=True)
class House:
    """All modules, and what each defines; tables with their columns."""

    modules: dict[str, Names]
    rooms: frozenset[str]
    everywhere: Names = field(default_factory=dict)
    """Classes and constants by name, wherever they are."""
    tables: Names = field(default_factory=dict)

    def has(self, named: Named) -> bool:
        """Whether what is named exists: a function alone, in a module that stands beside it."""
        name = named.name
        if "/" in name or name.endswith(FILES):
            return _is_file(name)
        if name.partition(".")[0] in self.rooms:
            return self._dotted(name)
        scopes = [self.everywhere, self.tables, *self._beside(named)]
        return any(_within(scope, name.split(".")) for scope in scopes)

    def _dotted(self, name: str) -> bool:
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            module = ".".join(parts[:length])
            if module in self.modules:
                return _within(self.modules[module], parts[length:])
        return False

    def _beside(self, named: Named) -> Iterator[Names]:
        """Yield what the modules and classes that are named beside it define."""
        for other in named.beside:
            module = other.removesuffix(".py").replace("/", ".").removesuffix(".")
            if module in self.modules:
                yield {module.rpartition(".")[2]: self.modules[module]}
                yield self.modules[module]
            if other in self.everywhere:
                yield self.everywhere[other]


def _is_file(name: str) -> bool:
    pattern = PLACEHOLDER.sub("*", name)
    return any(ROOT.glob(pattern.rstrip("/"))) if "*" in pattern else (ROOT / name).exists()


def _within(names: Names, path: list[str]) -> bool:
    for part in path:
        if part not in names:
            return False
        names = names[part]
    return True


@cache
def house() -> House:
    """Parse every module of the rooms, the benches and the tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rooms = [*project["tool"]["importlinter"]["root_packages"], "bench", "tests"]
    found = House({}, frozenset(rooms))
    for room in rooms:
        found.modules[room] = {}
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            tree = ast.parse(path.read_text("utf-8"))
            found.modules[module] = _defined(tree.body)
            for statement in tree.body:
                _note(found, statement)
    return found


def _note(found: House, statement: ast.stmt) -> None:
    """Note a class, its table, or a constant, under its own name."""
    for name, members in _defined([statement]).items():
        if name[:1].isupper():
            found.everywhere.setdefault(name, {}).update(members)
    if not isinstance(statement, ast.ClassDef):
        return
    for inner in statement.body:
        match inner:
            case ast.Assign(
                targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(table))
            ):
                found.tables[table] = _defined(statement.body)


def _defined(body: list[ast.stmt]) -> Names:
    """Return what some statements define, classes with their members."""
    names: Names = {}
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names[name] = {}
            case ast.ClassDef(name=name):
                names[name] = _defined(statement.body)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names[name] = {}
            case ast.Assign(targets=targets):
                names |= {n.id: {} for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return names
