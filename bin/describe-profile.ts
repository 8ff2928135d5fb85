import type { RunProfile } from "#runner/index";
import { alignColumns } from "./align-columns.ts";

/** Kinds of tensor kernel that are named; `profile.json` has all. */
const NAMED = 8;

/** Where the time of a run went, for people: the parts, and of the tensor kernels those that took most. */
export function describeProfile(profile: RunProfile): string[] {
	const { wall, workers, kernels, compilation, tokenisation, sampling, other, start, harness } = profile;
	const inside = [kernels, compilation, tokenisation, sampling].map(({ seconds }) => seconds);
	const whole = [...inside, other, start, harness].reduce((sum, seconds) => sum + seconds, 0);
	const row = (what: string, seconds: number, calls = "") => [
		what,
		`${seconds.toFixed(2)} s`.padStart(10),
		`${whole === 0 ? 0 : Math.round((100 * seconds) / whole)} %`.padStart(5),
		calls,
	];
	const dearest = Object.entries(kernels.by).sort(([, a], [, b]) => b.seconds - a.seconds);
	return [
		`Where the time went: ${wall.toFixed(1)} s, ${workers} worker${workers === 1 ? "" : "s"}`,
		...alignColumns(
			[
				row("tensor kernels (ONNX Runtime, Adam)", kernels.seconds, `${kernels.calls} runs`),
				...dearest
					.slice(0, NAMED)
					.map(([what, { seconds, calls }]) => row(`  ${what}`, seconds, `${calls} runs`)),
				row("making of kernels", compilation.seconds, `${compilation.calls} graphs`),
				row("tokenisation", tokenisation.seconds, `${tokenisation.calls} texts`),
				row("choice of tokens", sampling.seconds, `${sampling.calls} tokens`),
				row("other JavaScript: editors, autodiff, metrics, garbage", other),
				row("start of workers, loading of models", start),
				row("harness: files, waiting for the runner", harness),
			],
			"  ",
		),
	];
}
