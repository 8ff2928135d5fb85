import { createRequire } from "node:module";

export type Koffi = typeof import("koffi");

/** The one door to koffi, which calls C functions. @throws where it does not load on this machine */
export const loadKoffi = (): Koffi => createRequire(import.meta.url)("koffi") as Koffi;
