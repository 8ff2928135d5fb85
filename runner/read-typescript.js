// Has TypeScript read, by tsx, in folders of any name. Plain JavaScript, because it comes before what reads TypeScript.
import { register } from "node:module";
import { register as registerTsx } from "tsx/esm/api";

const hooks = new URL("./question-marks.js", import.meta.url);

// Those registered last are asked first: these hooks stand on both sides of tsx.
register(hooks);
registerTsx();
register(hooks);
