/** Methods of knowledge editing. */
export { ftL, ftM } from "./ft/index.ts";
export { ice } from "./ice/index.ts";
export { inContext } from "./in-context/index.ts";
export { none } from "./none/index.ts";
