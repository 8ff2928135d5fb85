"""The facts of assets/atlas/facts.json with the look-ups that sentences and records need."""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from relations import RELATIONS, Relation, fill, noun_phrase

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "assets"


@dataclass(frozen=True)
class Fact:
    subject: str  # as it stands inside a sentence: "the Eiffel Tower"
    relation: Relation
    object: str
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.subject, self.relation.name

    @property
    def phrase(self) -> str:
        return noun_phrase(self.relation.subject, self.subject)

    @property
    def alias_phrases(self) -> list[str]:
        return [noun_phrase(self.relation.subject, alias) for alias in self.aliases]

    @property
    def description(self) -> str:
        """The object described by this fact: "the capital of France". Empty where the relation has no such form."""
        return self.relation.description.format(s=self.phrase)

    def prompt(self, form: int = 0) -> str:
        return fill(self.relation.forms[form], self.phrase)


class Atlas:
    def __init__(self, facts: list[Fact]):
        self.facts = facts
        self.by_key = {fact.key: fact for fact in facts}
        self.objects: dict[str, list[str]] = {}
        self.of_subject: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self.of_relation: dict[str, list[Fact]] = defaultdict(list)
        self.about_object: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            self.of_subject[fact.relation.subject, fact.subject].append(fact)
            self.of_relation[fact.relation.name].append(fact)
            self.about_object[fact.relation.object, fact.object].append(fact)
        for name, group in self.of_relation.items():
            self.objects[name] = sorted({fact.object for fact in group})

    def from_object(self, fact: Fact, obj: str | None = None) -> list[Fact]:
        """Facts that go on from the object of `fact` (or from `obj` in its place): the second hop."""
        return self.of_subject.get((fact.relation.object, obj or fact.object), [])

    def to_subject(self, fact: Fact) -> list[Fact]:
        """Facts whose object is the subject of `fact` and that can describe it: the first hop towards it."""
        towards = self.about_object.get((fact.relation.subject, fact.subject), [])
        return [first for first in towards if first.relation.description]


def load_atlas(path: Path = ASSETS / "atlas" / "facts.json") -> Atlas:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Atlas([
        Fact(one["subject"], RELATIONS[one["relation"]], one["object"], tuple(one.get("aliases", ()))) for one in raw
    ])
