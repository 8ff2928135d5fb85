import type { PublishedScores, PublishedTable } from "#core/published";

/** Main results of the ICE paper. WikiBio has no portability probes. */
export const iceLlama2: PublishedTable = {
	source: "arXiv 2406.11194, main results",
	model: "Llama2-7b-chat",
	note:
		"Transcribed from the images of the two tables in the authors' repository (bigai-ai/ICE at 86ba18e), whose " +
		"code edits and scores as `reference` does; its PPL_r is the variant `reference`.",
	rows: {
		wiki_recent: {
			rome: row(97.25, 36.58, 30.4, 581.0, 107.47),
			memit: row(97.03, 37.0, 29.28, 573.06, 87.17),
			"ft-l": row(45.63, 34.73, 34.8, 558.91, 68.92),
			"ft-m": row(100.0, 59.28, 41.54, 587.17, 70.64),
			ice: row(100.0, 61.02, 46.39, 585.58, 34.08),
		},
		zsre: {
			rome: row(96.66, 52.9, 26.61, 573.02, 53.88),
			memit: row(95.61, 52.73, 24.79, 563.42, 38.67),
			"ft-l": row(43.6, 43.9, 51.38, 560.94, 30.36),
			"ft-m": row(100.0, 54.47, 53.84, 580.1, 27.33),
			ice: row(100.0, 55.52, 56.97, 562.7, 15.5),
		},
		wikibio: {
			rome: row(95.83, undefined, 68.38, 617.67, 3.7),
			memit: row(94.54, undefined, 69.96, 616.65, 3.51),
			"ft-l": row(59.41, undefined, 28.94, 615.5, 1.89),
			"ft-m": row(100.0, undefined, 35.34, 618.12, 3.67),
			ice: row(99.88, undefined, 70.6, 617.88, 2.15),
		},
		wiki_counterfact: {
			rome: row(98.68, 42.45, 21.13, 585.4, 109.97),
			memit: row(98.13, 44.16, 19.48, 576.26, 122.48),
			"ft-l": row(36.13, 29.37, 38.37, 566.55, 89.24),
			"ft-m": row(100.0, 72.39, 40.76, 586.8, 54.71),
			ice: row(100.0, 73.49, 45.88, 583.29, 18.95),
		},
	},
};

/** The unedited model, which the tables leave out and the paper's plot of continual editing draws as dashed lines. */
export const iceLlama2Unedited: PublishedTable = {
	source: "arXiv 2406.11194, plot of continual editing, dashed lines",
	model: "Llama2-7b-chat",
	note:
		"Read off the plot by eye, so good to about one unit. A third-party run of the unedited model on the same " +
		"1266 records has edit success 47.40, fluency 593.47 and a portability of only 26.4 (pooled) or 28.9 (per-key).",
	rows: { wiki_recent: { none: { "edit-success": 47, portability: 40, fluency: 590 } } },
};

/** A line of the paper's table: Edit Succ., Portability, Locality, Fluency, PPL_r. */
function row(
	editSuccess: number,
	portability: number | undefined,
	locality: number,
	fluency: number,
	perplexityRatio: number,
): PublishedScores {
	return {
		"edit-success": editSuccess,
		...(portability !== undefined && { portability }),
		locality,
		fluency,
		"perplexity-ratio": perplexityRatio,
	};
}
