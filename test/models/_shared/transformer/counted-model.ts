import type { EditableModel } from "#core/editable-model";
import { readConfig } from "../../../../models/_shared/checkpoint/read-config.ts";
import { describeNetwork } from "../../../../models/_shared/describe-network.ts";
import { readWeights } from "../../../../models/_shared/read-weights.ts";
import { loadTokenizer } from "../../../../models/_shared/tokenizer/load-tokenizer.ts";
import { TransformerModel } from "../../../../models/_shared/transformer/transformer-model.ts";

/** A model that tells which blocks it runs. */
interface CountedModel {
	readonly model: EditableModel;
	/** Their numbers, in order. */
	readonly ran: number[];
}

export async function countedModel(folder: string): Promise<CountedModel> {
	const network = describeNetwork(readConfig(folder));
	const tokenizer = loadTokenizer(folder);
	const ran: number[] = [];
	const beginPass = await network.passes();
	const begin: typeof beginPass = (weights, tokens) => {
		const pass = beginPass(weights, tokens);
		return {
			...pass,
			block(layer, hidden, attend) {
				ran.push(layer);
				return pass.block(layer, hidden, attend);
			},
		};
	};
	// Blocks that are alike would be listed once for all of them.
	const counted = { ...network, begin, hasLikeBlocks: false };
	const parts = { network: counted, tokenizer, sampling: {}, endIds: [tokenizer.eosId] };
	return { model: new TransformerModel(parts, readWeights(folder, network)), ran };
}
