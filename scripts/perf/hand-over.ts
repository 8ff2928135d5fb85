import { join } from "node:path";
import { writeSafetensors } from "#engine/safetensors/write-safetensors";
import type { Ours } from "./ours.ts";
import type { Yardstick } from "./yardstick.ts";

/** Gives the yardstick the templates and covariances that our editors have had made so far. @param folder a new one */
export async function handOver({ made }: Ours, yardstick: Yardstick, folder: string): Promise<void> {
	const templates: Record<string, unknown> = {};
	for (const { info } of made) {
		if (info.kind !== "context-templates") continue;
		const { lengths } = info.key as { lengths: readonly unknown[] };
		templates[lengths.length > 1 ? "rome" : "memit"] = info.types;
	}
	const tensors = made.flatMap(({ info, tensors }) => {
		const covariance = tensors.get("covariance");
		return covariance ? [[`${(info.key as { layer: number }).layer}`, covariance] as const] : [];
	});
	const covariances = join(folder, "covariances.safetensors");
	writeSafetensors(covariances, tensors);
	await yardstick.ask("prepare", { templates, covariances });
}
