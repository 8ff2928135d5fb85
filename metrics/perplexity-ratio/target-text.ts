import type { Variant } from "./variants.ts";

/**
 * The text below the ratio's line. `reference`: the prompt's first character and the target, since the public code
 * indexes a string where it expects a list; `full_prompt`: prompt and target, without a blank; `shifted`: with one blank.
 */
export function targetText(variant: Variant, prompt: string, target: string): string {
	if (variant === "full_prompt") return prompt + target;
	if (variant === "shifted") return `${prompt.trimEnd()} ${target.trim()}`;
	const [first = ""] = prompt;
	return first + target;
}
