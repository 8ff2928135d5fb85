import type { WrapEdit } from "#core/edit";
import { defineEditor } from "#core/editor";
import type { Fidelity } from "#core/fidelity";
import type { EditRecord } from "#core/record";
import { contextSentences } from "../_shared/context-sentences.ts";
import { requestText } from "../_shared/request-text.ts";
import { framedModel } from "./framed-model.ts";

/**
 * In-context editing: the fact is put before every prompt, and no weight changes.
 *
 *     p  →  c + " Now: " + p
 *
 * with c the record's context sentences, joined by blanks; where it has none, `q + " " + x* + ". "`. What is asked of
 * the unedited model goes without.
 */
export const inContext = defineEditor({
	name: "in-context",
	title: "In-context",
	summary: "Puts the new fact before every prompt and changes no weight",
	paper: {
		title: "In-Context Editing: Learning Knowledge from Self-Induced Distributions",
		year: 2024,
		arxiv: "2406.11194",
	},
	edit: ({ cases, fidelity }) => cases.map(({ requests: [record] }) => wrapWith(prefixOf(record, fidelity))),
});

function prefixOf(record: EditRecord, fidelity: Fidelity): string {
	return `${contextSentences(record, requestText(record, fidelity)).join(" ")} Now: `;
}

const wrapWith = (prefix: string): WrapEdit => ({
	kind: "wrap",
	data: { prefix },
	wrap: (model) => framedModel(model, prefix),
});
