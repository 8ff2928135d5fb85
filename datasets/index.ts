/** Sources of facts to edit. */
export { atlas } from "./atlas/index.ts";
export { knowedit } from "./knowedit/index.ts";
