/** Put before a context sentence. Commas are missing in the reference's list, so that it has one string for three. */
const reference = [
	"",
	"Fact: A new knowledge: Consider this new knowledge: ",
	"Remember this fact: ",
	"Remember this new fact and reason about its consequences: ",
] as const;

const separate = [
	"",
	"Fact: ",
	"A new knowledge: ",
	"Consider this new knowledge: ",
	"Remember this fact: ",
	"Remember this new fact and reason about its consequences: ",
] as const;

export const instructionLists: Readonly<Record<"reference" | "separate", readonly string[]>> = {
	reference,
	separate,
};
