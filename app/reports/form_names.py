"""The static check of templates: syntax, what is allowed in them, and every name that they use.

What is allowed is a small language without calls, joins and sums of texts, so that no template
can grow what it prints, whatever it holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.i18n import N_
from app.reports.form_lines import FormLine, source_of
from app.reports.form_shapes import ANYTHING, TEXT, Shape, merged
from app.rules.problem import Problem, error, warning

FILTERS = frozenset(
    [
        "first",
        "last",
        "length",
        "count",
        "join",
        "default",
        "d",
        "list",
        "map",
        "select",
        "reject",
        "selectattr",
        "rejectattr",
        "sort",
        "unique",
        "reverse",
        "trim",
        "upper",
        "lower",
        "int",
        "string",
    ]
)
OWN_FILTERS = frozenset({"cn", "listed", "bare", "joined"})
"""Those that text blocks have besides."""
_TESTS = frozenset(
    [
        "defined",
        "undefined",
        "none",
        "true",
        "false",
        "string",
        "number",
        "mapping",
        "odd",
        "even",
        "in",
        "eq",
        "ne",
        "lt",
        "gt",
        "le",
        "ge",
        "equalto",
        "lessthan",
        "greaterthan",
        "boolean",
        "sequence",
        "iterable",
        "divisibleby",
    ]
)
_KEEP = {"list", "select", "reject", "selectattr", "rejectattr", "sort", "unique", "reverse"}
_WORDS = re.compile(r"\{%[-+]?\s*(\w+)")
_OPEN = {"for": "endfor", "if": "endif"}
OF_SOME_VISITS = re.compile(r"(i|d|f|score|party|weight|band|limit)\.")
"""Names that only visits have which hold something of that id."""
_MOST_FREE = 2
_NEAR = 0.66
"""How alike a name must be to be proposed for another."""
_EXCERPT = 60
_LOOP = Shape(
    dict.fromkeys(
        ("index", "index0", "first", "last", "length", "revindex", "revindex0", "depth"), TEXT
    ),
    group=True,
)
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Test,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Assign,
    nodes.Keyword,
)
_CONSTANT = (nodes.List, nodes.Tuple)

UNKNOWN = N_("“{name}” is not known here. In: {text}")
UNKNOWN_NEAR = N_("“{name}” is not known here. Is “{near}” meant? In: {text}")
NOT_INSIDE = N_("“{name}” is a text or a figure and has nothing inside. In: {text}")
LIST_ITSELF = N_(
    "“{name}” is a list and must be gone through with “for”; printed as it is, it shows brackets. "
    "In: {text}"
)
NO_LIST = N_("“{name}” is no list, so there is nothing to go through with “for”. In: {text}")
ONLY_SOME = N_(
    "“{name}” exists only in visits that have something of that name. In a text that serves all, "
    'ask for it as f.get("{name}", ""). In: {text}'
)
NOT_ALLOWED = N_(
    "Between the braces only names, filters, “if”, “for” and comparisons may stand. Take this "
    "out: {text}"
)
NO_FILTER = N_("There is no filter “{name}”. There are: {known}. In: {text}")
NO_TEST = N_("There is no test “{name}” after “is”. In: {text}")
TOO_DEEP = N_("Loops over unrelated lists stand one in the other too deeply. Take one out: {text}")
TOO_NESTED = N_("Brackets or conditions stand one in the other far too deeply: {text}")
NOT_CLOSED = N_("“{word}” is opened here and never closed with “{end}”: {text}")
NOT_OPENED = N_("“{word}” closes nothing that is open here: {text}")
BRACES = N_("The braces in this paragraph are not complete: {text}")
WIDE = N_(
    "Full-width braces are printed as they stand; type {{{{ and }}}} with the keyboard in English. In: "
    "{text}"
)
SYNTAX = N_("This is not understood ({reason}). In: {text}")


@dataclass(frozen=True, slots=True)
class Language:
    """What templates of one kind may use: their names and the filters besides the usual ones."""

    names: Mapping[str, Shape]
    filters: frozenset[str] = frozenset()

    @property
    def all_filters(self) -> frozenset[str]:
        return FILTERS | self.filters


def template_problems(lines: list[FormLine], language: Language) -> tuple[Problem, ...]:
    """What is wrong in lines that are filled in as one; each with the place of its line."""
    found = [*_signs(lines), *_balance(lines)]
    if any(one.template in {BRACES, NOT_CLOSED, NOT_OPENED} for one in found):
        return tuple(found)
    reader = _Reader(lines, language)
    try:
        reader.read(Environment(autoescape=True).parse(source_of(lines)))
    except TemplateSyntaxError as fault:
        line = _line(lines, fault.lineno)
        found.append(error(SYNTAX, line.place, reason=fault.message or "", text=excerpt(line)))
    except RecursionError:
        line = max(lines, key=_length)
        found.append(error(TOO_NESTED, line.place, text=excerpt(line)))
    return _once(found + reader.found)


def _once(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each fault once: a text box stands twice in a Word file."""
    return tuple({str(one): one for one in found}.values())


