import { defineEditor } from "./editor.ts";

/** The model as it is: the row that every table compares with. */
export const unedited = defineEditor({
	name: "none",
	title: "Unedited",
	summary: "Leaves the model as it is, for the row that others are compared with",
	unedited: true,
	edit: ({ cases }) => cases.map(() => ({ kind: "weights", deltas: new Map() }) as const),
});
