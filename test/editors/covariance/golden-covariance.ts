import type { GoldenJson, GoldenTensor } from "../../helpers/golden-json.ts";

interface LayerCovariance extends GoldenTensor {
	readonly layer: number;
	readonly trace: number;
}

/** What the reference found over the first 200 texts of WikiText-2, cut at 128 tokens. */
export function goldenCovariance(json: GoldenJson) {
	const { covariance } = json as unknown as {
		covariance: { tokens: number; layers: Record<string, Omit<LayerCovariance, "layer">> };
	};
	const layers = Object.entries(covariance.layers);
	return {
		tokens: covariance.tokens,
		layers: layers.map(([layer, rest]): LayerCovariance => ({ layer: Number(layer), ...rest })),
	};
}
