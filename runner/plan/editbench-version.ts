import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { packageAbove } from "./package-above.ts";

/** Version of editbench's own package. */
export const editbenchVersion = (): string => packageAbove(dirname(fileURLToPath(import.meta.url))).version;
