/**
 * The answer that counts: a string itself, or what is found by descending into the first element of each list,
 * as published files hold `"Syria"`, `["Syria"]` and `[["Syria", "Syrian Arab Republic"], …]` (outer list: answers,
 * inner lists: their aliases). A list whose first element is empty has no answer, even where later ones do:
 * the reference implementation reads no further, and its result files lack such probes.
 *
 * @returns the text as it stands, outer white space included; `undefined` where there is none but white space
 */
export function firstAnswer(value: unknown): string | undefined {
	let found = value;
	while (Array.isArray(found)) found = found[0];
	return typeof found === "string" && found.trim() !== "" ? found : undefined;
}
