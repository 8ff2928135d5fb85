import { loadExperiment, planExperiment, runPlan } from "#runner/index";

/** Runs the experiment of argument 2 in the folder of argument 3, and prints each event as a line of JSON. */
const [, , file = "", out = ""] = process.argv;
const plan = await planExperiment(await loadExperiment(file), { out });
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
await runPlan(plan, { onEvent: (event) => console.log(JSON.stringify(event)), signal: stop.signal });
