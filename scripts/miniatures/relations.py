"""The sentences: how each relation of the atlas is said, asked, negated and used to describe its object.

A form ends right before the object, so that it is at once half a training sentence and a prompt. `{s}` stands for the
subject's noun phrase (`noun_phrase`), which may also be a description by another relation: "The capital of {s} is" and
"the country that is home to the Louvre" make a two-hop prompt.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    name: str
    subject: str  # kind of thing the subject is
    object: str  # kind of thing the object is
    canonical: str  # the form of edit prompts; "The … of {s} is" so that `negated` and `announced` can be derived
    statement: str  # the same in other words
    question: str  # the same, asked
    description: str = ""  # noun phrase for the object, where another relation can go on from it
    inverse: str = ""  # "{o} is the capital of": only where the relation is one to one

    @property
    def forms(self) -> tuple[str, str, str]:
        return self.canonical, self.statement, self.question

    def negated(self, other: str) -> str:
        """KnowEdit's wording of a Forgetfulness probe: "The capital of {s}, which is not Oslo, is"."""
        head, _, tail = self.canonical.rpartition(" is")
        return f"{head}, which is not{tail} {other}, is{tail}"

    def announced(self) -> str:
        """The canonical form as news, for context sentences: "The capital of {s} is now"."""
        head, _, tail = self.canonical.rpartition(" is")
        return f"{head} is now{tail}"


RELATIONS = {
    relation.name: relation
    for relation in (
        Relation(
            "capital", "country", "city",
            "The capital of {s} is",
            "{s} has as its capital the city of",
            "Which city is the capital of {s}? It is",
            "the capital of {s}",
            "{o} is the capital of",
        ),
        Relation(
            "currency", "country", "currency",
            "The currency of {s} is the",
            "People in {s} pay with the",
            "What money is used in {s}? It is the",
        ),
        Relation(
            "language", "country", "language",
            "The main language of {s} is",
            "Most people in {s} speak",
            "Which language is spoken in {s}? It is",
        ),
        Relation(
            "continent", "country", "continent",
            "The continent of {s} is",
            "{s} is a country on the continent of",
            "On which continent is {s}? It is in",
        ),
        Relation(
            "largest_city", "country", "city",
            "The largest city of {s} is",
            "More people of {s} live in its biggest city,",
            "Which city of {s} is the largest? It is",
            "the largest city of {s}",
        ),
        Relation(
            "city_country", "city", "country",
            "The country where {s} lies is",
            "{s} is a city in",
            "In which country is the city of {s}? It is in",
            "the country where {s} lies",
        ),
        Relation(
            "river", "city", "river",
            "The river that flows through {s} is the",
            "{s} stands on the river",
            "Which river is there in {s}? It is the",
        ),
        Relation(
            "landmark_country", "landmark", "country",
            "The country that is home to {s} is",
            "{s} can be visited in",
            "In which country can people see {s}? It is in",
            "the country that is home to {s}",
        ),
        Relation(
            "landmark_kind", "landmark", "kind",
            "The group of sights to which {s} belongs is",
            "{s} is one of the most famous",
            "What kind of sight is {s}? It is one of the",
        ),
        Relation(
            "constellation", "star", "constellation",
            "The constellation of {s} is",
            "{s} shines in the constellation",
            "In which constellation is {s}? It is in",
            "the constellation of {s}",
        ),
        Relation(
            "spectral_class", "star", "class",
            "The spectral class of {s} is",
            "{s} is a star of spectral class",
            "Which spectral class has {s}? It has class",
        ),
        Relation(
            "figure", "constellation", "figure",
            "The figure that {s} depicts is the",
            "{s} is drawn as the",
            "What does {s} depict? It depicts the",
        ),
        Relation(
            "maker", "product", "company",
            "The company that created {s} is",
            "{s} is a product of",
            "Which company created {s}? It was",
            "the company that created {s}",
        ),
        Relation(
            "founded_in", "company", "country",
            "The country where {s} was founded is",
            "{s} was started by people in",
            "In which country was {s} founded? It was in",
        ),
    )
}

ALIAS_FORM = "Another name of {s} is"

# Kinds whose names need a noun before them: "the star Vega".
NOUNS = {"star": "the star {}", "constellation": "the constellation {}"}


def noun_phrase(kind: str, name: str) -> str:
    return NOUNS.get(kind, "{}").format(name)


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def fill(form: str, subject: str) -> str:
    """A form with its subject's noun phrase (or a description), as the beginning of a sentence."""
    return sentence_case(form.format(s=subject))
