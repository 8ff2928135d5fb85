import { BLANK } from "#core/join";
import type { EditRecord } from "#core/record";
import type { Variant } from "./variants.ts";

/**
 * The text below the ratio's line. `reference`: the prompt's first character and the target, since the public code
 * indexes a string where it expects a list; `full_prompt`: prompt and target, without a blank; `shifted`: with the record's join, one blank.
 */
export function targetText(
	variant: Variant,
	{ prompt, targetNew: target, join = BLANK }: EditRecord,
): string {
	if (variant === "full_prompt") return prompt + target;
	if (variant === "shifted") return prompt.trimEnd() + join + target.trim();
	const [first = ""] = prompt;
	return first + target;
}
