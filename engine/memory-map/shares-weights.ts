import type { EngineName } from "../engines.ts";
import { fileMapper } from "./file-mapper.ts";

/** Weights of fewer bytes as float32 are read: smaller models gain nothing that is worth files in the cache. */
export const MAPPED_FROM = 64 * 2 ** 20;

/** Engines that compute on mapped arrays where they lie: those of which `keepsArrays` is true. */
const mapping: readonly EngineName[] = ["onnx", "cpu"];

/**
 * Whether the workers of a machine share one copy of a checkpoint's weights in memory, as far as can be told before it is
 * loaded: where its float32 copy does not fit on the disk, they do not.
 *
 * @param bytes of the weights as float32
 */
export const sharesWeights = (engine: EngineName, bytes: number): boolean =>
	mapping.includes(engine) && bytes >= MAPPED_FROM && typeof fileMapper() === "function";
