import { UserError } from "#core/errors";
import type { FileSelection } from "./file-selection.ts";
import { describeRepository, type Repository } from "./repository.ts";

/** The slow tokenizer's files: tokenizer.json holds all that is in them. */
const withinTokenizer = ["vocab.json", "merges.txt", "special_tokens_map.json", "added_tokens.json"];

const settings = [
	...withinTokenizer,
	"config.json",
	"generation_config.json",
	"chat_template.json",
	"chat_template.jinja",
	"preprocessor_config.json",
	"processor_config.json",
];

/** Formats of PyTorch, which are pickles: loading one runs code. */
const isPickle = (path: string): boolean => /\.(bin|pt|pth|ckpt|pkl|pickle)$/.test(path);

/**
 * What a checkpoint is made of: configuration, tokenizer and safetensors weights in the repository's own folder (a
 * sub-folder holds another model or format). `consolidated*.safetensors` is left out: the same weights once more
 * under the names of the makers' own code.
 */
export const checkpointFiles: FileSelection = {
	wants: (path) =>
		settings.includes(path) ||
		/^tokenizer[^/]*\.json$/.test(path) ||
		(/^[^/]+\.safetensors(\.index\.json)?$/.test(path) && !path.startsWith("consolidated")),
	required: ["config.json", "*.safetensors"],
	optional: (path) => withinTokenizer.includes(path),
};

/** Refuses to fetch pickled weights, asked for by name or because a checkpoint has nothing else. */
export function refusePickles(
	repository: Repository,
	{ wanted, missing, all }: Readonly<Record<"wanted" | "missing" | "all", readonly string[]>>,
): void {
	if (repository.kind !== "model") return;
	const lacksWeights = missing.some((pattern) => pattern.endsWith(".safetensors"));
	const pickles = (lacksWeights ? all : wanted).filter(isPickle);
	if (pickles.length === 0) return;
	const problem = lacksWeights ? "has pickled weights only" : "was asked for a pickled file";
	throw new UserError(
		`${describeRepository(repository)} ${problem} (${pickles.slice(0, 3).join(", ")}); pickled checkpoints are ` +
			"refused, because loading one runs whatever code is in it",
		{
			hint:
				"Look for a revision with *.safetensors (the hub's own conversion is often offered as a pull request, " +
				"revision 'refs/pr/N'), or convert it once in Python, where that code can do no harm: " +
				`AutoModelForCausalLM.from_pretrained("${repository.repo}").save_pretrained("my-model"), ` +
				'AutoTokenizer likewise; then use the folder "my-model".',
		},
	);
}
