import { test } from "uvu";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { assertCase, assertFacts } from "./reference-tokens.ts";
import { variantFolder, variants } from "./variant-folder.ts";

for (const variant of variants()) {
	test(`${variant.title}: ids, text and facts are transformers'`, () => {
		const tokenizer = loadTokenizer(variantFolder(variant));
		assertFacts(tokenizer, variant);
		for (const each of variant.cases) assertCase(tokenizer, each);
	});
}

test.run();
