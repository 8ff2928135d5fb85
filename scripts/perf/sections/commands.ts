import { fileURLToPath } from "node:url";
import { alternate, seconds } from "../alternate.ts";
import { runBench } from "../bench-cell.ts";
import type { Line } from "../line.ts";
import type { Section } from "../setting.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Whole commands, from start to end, as people wait for them. */
export const commands: Section = async ({ rounds, scratch }) => {
	const lines: Line[] = [];
	const time = async (what: string, argsOf: () => readonly string[]) => {
		const run = async () => {
			const { code, err } = await runBench(argsOf());
			if (code !== 0) throw new Error(`${what} ended with exit code ${code}:\n${err}`);
		};
		lines.push({ what, unit: "s", samples: await alternate(rounds, { ours: () => seconds(run) }) });
	};
	await time("bench --help", () => ["--help"]);
	await time("bench plan, 100,000 cells", () => ["plan", file("../many-cells.ts"), "--json"]);
	await time("bench run experiments/quickstart.ts", () => [
		"run",
		file("../../../experiments/quickstart.ts"),
		"--out",
		scratch("quickstart"),
	]);
	return lines;
};
