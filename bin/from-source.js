// Runs the program from the clone, unbuilt, as if node had been started with --conditions=source --import tsx. In this
// process: one to interrupt, to kill, to wait for.
import module from "node:module";
import { register } from "tsx/esm/api";
import { resolve } from "./source-condition.js";

if (module.registerHooks) module.registerHooks({ resolve });
else module.register("./source-condition.js", import.meta.url);
register();

await import("./main.ts");
