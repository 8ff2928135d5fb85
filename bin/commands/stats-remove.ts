import { UserError } from "#core/errors";
import { defineCommand } from "../define-command.ts";
import { printLines } from "../output.ts";

export const statsRemove = defineCommand({
	usage: "rm <key..>",
	under: "stats",
	describe: "Remove what is kept under these keys; a run that needs it builds it again",
	positionals: {
		key: {
			type: "string",
			array: true,
			demandOption: true,
			describe: "Keys as listed, or beginnings that only one of them has",
		},
	},
	options: {},
	examples: [["bench stats rm covariance-3f2a", "the one whose key begins so"]],
	run: async ({ key: keys }) => {
		const { ArtifactStore } = await import("#runner/artifacts/artifact-store");
		const store = new ArtifactStore();
		const { stored, damaged, unfinished } = await store.list();
		const names = [...new Set([...stored.map(({ name }) => name), ...damaged, ...unfinished])];
		const meant = keys.map((key) => nameOf(key, names));
		for (const name of meant) await store.remove(name);
		printLines(meant.map((name) => `removed ${name}`));
	},
});

/** @throws UserError where no name, or more than one, begins like that */
function nameOf(key: string, names: readonly string[]): string {
	const found = names.includes(key) ? [key] : names.filter((name) => name.startsWith(key));
	if (found.length === 1) return found[0]!;
	if (found.length === 0) {
		throw new UserError(`Nothing is kept under "${key}"`, { hint: '"bench stats list" shows what is.' });
	}
	throw new UserError(`"${key}" may be ${found.join(" or ")}`, { hint: "Write more of the key." });
}
