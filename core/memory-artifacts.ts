import type { Artifact, Artifacts, ArtifactsRequest, KeptArtifact } from "./artifacts.ts";

/** Artifacts that last as long as the process: for tests, and for models that no run will meet again. */
export function memoryArtifacts(): Artifacts {
	const kept = new Map<string, Artifact & KeptArtifact & { readonly kind: string }>();
	const unfinished = new Map<string, Artifact>();
	const obtainAll = async ({ kind, keys, build }: ArtifactsRequest): Promise<readonly Artifact[]> => {
		const names = keys.map((key) => JSON.stringify([kind, key]));
		const missing = keys.map((_, index) => index).filter((index) => !kept.has(names[index]!));
		if (missing.length > 0) {
			const built = await build(missing, {
				report: () => {},
				saved: async (index) => unfinished.get(names[index]!),
				save: async (index, artifact) => void unfinished.set(names[index]!, artifact),
			});
			for (const [i, index] of missing.entries())
				kept.set(names[index]!, { ...built[i]!, kind, key: keys[index]! });
		}
		return names.map((name) => kept.get(name)!);
	};
	return {
		obtainAll,
		kept: async (kind) => [...kept.values()].filter((one) => one.kind === kind).reverse(),
		async obtain({ key, build, ...request }) {
			const [artifact] = await obtainAll({
				...request,
				keys: [key],
				build: async (_missing, { report }) => [await build(report)],
			});
			return artifact!;
		},
	};
}
