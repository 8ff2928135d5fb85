/** Methods of knowledge editing. */
export { alphaEdit } from "./alpha-edit/index.ts";
export { emmet } from "./emmet/index.ts";
export { ftL, ftM } from "./ft/index.ts";
export { ice } from "./ice/index.ts";
export { inContext } from "./in-context/index.ts";
export { memit } from "./memit/index.ts";
export { none } from "./none/index.ts";
export { rRome } from "./r-rome/index.ts";
export { rome } from "./rome/index.ts";
