// Runs the program from the clone, unbuilt, as if node had been started with --conditions=source --import tsx. In this
// process: one to interrupt, to kill, to wait for.
import { register } from "node:module";
import { register as registerTsx } from "tsx/esm/api";

register("./source-condition.js", import.meta.url);
registerTsx();

await import("./main.ts");
