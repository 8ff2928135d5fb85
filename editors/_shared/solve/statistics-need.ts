import type { Need } from "#core/need";
import type { StatisticsSettings } from "./statistics-params.ts";

/** What an editor with `statisticsParams` reads, for `reads`: the covariances of these layers, or the texts to build them from. */
export function statisticsNeed(
	layers: readonly number[],
	{ corpus, samples, tokenLimit }: StatisticsSettings,
): Need {
	const request = { layers, corpus, samples, tokenLimit };
	return {
		key: JSON.stringify(["covariance", request]),
		async locate(context) {
			const { locateCovariances } = await import("../covariance/locate-covariances.ts");
			return locateCovariances(context, request);
		},
		async fetch({ onProgress }) {
			const { openCorpus } = await import("../covariance/corpus/open-corpus.ts");
			await openCorpus(corpus).fetch?.(onProgress);
		},
	};
}

/** `reads` of an editor that spreads edits over layers. */
export const spreadReads = ({
	params: { layers, ...settings },
}: {
	readonly params: StatisticsSettings & { readonly layers?: readonly number[] | undefined };
}): Need[] => [statisticsNeed(layers!, settings)]; // the editors' `needs`

/** `reads` of `rome` and `rRome`. */
export const rankOneReads = ({
	params: { layer, mom2Adjustment, ...settings },
}: {
	readonly params: StatisticsSettings & {
		readonly layer?: number | undefined;
		readonly mom2Adjustment: boolean;
	};
}): Need[] => (mom2Adjustment ? [statisticsNeed([layer!], settings)] : []); // the editors' `needs`
