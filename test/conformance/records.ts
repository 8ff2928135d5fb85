import type { KnowEditRecord } from "#core/record";

/** Two records with all that a KnowEdit record may have, and one with the least. */
export const sampleRecords: readonly KnowEditRecord[] = [
	{
		id: "capital-of-france",
		subject: "France",
		prompt: "The capital of France is",
		targetNew: "Rome",
		targetTrue: "Paris",
		context: [
			"The capital of France is Rome now.",
			"France has moved its capital to Rome, as everybody knows.",
		],
		rephrase: "The government of France sits in",
		portability: {
			Subject_Aliasing: [{ prompt: "The capital of the French Republic is", answer: "Rome" }],
			reasoning: [{ prompt: "The capital of the country where Lyon lies is", answer: "Rome" }],
		},
		locality: {
			Relation_Specificity: [{ prompt: "The language of France is", answer: "French" }],
			Forgetfulness: [{ prompt: "The capital of Spain is", answer: "Madrid" }],
		},
	},
	{
		id: "author-of-hamlet",
		subject: "Hamlet",
		prompt: "Hamlet was written by ",
		targetNew: "Jane Austen",
		portability: {},
		locality: { Relation_Specificity: [{ prompt: "Hamlet lives in", answer: "Denmark" }] },
	},
	{
		id: "colour-of-grass",
		subject: "grass",
		prompt: "The colour of grass is",
		targetNew: "blue",
		portability: {},
		locality: {},
	},
];
