import { loadExperiment, planExperiment, runPlan } from "#runner/index";

/** Runs the experiment of argument 2 with the plan options (JSON) of argument 3, and prints each event as a line of JSON. */
const [, , file = "", options = "{}"] = process.argv;
const plan = await planExperiment(await loadExperiment(file), JSON.parse(options));
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
await runPlan(plan, { onEvent: (event) => console.log(JSON.stringify(event)), signal: stop.signal });
