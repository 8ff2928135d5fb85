"""Makes assets/atlas/records.json: counterfactual edit records in KnowEdit form, from the facts alone.

    python scripts/miniatures/records.py

The records are meant to be applied one by one, one after another, or together, so they never contradict each other:
every subject is edited once, every new object of a relation is used once where there are enough, and no probe rests on
a fact that another record edits.
"""

import argparse
import json
import random

from facts import ASSETS, Atlas, Fact, load_atlas
from relations import fill, sentence_case

SEED = 20240624

# How many records of each relation.
COUNTS = {
    "capital": 18,
    "currency": 8,
    "language": 6,
    "largest_city": 4,
    "city_country": 12,
    "landmark_country": 14,
    "constellation": 14,
}

# Why a record has no probe of logical generalisation: the capital is the only relation that is one to one.
NO_INVERSE = {
    "currency": "several countries share a currency: the relation has no inverse that is a function",
    "language": "several countries share a language: the relation has no inverse that is a function",
    "largest_city": "the new city stays the largest of its own country: the inverse would have two answers",
    "city_country": "a country has many cities: the relation has no inverse that is a function",
    "landmark_country": "a country has many landmarks: the relation has no inverse that is a function",
    "constellation": "a constellation has many stars: the relation has no inverse that is a function",
}

SPECIFICITY_PROBES = 2
REASONING_PROBES = 2

Probe = dict[str, str]


def choose_records(atlas: Atlas) -> tuple[list[Fact], list[dict]]:
    """The facts that are edited and their records, in the same order. Every record has probes to reason."""
    barren: set[tuple[str, str]] = set()
    while True:
        chooser = Chooser(atlas, barren)
        records = [chooser.record(fact) for fact in chooser.edited]
        without = {
            fact.key
            for fact, record in zip(chooser.edited, records, strict=True)
            if not record["portability"]["Reasoning"]
        }
        if not without:
            pairs = list(zip(chooser.edited, records, strict=True))
            # Mixed, so that the first records are of many relations.
            chooser.random.shuffle(pairs)
            return [fact for fact, _ in pairs], [record for _, record in pairs]
        # Another draw without the facts from which nothing follows.
        barren |= without


class Chooser:
    def __init__(self, atlas: Atlas, barren: set[tuple[str, str]]):
        self.atlas = atlas
        self.barren = barren
        self.random = random.Random(SEED)
        self.edited = self.choose_edited()
        self.keys = {fact.key for fact in self.edited}
        self.used: set[tuple[str, str]] = set()

    def choose_edited(self) -> list[Fact]:
        """Facts to edit. The relations with the fewest facts choose first."""
        chosen: dict[str, list[Fact]] = {}
        taken: set[str] = set()
        for name in sorted(COUNTS, key=lambda relation: len(self.atlas.of_relation[relation])):
            able = [one for one in self.atlas.of_relation[name] if self.is_editable(one) and one.subject not in taken]
            chosen[name] = self.random.sample(able, COUNTS[name])
            taken.update(fact.subject for fact in chosen[name])
        return [fact for name in COUNTS for fact in chosen[name]]

    def is_editable(self, fact: Fact) -> bool:
        """Has another name, another fact of the same subject to ask for, and something that follows from it."""
        return bool(fact.aliases) and fact.key not in self.barren and len(self.atlas.of_subject[fact.relation.subject, fact.subject]) > 1

    def record(self, fact: Fact) -> dict:
        target = self.target(fact)
        record = {
            "relation": fact.relation.name,
            # Without the article that its sentences need.
            "subject": fact.subject.removeprefix("the "),
            "prompt": fact.prompt(),
            "target_new": target,
            "ground_truth": fact.object,
            "rephrase_prompt": fact.prompt(self.random.choice((1, 2))),
            "context": [
                f"{fact.prompt(1)} {target}.",
                f"{fill(fact.relation.announced(), fact.phrase)} {target}.",
            ],
            "portability": self.portability(fact, target),
            "locality": self.locality(fact, target),
        }
        if not fact.relation.inverse:
            record["without"] = {"Logical_Generalization": NO_INVERSE[fact.relation.name]}
        return record

    def target(self, fact: Fact) -> str:
        """Another object of the relation, without an article, from which a second hop goes on if one does from the true object."""
        able = [
            obj
            for obj in self.atlas.objects[fact.relation.name]
            if obj != fact.object and not obj.startswith("the ") and self.goes_on(fact, obj)
        ]
        fresh = [obj for obj in able if (fact.relation.name, obj) not in self.used]
        target = self.random.choice(fresh or able)
        self.used.add((fact.relation.name, target))
        return target

    def goes_on(self, fact: Fact, obj: str) -> bool:
        has_second_hop = any(second.object != fact.subject for second in self.atlas.from_object(fact))
        return not has_second_hop or bool(self.onward(fact, obj))

    def portability(self, fact: Fact, target: str) -> dict[str, list[Probe]]:
        relation = fact.relation
        groups = {
            "Subject_Aliasing": [probe(fill(relation.canonical, alias), target) for alias in fact.alias_phrases],
            "Reasoning": self.reasoning(fact, target),
        }
        if relation.inverse:
            inverse = sentence_case(relation.inverse.format(o=target))
            groups["Logical_Generalization"] = [probe(inverse, fact.subject)]
        return groups

    def reasoning(self, fact: Fact, target: str) -> list[Probe]:
        """Two hops that begin with the edit ("the river of the capital of X") or end with it ("the capital of the country of Y")."""
        onward, towards = self.onward(fact, target), self.towards(fact, target)
        self.random.shuffle(onward)
        self.random.shuffle(towards)
        # One of each kind where there are both.
        return [*onward[:1], *towards[:1], *onward[1:], *towards[1:]][:REASONING_PROBES]

    def onward(self, fact: Fact, target: str) -> list[Probe]:
        """Second hops that both objects have, with another answer after the edit, and that do not lead back to the subject."""
        if not fact.relation.description:
            return []
        after = {second.relation.name: second for second in self.atlas.from_object(fact, target)}
        return [
            probe(fill(before.relation.canonical, fact.description), after[before.relation.name].object)
            for before in self.atlas.from_object(fact)
            if before.relation.name in after
            and not self.keys & {before.key, after[before.relation.name].key}
            and before.object not in (fact.subject, after[before.relation.name].object)
        ]

    def towards(self, fact: Fact, target: str) -> list[Probe]:
        return [
            probe(fill(fact.relation.canonical, first.description), target)
            for first in self.atlas.to_subject(fact)
            if first.key not in self.keys and first.subject not in (target, fact.object)
        ]

    def locality(self, fact: Fact, target: str) -> dict[str, list[Probe]]:
        siblings = self.atlas.of_subject[fact.relation.subject, fact.subject]
        others = [other for other in siblings if other.relation != fact.relation]
        chosen = self.random.sample(others, min(SPECIFICITY_PROBES, len(others)))
        return {
            "Relation_Specificity": [probe(other.prompt(), other.object) for other in chosen],
            "Forgetfulness": [probe(fill(fact.relation.negated(target), fact.phrase), fact.object)],
        }


def probe(prompt: str, answer: str) -> Probe:
    return {"prompt": prompt, "ground_truth": answer}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing; fail where the file is another")
    path = ASSETS / "atlas" / "records.json"
    _, records = choose_records(load_atlas())
    text = json.dumps(records, ensure_ascii=False, indent="\t") + "\n"
    if not arguments.parse_args().check:
        path.write_text(text, encoding="utf-8")
        print(f"{len(records)} records in {path}")
    elif path.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{path} is not what this script makes: run it without --check")


if __name__ == "__main__":
    main()
