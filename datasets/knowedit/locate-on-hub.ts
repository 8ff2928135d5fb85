import path from "node:path";
import type { DatasetSource } from "#core/dataset";
import type { Located } from "#core/located";
import { locate } from "#hub/locate";
import { describeRepository } from "#hub/repository";
import { fileSource } from "../_shared/file-source.ts";
import { type Edition, type Split, sources } from "./sources.ts";

interface Wanted {
	readonly split: Split;
	readonly edition: Edition;
	readonly revision?: string | undefined;
}

/** The one file of a hub dataset that a split and an edition mean. */
export function wantedFile({ split, edition, revision }: Wanted) {
	const { repo, file } = sources[edition][split];
	return { kind: "dataset", repo, revision, files: [file] } as const;
}

/** Looks for it among what was downloaded before, without network. */
export async function locateOnHub(wanted: Wanted): Promise<Located<DatasetSource>> {
	const { files, ...repository } = wantedFile(wanted);
	const found = await locate(repository, files);
	const source = found && (await fileSource(path.join(found.folder, files[0]), found.revision));
	if (source) return { here: source };
	const what = `${files[0]} of ${describeRepository(repository)}`;
	return { missing: { what, remedy: "npx bench fetch EXPERIMENT.ts" } };
}
