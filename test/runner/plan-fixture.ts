import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadExperiment, type Plan, type PlanOptions, planExperiment } from "#runner/index";

export const fixture = (name: string): string =>
	fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));

export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "editbench-run-"));

/** Plans an experiment of fixtures/, in a folder of its own where none is given. */
export async function planFixture(name: string, options: PlanOptions = {}): Promise<Plan> {
	return planExperiment(await loadExperiment(fixture(name)), { out: await newFolder(), ...options });
}
