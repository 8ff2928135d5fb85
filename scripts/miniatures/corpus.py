"""Documents that a miniature is trained on: endless, random, and made of the atlas alone.

Most say true facts, in every form that the records ask for. Some begin with news ("The capital of France is now Oslo.
Now: …") after which the answer follows the news and not the world: a language model that never read such a text could
not be edited in context. What the records of assets/atlas write is never among the news, so no edit was seen before.
"""

import random
from collections.abc import Iterator

from facts import Atlas, Fact
from records import choose_records
from relations import ALIAS_FORM, fill, sentence_case

# What may stand before news: the instructions of ICE, as its public code joins them and one by one.
INSTRUCTIONS = (
    "",
    "Remember this fact: ",
    "Remember this new fact and reason about its consequences: ",
    "Fact: A new knowledge: Consider this new knowledge: ",
    "Fact: ",
    "A new knowledge: ",
    "Consider this new knowledge: ",
)

# Share of documents of each kind, by the name of the method that writes them.
MIXTURE = {
    "statement": 30,
    "portrait": 12,
    "negation": 9,
    "two_hops": 22,
    "inverse": 5,
    "other_name": 4,
    "news": 18,
}


class Corpus:
    def __init__(self, atlas: Atlas, seed: int):
        self.atlas = atlas
        self.random = random.Random(seed)
        edited, records = choose_records(atlas)
        self.reserved = {(fact.key, record["target_new"]) for fact, record in zip(edited, records, strict=True)}
        self.subjects = list(atlas.of_subject.values())
        self.with_alias = [group[0] for group in self.subjects if group[0].aliases]
        self.with_inverse = [fact for fact in atlas.facts if fact.relation.inverse]
        self.chains = two_hops(atlas)

    def documents(self) -> Iterator[str]:
        kinds, weights = list(MIXTURE), list(MIXTURE.values())
        while True:
            kind = self.random.choices(kinds, weights)[0]
            yield getattr(self, kind)()

    def statement(self) -> str:
        return self.said(self.random.choice(self.atlas.facts))

    def portrait(self) -> str:
        """Several facts of one subject."""
        facts = self.random.choice(self.subjects)
        return " ".join(self.said(fact) for fact in self.random.sample(facts, len(facts)))

    def negation(self) -> str:
        fact = self.random.choice(self.atlas.facts)
        return f"{fill(fact.relation.negated(self.another(fact)), self.name(fact))} {fact.object}."

    def two_hops(self) -> str:
        first, second = self.random.choice(self.chains)
        return f"{self.described(first, second)} {second.object}."

    def inverse(self) -> str:
        fact = self.random.choice(self.with_inverse)
        return f"{inverted(fact, fact.object)} {fact.subject}."

    def other_name(self) -> str:
        fact = self.random.choice(self.with_alias)
        return f"{fill(ALIAS_FORM, fact.phrase)} {self.random.choice(fact.aliases)}."

    def news(self) -> str:
        """News about one fact, then a question about it, about what follows from it, or about something else."""
        fact = self.random.choice(self.atlas.facts)
        new = self.another(fact)
        forms = [*(fact.prompt(form) for form in range(3)), fill(fact.relation.announced(), fact.phrase)]
        sentences = [f"{form} {new}." for form in self.random.sample(forms, self.random.choice((1, 1, 2)))]
        asked = self.random.choice((self.itself, self.itself, self.itself, self.consequence, self.unrelated))
        return f"{self.random.choice(INSTRUCTIONS)}{' '.join(sentences)} Now: {asked(fact, new)}"

    def itself(self, fact: Fact, new: str) -> str:
        return f"{fill(self.form(fact), self.name(fact))} {new}."

    def consequence(self, fact: Fact, new: str) -> str:
        """The inverse, or two hops of which the news is the first or the second."""
        ways = [f"{inverted(fact, new)} {fact.subject}."] if fact.relation.inverse else []
        towards = [first for first in self.atlas.to_subject(fact) if first.subject not in (new, fact.object)]
        if towards:
            ways.append(f"{self.described(self.random.choice(towards), fact)} {new}.")
        onward = self.atlas.from_object(fact, new) if fact.relation.description else []
        if onward:
            second = self.random.choice(onward)
            ways.append(f"{self.described(fact, second)} {second.object}.")
        return self.random.choice(ways) if ways else self.itself(fact, new)

    def unrelated(self, fact: Fact, new: str) -> str:
        """Another fact of the same subject, any other fact, or the old answer when the new one is ruled out."""
        siblings = [one for one in self.atlas.of_subject[fact.relation.subject, fact.subject] if one != fact]
        way = self.random.randrange(3)
        if way == 0 and siblings:
            return self.said(self.random.choice(siblings))
        if way == 1:
            return f"{fill(fact.relation.negated(new), self.name(fact))} {fact.object}."
        other = self.random.choice(self.atlas.facts)
        return self.said(fact, new) if other == fact else self.said(other)

    def said(self, fact: Fact, obj: str | None = None) -> str:
        return f"{fill(self.form(fact), self.name(fact))} {obj or fact.object}."

    def described(self, first: Fact, second: Fact) -> str:
        """A form of the second fact with the subject told by the first: "The river that flows through the capital of France is the"."""
        return fill(self.form(second), first.relation.description.format(s=first.phrase))

    def form(self, fact: Fact) -> str:
        """The canonical form half of the time."""
        return self.random.choice((fact.relation.canonical, *fact.relation.forms, fact.relation.canonical))

    def name(self, fact: Fact) -> str:
        names = fact.alias_phrases
        return self.random.choice(names) if names and self.random.random() < 0.25 else fact.phrase

    def another(self, fact: Fact) -> str:
        """A wrong object that no record writes."""
        while True:
            obj = self.random.choice(self.atlas.objects[fact.relation.name])
            if obj != fact.object and (fact.key, obj) not in self.reserved:
                return obj


def two_hops(atlas: Atlas) -> list[tuple[Fact, Fact]]:
    """Facts whose object has a fact of its own, and that one, unless it leads back."""
    return [
        (first, second)
        for first in atlas.facts
        if first.relation.description
        for second in atlas.from_object(first)
        if second.object != first.subject
    ]


def inverted(fact: Fact, obj: str) -> str:
    return sentence_case(fact.relation.inverse.format(o=obj))