def excerpt(line: FormLine) -> str:
    """So much of a paragraph as tells which it is."""
    text = " ".join(line.text.split())
    return f"{text[:_EXCERPT]}…" if len(text) > _EXCERPT else text


def _line(lines: Sequence[FormLine], number: int) -> FormLine:
    return lines[max(0, min(number, len(lines)) - 1)]


def _signs(lines: Sequence[FormLine]) -> Iterator[Problem]:
    for line in lines:
        text = line.text
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            yield error(BRACES, line.place, text=excerpt(line))
        if "｛" in text or "｝" in text:
            yield warning(WIDE, line.place, text=excerpt(line))


def _length(line: FormLine) -> int:
    """What is nested too deeply is longer than anything else."""
    return len(line.text)


def _balance(lines: Sequence[FormLine]) -> Iterator[Problem]:
    """jinja2 would name the end of the file; what matters is where it was opened."""
    stack: list[tuple[str, FormLine]] = []
    for line in lines:
        for word in _WORDS.findall(line.text):
            if word in _OPEN:
                stack.append((word, line))
            elif word in _OPEN.values():
                if not stack or _OPEN[stack[-1][0]] != word:
                    yield error(NOT_OPENED, line.place, word=word, text=excerpt(line))
                    return
                stack.pop()
    for word, line in stack:
        yield error(NOT_CLOSED, line.place, word=word, end=_OPEN[word], text=excerpt(line))


@dataclass(slots=True)
class _Reader:
    """Walks a template as it would be filled in, with the shape of every name in sight."""

    lines: list[FormLine]
    language: Language
    found: list[Problem] = field(default_factory=list)
    _scopes: list[dict[str, Shape]] = field(default_factory=list)
    _free: int = 0

    def read(self, node: nodes.Node) -> None:
        """Statements; what they print or ask for is looked at by `shape`."""
        if isinstance(node, nodes.For):
            self._for(node)
        elif isinstance(node, nodes.Assign):
            self._assign(node)
        elif isinstance(node, nodes.Output):
            for inner in node.nodes:
                self._printed(inner)
        elif isinstance(node, nodes.If | nodes.Template):
            for child in node.iter_child_nodes():
                self.read(child)
        elif isinstance(node, nodes.Expr):
            self.shape(node)
        else:
            self._say(NOT_ALLOWED, node)

    def _printed(self, node: nodes.Node) -> None:
        if self.shape(node).item is not None:
            self._say(LIST_ITSELF, node, name=_written(node))

    def _for(self, node: nodes.For) -> None:
        given = self.shape(node.iter)
        if given.item is None and not given.anything:
            self._say(NO_LIST, node, name=_written(node.iter))
        free = not self._is_inner(node.iter)
        self._free += free
        if node.recursive or self._free > _MOST_FREE:
            self._say(TOO_DEEP, node)
        self._scopes.append({**_bound(node.target, given.item or ANYTHING), "loop": _LOOP})
        if node.test is not None:
            self.shape(node.test)
        for one in (*node.body, *node.else_):
            self.read(one)
        self._scopes.pop()
        self._free -= free

    def _is_inner(self, node: nodes.Node) -> bool:
        """Whether a list belongs to what an outer loop goes through."""
        own = {name for scope in self._scopes for name in scope}
        return any(one.name in own for one in node.find_all(nodes.Name)) or (
            isinstance(node, nodes.Name) and node.name in own
        )

    def _assign(self, node: nodes.Assign) -> None:
        if not isinstance(node.target, nodes.Name):
            self._say(NOT_ALLOWED, node)
            return
        given = self.shape(node.node)
        if not self._scopes:
            self._scopes.append({})
        self._scopes[-1][node.target.name] = given

    def shape(self, node: nodes.Node) -> Shape:
        """What an expression gives; faults in it are noted on the way."""
        known = _SHAPES.get(type(node))
        if known is not None:
            return known(self, node)
        if isinstance(node, _CONSTANT) and all(isinstance(i, nodes.Const) for i in node.items):
            return Shape(item=TEXT)
        if isinstance(node, nodes.Add | nodes.Sub) and _numeric(node):
            self.shape(node.left)
            self.shape(node.right)
            return TEXT
        if not isinstance(node, _ALLOWED):
            self._say(NOT_ALLOWED, node)
            return ANYTHING
        for part in node.iter_child_nodes():
            if isinstance(part, nodes.Expr | nodes.Operand):
                self.shape(part)
        return TEXT

    def name(self, node: nodes.Name) -> Shape:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        if node.name in self.language.names:
            return self.language.names[node.name]
        own = [name for scope in self._scopes for name in scope]
        self._unknown(node, node.name, [*self.language.names, *own])
        return ANYTHING

    def inside(self, node: nodes.Getattr | nodes.Getitem) -> Shape:
        outer = self.shape(node.node)
        key = _key(node)
        if key is None:
            if isinstance(node, nodes.Getitem) and not isinstance(
                node.arg, nodes.Const | nodes.Slice
            ):
                self.shape(node.arg)
            whole = isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice)
            return outer if whole else outer.item or ANYTHING
        if key.startswith("_"):
            self._say(NOT_ALLOWED, node)
            return ANYTHING
        if outer.anything or key in outer.names:
            return outer.names.get(key, ANYTHING)
        return self._not_inside(node, outer, key)

    def _not_inside(self, node: nodes.Expr, outer: Shape, key: str) -> Shape:
        if not outer.group:
            self._say(NOT_INSIDE, node, name=_written(node.node))  # type: ignore[attr-defined]  # both kinds have it
        elif OF_SOME_VISITS.match(key):
            line = _line(self.lines, node.lineno)
            self.found.append(warning(ONLY_SOME, line.place, name=key, text=excerpt(line)))
        else:
            self._unknown(node, _written(node), [f"{_written(node.node)}.{n}" for n in outer.names])  # type: ignore[attr-defined]  # both kinds have it
        return ANYTHING

    def filtered(self, node: nodes.Filter) -> Shape:
        given = self.shape(node.node) if node.node is not None else ANYTHING
        for value in (*node.args, *(pair.value for pair in node.kwargs)):
            if not isinstance(value, nodes.Const):
                self._say(NOT_ALLOWED, node)
        if node.name not in self.language.all_filters:
            known = ", ".join(sorted(self.language.all_filters))
            self._say(NO_FILTER, node, name=node.name, known=known)
            return ANYTHING
        if node.name in _KEEP:
            return given
        if node.name in {"first", "last"}:
            return given.item or ANYTHING
        if node.name in {"default", "d"}:
            return ANYTHING
        return self._mapped(node, given) if node.name == "map" else TEXT

    def _mapped(self, node: nodes.Filter, given: Shape) -> Shape:
        wanted = next((p.value for p in node.kwargs if p.key == "attribute"), None)
        if not isinstance(wanted, nodes.Const) or given.item is None:
            return Shape(item=ANYTHING)
        key = str(wanted.value)
        if given.item.group and key not in given.item.names:
            self._unknown(node, key, list(given.item.names))
        return Shape(item=given.item.names.get(key, ANYTHING))

    def called(self, node: nodes.Call) -> Shape:
        """`f.get("f.fund", "")` alone: a name that only some visits have."""
        asked = node.node
        plain = all(isinstance(value, nodes.Const) for value in node.args) and not node.kwargs
        if not isinstance(asked, nodes.Getattr) or asked.attr != "get" or not plain:
            self._say(NOT_ALLOWED, node)
            return ANYTHING
        return ANYTHING if self.shape(asked.node).group else self._not_inside(asked, TEXT, "get")

    def tested(self, node: nodes.Test) -> Shape:
        self.shape(node.node)
        if node.name not in _TESTS:
            self._say(NO_TEST, node, name=node.name)
        return TEXT

    def either(self, node: nodes.CondExpr) -> Shape:
        self.shape(node.test)
        first = self.shape(node.expr1)
        return merged(first, self.shape(node.expr2)) if node.expr2 is not None else first

    def chosen(self, node: nodes.And | nodes.Or) -> Shape:
        return merged(self.shape(node.left), self.shape(node.right))

    def _unknown(self, node: nodes.Node, name: str, known: Sequence[str]) -> None:
        near = nearest(name, known)
        if near:
            self._say(UNKNOWN_NEAR, node, name=name, near=near)
        else:
            self._say(UNKNOWN, node, name=name)

    def _say(self, template: str, node: nodes.Node, **values: object) -> None:
        line = _line(self.lines, node.lineno)
        self.found.append(Problem(template, {**values, "text": excerpt(line)}, line.place))


