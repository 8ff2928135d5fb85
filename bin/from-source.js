// Runs the program from the clone, unbuilt, in this process: one process to interrupt, to kill, to wait for. It is as if
// node had been started with --conditions=source --import tsx, which workers (children of this process) then are.
import module from "node:module";
import { register } from "tsx/esm/api";
import { resolve } from "./source-condition.js";

if (module.registerHooks) module.registerHooks({ resolve });
else module.register("./source-condition.js", import.meta.url);
register();
process.execArgv.push("--conditions=source", "--import", import.meta.resolve("tsx"));

await import("./main.ts");
