import { suite } from "uvu";
import { type Check, Skipped } from "./check.ts";

/** Registers checks as a suite of uvu and lets it run. A promise that is not looked at says why. */
export function runChecks(
	name: string,
	checks: readonly Check[],
	after: () => Promise<void> | void = () => {},
): void {
	const tests = suite(name);
	for (const { title, run } of checks) {
		tests(title, async () => {
			const outcome = await run();
			if (outcome instanceof Skipped) console.log(`  skipped: ${name} ${title}: ${outcome.reason}`);
		});
	}
	tests.after(after);
	tests.run();
}
