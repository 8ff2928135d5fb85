import { fileURLToPath } from "node:url";
import { loadExperiment, type Plan, type PlanOptions, planExperiment } from "#runner/index";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

export const fixture = (name: string): string =>
	fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));

/** Plans an experiment of fixtures/, in a folder of its own where none is given. */
export async function planFixture(name: string, options: PlanOptions = {}): Promise<Plan> {
	return planExperiment(await loadExperiment(fixture(name)), { out: temporaryFolder(), ...options });
}
