"""Instruments of any shape, for laws that must hold for all of them."""

from decimal import Decimal

from hypothesis import strategies as st

from app.model.instrument import (
    Anchor,
    Band,
    Below,
    Block,
    CheckQuestion,
    Evidence,
    Flags,
    Guide,
    GuideQuestion,
    Instrument,
    Item,
    Level,
    Measure,
    MergeRule,
    Method,
    NotApplicable,
    PartyScheme,
    ReasonRule,
    ReasonWhen,
    Scope,
    SurveyBand,
    SurveyRule,
    Veto,
)
from app.model.text import is_clean

_STRANGE = (
    "=1+1",
    "+86",
    "-",
    "@x",
    "满分 10",
    "１２",
    "null",
    "yes",
    "1.0",
    "0x1F",
    "2024-01-16",
    "a: b #c",
    "'引号'",
    "𠮷野家🙂",
    "\u202eRTL\u202c",
    "e\u0301",
    "|",
    "& *",
    "%",
    "是",
    "x" * 300,
)
_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cn"))
NAMES = st.one_of(
    st.sampled_from(_STRANGE), st.text(_LETTERS, min_size=1, max_size=20).filter(is_clean)
)
TEXTS = st.one_of(
    st.just(""),
    NAMES,
    st.lists(NAMES, min_size=2, max_size=3).map("\n".join),
)
LINES = st.one_of(st.just(""), NAMES)
FIGURES = st.decimals(0, 1000, places=3) | st.sampled_from([Decimal(0), Decimal(10**12)])


def _numbered(prefix):
    """Ids that no other list has."""
    return lambda made: tuple(build(f"{prefix}{n}") for n, build in enumerate(made))


def _later(kind, name="id", **fields):
    """A function that makes a struct once its id is known."""
    return st.fixed_dictionaries(fields).map(lambda values: lambda i: kind(**{name: i}, **values))


ANCHORS = st.builds(
    lambda a, b, text: Anchor(low=min(a, b), high=max(a, b), text=text), FIGURES, FIGURES, LINES
)


@st.composite
def _items(draw, block):
    fields = {
        "label": NAMES,
        "full": FIGURES,
        "step": FIGURES,
        "group": LINES,
        "hint": LINES,
        "criterion": TEXTS,
        "anchors": st.lists(ANCHORS, max_size=3).map(tuple),
        "evidence": st.lists(NAMES, max_size=3),
        "allow_na": st.booleans(),
        "example": st.booleans(),
    }
    made = []
    for number, one in enumerate(draw(st.lists(st.fixed_dictionaries(fields), max_size=3))):
        name = f"{block}i{number}"
        asked = [Evidence(id=f"{name}e{n}", label=label) for n, label in enumerate(one["evidence"])]
        made.append(Item(**{**one, "id": name, "evidence": tuple(asked)}))
    return tuple(made)


@st.composite
def _blocks(draw, party):
    rules = st.builds(
        MergeRule,
        method=st.sampled_from(Method),
        level=st.sampled_from(Level),
        minimum=st.integers(1, 50),
        below=st.sampled_from(Below),
    )
    fields = {
        "label": NAMES,
        "full": FIGURES,
        "scope": st.sampled_from(Scope),
        "merge": rules,
        "na": st.sampled_from(NotApplicable),
        "step": FIGURES,
        "criterion": TEXTS,
    }
    made = []
    for number, one in enumerate(draw(st.lists(st.fixed_dictionaries(fields), max_size=3))):
        name = f"{party}b{number}"
        made.append(Block(id=name, items=draw(_items(name)), **one))
    return tuple(made)


@st.composite
def _parties(draw):
    fields = {"label": NAMES, "short": LINES, "full": FIGURES, "judges": LINES}
    made = []
    for number, one in enumerate(draw(st.lists(st.fixed_dictionaries(fields), max_size=3))):
        made.append(PartyScheme(id=f"p{number}", blocks=draw(_blocks(f"p{number}")), **one))
    return tuple(made)


def _bands(kind):
    return st.lists(st.builds(kind, label=NAMES, low=FIGURES, high=FIGURES), max_size=4).map(tuple)


_VETOES = st.lists(
    _later(
        Veto,
        "key",
        label=NAMES,
        text=TEXTS,
        measure=st.none() | st.sampled_from(Measure),
        thresholds=st.dictionaries(st.sampled_from(["mid", "final"]), FIGURES),
    ),
    max_size=3,
).map(_numbered("v"))


@st.composite
def _guides(draw):
    fields = {
        "label": NAMES,
        "coded": st.booleans(),
        "example": st.booleans(),
        "questions": st.lists(NAMES, max_size=3),
    }
    made = []
    for number, one in enumerate(draw(st.lists(st.fixed_dictionaries(fields), max_size=3))):
        asked = tuple(
            GuideQuestion(id=f"g{number}q{n}", text=t) for n, t in enumerate(one["questions"])
        )
        made.append(Guide(**{**one, "kind": f"g{number}", "questions": asked}))
    return tuple(made)


@st.composite
def instruments(draw):
    """Sums and bands may be wrong; ids differ, and a checklist's blocks exist."""
    parties = draw(_parties())
    ids = [block.id for party in parties for block in party.blocks]
    checks = _later(
        CheckQuestion,
        label=NAMES,
        hint=LINES,
        block=st.none() | st.sampled_from(ids) if ids else st.none(),
        example=st.booleans(),
    )
    return Instrument(
        id="any",
        version=draw(st.integers(1, 999)),
        title=draw(NAMES),
        note=draw(TEXTS),
        source=draw(TEXTS),
        places=draw(st.integers(0, 4)),
        parties=parties,
        bands=draw(_bands(Band)),
        vetoes=draw(_VETOES),
        veto_grade=draw(LINES),
        reasons=draw(st.builds(ReasonRule, when=st.sampled_from(ReasonWhen), share=FIGURES)),
        flags=draw(st.builds(Flags, spread=FIGURES, outlier=FIGURES, unfounded=FIGURES)),
        checklist=draw(st.lists(checks, max_size=3).map(_numbered("c"))),
        guides=draw(_guides()),
        survey=SurveyRule(minimum=draw(st.integers(0, 1000)), bands=draw(_bands(SurveyBand))),
    )
