// Runs the program from the clone, unbuilt, as if node had been started with --conditions=source and what reads
// TypeScript. In this process: one to interrupt, to kill, to wait for.
import { register } from "node:module";

register("./source-condition.js", import.meta.url);
await import("../runner/read-typescript.js");

await import("./main.ts");