def nearest(name: str, known: Sequence[str]) -> str:
    """By the last part alone, since those before it are the same."""
    last = name.rpartition(".")[2]
    ends = {one.rpartition(".")[2]: one for one in reversed(known)}
    near = get_close_matches(last, ends, 1, _NEAR)
    return ends[near[0]] if near else ""


def _numeric(node: nodes.BinExpr) -> bool:
    sides = (node.left, node.right)
    return any(isinstance(s, nodes.Const) and isinstance(s.value, int) for s in sides)


def _key(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """The name that is asked for; None where a number or a part of a list is."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    known = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
    return str(node.arg.value) if known else None  # type: ignore[attr-defined]  # a Const


def _written(node: nodes.Node | None) -> str:
    """A name as it stands in the template."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_written(node.node)}[{node.arg.value!r}]"
    if isinstance(node, nodes.Filter):
        return _written(node.node)
    return "…"


def _bound(target: nodes.Node, item: Shape) -> dict[str, Shape]:
    if isinstance(target, nodes.Name):
        return {target.name: item}
    return {one.name: ANYTHING for one in target.find_all(nodes.Name)}


_SHAPES: dict[type[nodes.Node], Callable[..., Shape]] = {
    nodes.Name: _Reader.name,
    nodes.Getattr: _Reader.inside,
    nodes.Getitem: _Reader.inside,
    nodes.Filter: _Reader.filtered,
    nodes.Call: _Reader.called,
    nodes.Test: _Reader.tested,
    nodes.CondExpr: _Reader.either,
    nodes.And: _Reader.chosen,
    nodes.Or: _Reader.chosen,
}
