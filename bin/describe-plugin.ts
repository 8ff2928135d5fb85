import type { EditorImpl, Preset } from "#core/editor";
import { describeParams, type ParamDoc } from "#core/params";
import { alignColumns } from "./align-columns.ts";
import type { LoadedPlugin } from "./plugins/loaded-plugin.ts";
import { wrapText } from "./wrap-text.ts";

/** Longest line of an explanation, in characters. */
const WIDTH = 92;

/** A plug-in for people: what it is, its parameters, and for an editor what it needs and its presets. */
export function describePlugin({ id, factory }: LoadedPlugin): string[] {
	const { kind, info, schema, implementation } = factory;
	const { title, summary, paper } = info;
	const heading = typeof title === "string" && title !== info.name ? `${kind}, "${title}" in tables` : kind;
	return [
		`${id} (${heading})`,
		`${summary}.`,
		...(paper ? [`Paper: ${paper.title} (${paper.year}${paper.arxiv ? `, arXiv ${paper.arxiv}` : ""})`] : []),
		"",
		...parameters(
			describeParams(schema),
			kind === "editor" ? (implementation as EditorImpl<unknown>).needs : [],
		),
		...(kind === "editor" ? editorFacts(implementation as EditorImpl<unknown>) : []),
	];
}

function parameters(docs: readonly ParamDoc[], needed: readonly string[]): string[] {
	if (docs.length === 0) return ["It takes no parameters."];
	const heads = alignColumns(
		docs.map((doc) => [doc.name, `${doc.type}, ${valueWithout(doc, needed)}`]),
		"  ",
	);
	const lines = docs.flatMap((doc, at) => [
		heads[at]!,
		...wrapText(meaning(doc), WIDTH).map((line) => `      ${line}`),
	]);
	return ["Parameters", ...lines];
}

/** What holds where the experiment says nothing. */
function valueWithout(doc: ParamDoc, needed: readonly string[]): string {
	if (doc.default !== undefined) return `default ${JSON.stringify(doc.default)}`;
	if (doc.required) return "required";
	return needed.includes(doc.name) ? "from a preset, else required" : "optional";
}

const meaning = ({ description, alias }: ParamDoc) =>
	alias === undefined ? description : `${description} (the paper's ${alias})`;

function editorFacts({ requires, presets }: EditorImpl<unknown>): string[] {
	return [
		...(requires.length === 0 ? [] : ["", `Needs a model with: ${requires.join(", ")}`]),
		...(presets.length === 0
			? []
			: ["", "Presets, chosen by the sizes of the model", ...presets.flatMap(presetLines)]),
	];
}

function presetLines({ title, shape, params }: Preset<Readonly<Record<string, unknown>>>): string[] {
	return [`  ${title}: ${pairs(shape)}`, `    ${pairs(params)}`];
}

const pairs = (values: object) =>
	Object.entries(values)
		.map(([name, value]) => `${name} ${JSON.stringify(value)}`)
		.join(", ");

/** A plug-in for programs: the same. */
export function pluginToJson({ id, from, factory: { kind, info, schema, implementation } }: LoadedPlugin) {
	const { name: _, title, ...rest } = info;
	return {
		kind,
		name: id,
		from,
		...(typeof title === "string" && { title }),
		...rest,
		params: describeParams(schema),
		...(kind === "editor" && { requires: implementation.requires, presets: implementation.presets }),
	};
}
