/** Language models that can be edited. */
export { checkpoint } from "./checkpoint/index.ts";
export { mini } from "./mini/index.ts";
