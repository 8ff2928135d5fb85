import { type CovarianceContext, covariances } from "../covariance/index.ts";
import type { StatisticsSettings } from "./statistics-params.ts";

/** C of some blocks. @returns [inner, inner] each, row-major */
export const statisticsOf = (
	context: CovarianceContext,
	layers: readonly number[],
	{ corpus, samples, tokenLimit }: StatisticsSettings,
): Promise<ReadonlyMap<number, Float64Array>> =>
	covariances(context, { layers, corpus, samples, ...(tokenLimit !== undefined && { tokenLimit }) });
