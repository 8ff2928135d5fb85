import { UserError } from "#core/errors";

/** What stands around a prompt. */
export interface Template {
	readonly before: string;
	readonly after: string;
}

/** `{}` */
export const wholePrompt: Template = { before: "", after: "" };

/** Reads a template. @throws UserError unless there is one place for the prompt, `{}` */
export function parseTemplate(text: string): Template {
	const [before, after, ...others] = text.split("{}");
	if (before !== undefined && after !== undefined && others.length === 0) return { before, after };
	throw new UserError(`A context template must have one "{}", got ${JSON.stringify(text)}`, {
		hint: 'Write "{}" where the prompt goes, as in "Therefore it is. {}".',
	});
}
