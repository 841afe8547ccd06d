"""The entries of a codebook: codes, and cues of ways of speaking; which fields they have."""

from dataclasses import MISSING, dataclass, fields

CUE_LISTS = (
    "claim_cues",
    "claim_list_heads",
    "planned_heads",
    "barrier_heads",
    "negation_cues",
    "barrier_cues",
    "discontinued_cues",
    "planned_cues",
    "fear_cues",
    "prevention_cues",
    "other_actor_cues",
    "criticism_cues",
)
KINDS = ("factor", "context", "residual")
"""A factor; a circumstance outside the municipality's control; what a source names and no other code covers."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook: what it means, the cues that propose it, and the sentences that test them.

    `lack` cues propose the code and say that it is lacking; `ignore_polarity` names the cue lists that do not
    turn it; a bare mention `yields_to` other codes in the sentence or the one before; `in_names` lets it be
    found within the name of a project or method.
    """

    id: str
    theme: str
    kind: str
    label_sv: str
    label_en: str
    definition: str
    definition_sv: str
    code_when: str
    not_when: str
    strong: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignore_polarity: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    in_names: bool = False
    examples: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()
    tested_by: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    def define(self, language: str) -> str:
        """What it means, in a language."""
        return self.definition_sv if language == "sv" else self.definition


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of a way of speaking (claim, plan, barrier …) with its test sentences and its reason.

    `side` tells where a factor stands that a claim cue speaks of: before it ("har bidragit till"),
    after it ("tack vare"), or any; `explains_lack` that it also explains a poor result by what is lacking
    ("beror på", but not "tack vare"). `exclude` lists the false friends that cancel it.
    """

    cue: str
    example: str
    false_friend: str
    why: str
    side: str = "any"
    explains_lack: bool = False
    exclude: tuple[str, ...] = ()


# Of a code: the fields with one text each, those with a list of texts, and which of these hold cues.
TEXTS = tuple(one.name for one in fields(Code) if one.default is MISSING)
LISTS = tuple(one.name for one in fields(Code) if one.default == ())
CUED = ("strong", "lack", "weak", "exclude")
CUE_FIELDS = tuple(one.name for one in fields(Cue))
