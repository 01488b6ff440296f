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


ANCHORS = st.builds(
    lambda a, b, text: Anchor(low=min(a, b), high=max(a, b), text=text), FIGURES, FIGURES, LINES
)


def _some(**fields):
    """Up to three of what has these fields, still without ids."""
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


def _bands(kind):
    return st.lists(st.builds(kind, label=NAMES, low=FIGURES, high=FIGURES), max_size=4).map(tuple)


_ITEMS = _some(
    label=NAMES,
    full=FIGURES,
    step=FIGURES,
    group=LINES,
    hint=LINES,
    criterion=TEXTS,
    anchors=st.lists(ANCHORS, max_size=3).map(tuple),
    evidence=st.lists(NAMES, max_size=3),
    allow_na=st.booleans(),
    example=st.booleans(),
)
_BLOCKS = _some(
    label=NAMES,
    full=FIGURES,
    scope=st.sampled_from(Scope),
    merge=st.builds(
        MergeRule,
        method=st.sampled_from(Method),
        level=st.sampled_from(Level),
        minimum=st.integers(1, 50),
        below=st.sampled_from(Below),
    ),
    na=st.sampled_from(NotApplicable),
    step=FIGURES,
    criterion=TEXTS,
    items=_ITEMS,
)
_PARTIES = _some(label=NAMES, short=LINES, full=FIGURES, judges=LINES, blocks=_BLOCKS)
_VETOES = _some(
    label=NAMES,
    text=TEXTS,
    measure=st.none() | st.sampled_from(Measure),
    thresholds=st.dictionaries(st.sampled_from(["mid", "final"]), FIGURES),
)
_GUIDES = _some(
    label=NAMES,
    coded=st.booleans(),
    example=st.booleans(),
    questions=st.lists(NAMES, max_size=3),
)
_CHECKS = _some(
    label=NAMES, hint=LINES, block=st.none() | st.integers(0, 26), example=st.booleans()
)
_WHOLE = st.fixed_dictionaries(
    {
        "version": st.integers(1, 999),
        "title": NAMES,
        "note": TEXTS,
        "source": TEXTS,
        "places": st.integers(0, 4),
        "parties": _PARTIES,
        "bands": _bands(Band),
        "vetoes": _VETOES,
        "veto_grade": LINES,
        "reasons": st.builds(ReasonRule, when=st.sampled_from(ReasonWhen), share=FIGURES),
        "flags": st.builds(Flags, spread=FIGURES),
        "checklist": _CHECKS,
        "guides": _GUIDES,
        "survey": st.builds(SurveyRule, minimum=st.integers(0, 1000), bands=_bands(SurveyBand)),
    }
)


def _item(name, evidence, **fields):
    asked = tuple(Evidence(id=f"{name}e{n}", label=label) for n, label in enumerate(evidence))
    return Item(id=name, evidence=asked, **fields)


def _block(name, items, **fields):
    made = tuple(_item(f"{name}i{n}", **one) for n, one in enumerate(items))
    return Block(id=name, items=made, **fields)


def _party(name, blocks, **fields):
    made = tuple(_block(f"{name}b{n}", **one) for n, one in enumerate(blocks))
    return PartyScheme(id=name, blocks=made, **fields)


def _guide(name, questions, **fields):
    asked = tuple(GuideQuestion(id=f"{name}q{n}", text=text) for n, text in enumerate(questions))
    return Guide(kind=name, questions=asked, **fields)


def _check(name, ids, block, **fields):
    known = ids[block % len(ids)] if ids and block is not None else None
    return CheckQuestion(id=name, block=known, **fields)


def _instrument(parties, vetoes, guides, checklist, **fields):
    made = tuple(_party(f"p{n}", **one) for n, one in enumerate(parties))
    ids = [block.id for party in made for block in party.blocks]
    return Instrument(
        id="any",
        parties=made,
        vetoes=tuple(Veto(key=f"v{n}", **one) for n, one in enumerate(vetoes)),
        guides=tuple(_guide(f"g{n}", **one) for n, one in enumerate(guides)),
        checklist=tuple(_check(f"c{n}", ids, **one) for n, one in enumerate(checklist)),
        **fields,
    )


_INSTRUMENTS = _WHOLE.map(lambda drawn: _instrument(**drawn))


def instruments():
    """Sums and bands may be wrong; ids differ, and a checklist's blocks exist."""
    return _INSTRUMENTS
