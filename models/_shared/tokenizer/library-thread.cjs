// The thread in which the tokenizers of `library.ts` live. Answers one question at a time: [done or failed, what].
const { workerData } = require("node:worker_threads");

const { port, answered } = workerData;
const opened = [];

const answers = {
	open({ definition }) {
		// Here, so that a machine for which there is no binding gets an answer too.
		const { Tokenizer } = require("tokenizers");
		const tokenizer = Tokenizer.fromString(definition);
		const added = JSON.parse(definition).added_tokens.map(({ content }) => [
			tokenizer.tokenToId(content),
			content,
		]);
		const vocab = 1 + Object.values(tokenizer.getVocab(true)).reduce((most, id) => Math.max(most, id), -1);
		return {
			at: opened.push({ tokenizer, decoder: tokenizer.getDecoder(), added: new Map(added) }) - 1,
			vocab,
		};
	},
	idOf: ({ at, token }) => opened[at].tokenizer.tokenToId(token) ?? undefined,
	async encode({ at, text, addSpecialTokens, aligned }) {
		const encoding = await opened[at].tokenizer.encode(text, null, { addSpecialTokens });
		const ids = encoding.getIds();
		return aligned ? { ids, spans: encoding.getOffsets(), added: encoding.getSpecialTokensMask() } : { ids };
	},
	// As version 0.19 did: 0.23 writes added tokens as they look after normalisation.
	decode({ at, ids }) {
		const { tokenizer, decoder, added } = opened[at];
		const tokens = ids
			.map((id) => added.get(id) ?? tokenizer.idToToken(id))
			.filter((token) => token !== null);
		return decoder === null ? tokens.join(" ") : decoder.decode(tokens);
	},
};

port.on("message", async ({ what, number, ...question }) => {
	let answer;
	try {
		answer = { number, value: await answers[what](question) };
	} catch (error) {
		answer = { number, error: error instanceof Error ? error.message : String(error) };
	}
	port.postMessage(answer);
	Atomics.add(answered, 0, 1);
	Atomics.notify(answered, 0);
});
