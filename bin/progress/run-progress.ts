import type { Plan } from "#runner/index";
import type { Progress } from "./progress.ts";
import { runBars } from "./run-bars.ts";
import { runLines } from "./run-lines.ts";

/** Bars on a terminal, plain lines without one. */
export const runProgress = (plan: Plan): Progress => (process.stderr.isTTY ? runBars(plan) : runLines());
