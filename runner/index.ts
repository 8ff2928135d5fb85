/** What the command line needs to run experiments. */

export { loadExperiment } from "./load-experiment.ts";
export { lanesInUse } from "./plan/grouping.ts";
export type { Plan, PlannedCell } from "./plan/plan.ts";
export { type PlanOptions, planExperiment } from "./plan/plan-experiment.ts";
export { profiled, type RunProfile } from "./profile.ts";
export { readRun } from "./read-run.ts";
export type { RunEvent } from "./run-event.ts";
export { runPlan } from "./run-plan.ts";
