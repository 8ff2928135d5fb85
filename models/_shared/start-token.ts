import type { TokenizerFiles } from "./tokenizer/tokenizer-files.ts";
import type { TokenizerSettings } from "./tokenizer/tokenizer-settings.ts";

/** Text of the token that a tokenizer puts before every text: by its class, or by the post-processor of tokenizer.json. */
export function startTokenOf(
	{ definition }: Pick<TokenizerFiles, "definition">,
	{ adds, bosToken }: Pick<TokenizerSettings, "adds" | "bosToken">,
): string | undefined {
	if (adds !== undefined) return adds.bos ? bosToken : undefined;
	return firstAdded(definition.post_processor as PostProcessor | null | undefined);
}

/** The parts of tokenizer.json's post-processors that put a token first. */
interface PostProcessor {
	readonly type: string;
	/** Of `Sequence` */
	readonly processors?: readonly PostProcessor[];
	/** Of `TemplateProcessing` */
	readonly single?: readonly { readonly SpecialToken?: { readonly id: string } }[];
	/** Of `BertProcessing` and `RobertaProcessing` */
	readonly cls?: readonly [text: string, id: number];
}

const firstAdded = (processor: PostProcessor | null | undefined): string | undefined =>
	processor?.single?.[0]?.SpecialToken?.id ??
	processor?.cls?.[0] ??
	processor?.processors?.map(firstAdded).find((token) => token !== undefined);
