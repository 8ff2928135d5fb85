/** Who may import whom: the arrows of ARCHITECTURE.md. */
const plugins = ["models", "datasets", "editors", "metrics", "reports"];
const ours =
	"^(bin|benchmarks|core|datasets|editors|engine|experiments|hub|metrics|models|reports|runner|scripts|test)/";
const only = (name, from, to) => ({
	name,
	severity: "error",
	from: { path: `^${from}/` },
	to: { path: ours, pathNot: to },
});
const door = (name, module, ...files) => ({
	name: `one door: ${name}`,
	severity: "error",
	from: { path: "^(?!test/|scripts/)", pathNot: files.map((file) => `^${file}`) },
	to: { path: `node_modules/${module}` },
});

module.exports = {
	forbidden: [
		{
			name: "no cycles",
			severity: "error",
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		},
		{
			name: "no unresolvable imports",
			severity: "error",
			from: {},
			to: { couldNotResolve: true, pathNot: "^@tensorflow/tfjs-node" },
		},
		only("core stands alone", "core", "^(core|engine)/"),
		only("engine knows numbers and how to report a mistake", "engine", "^(engine|core/(errors|nearest))"),
		only("hub brings files", "hub", "^(hub|core)/"),
		only("runner knows contracts, not plug-ins", "runner", "^(runner|core|engine|hub)/"),
		...plugins.map((folder) =>
			only(`${folder} know the contracts and themselves`, folder, `^(${folder}|core|engine|hub)/`),
		),
		...plugins.map((folder) => ({
			name: `one of the ${folder} does not import another`,
			severity: "error",
			from: { path: `^${folder}/(?!_shared/)([^/]+)/` },
			to: { path: `^${folder}/`, pathNot: `^${folder}/(_shared|$1)/` },
		})),
		only(
			"benchmarks compose plug-ins",
			"benchmarks",
			"^(benchmarks|core|models|datasets|editors|metrics|reports)/",
		),
		only(
			"experiments use public names",
			"experiments",
			"^(core|models|datasets|editors|metrics|reports|benchmarks)/index",
		),
		door("TensorFlow.js", "@tensorflow/", "engine/"),
		door("ONNX Runtime", "onnxruntime-", "engine/"),
		door("koffi", "koffi/", "engine/memory-map/"),
		door("zod", "zod/", "core/zod\\."),
		door("parquet", "hyparquet/", "editors/_shared/covariance/"),
		door("zip", "fflate/", "editors/_shared/covariance/"),
		door("execa", "execa/", "runner/"),
		door("esbuild", "esbuild/", "runner/plan/"),
		door("csv-stringify", "csv-stringify/", "reports/csv/"),
		door("yargs", "yargs/", "bin/"),
		door("cli-progress", "cli-progress/", "bin/"),
		door("ts-morph", "ts-morph/", "bin/commands/"),
		door("the hub's library", "@huggingface/hub", "hub/"),
		door("the tokenizers", "tokenizers/", "models/_shared/tokenizer/"),
	],
	options: {
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(dist|coverage|runs)/" },
		tsConfig: { fileName: "tsconfig.json" },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			conditionNames: ["source", "import", "node", "default"],
			exportsFields: ["exports"],
		},
	},
};
