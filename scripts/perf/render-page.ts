import type { SectionName } from "./command-line.ts";
import { renderTable } from "./render-table.ts";
import { machineOf, type StoredSection, type StoredSections } from "./stored-sections.ts";

const titles: Readonly<Record<SectionName, string>> = {
	rate: "What the machine can do",
	forward: "A forward pass",
	step: "A step of ICE",
	generate: "Texts",
	edit: "An edit",
	cell: "A whole cell: ICE",
	"cell-ft-m": "A whole cell: FT-M",
	"cell-rome": "A whole cell: ROME",
	"cell-memit": "A whole cell: MEMIT",
	lanes: "Edits side by side: lanes",
	workers: "Edits side by side: workers",
	commands: "Commands, from start to end",
};

/** docs/performance.md. @param sections one at least */
export function renderPage(sections: StoredSections): string {
	const entries = Object.entries(sections) as [SectionName, StoredSection][];
	const usual = usualOf(entries.map(([, section]) => section));
	const parts = entries.map(
		([name, section]) => `## ${titles[name]}\n\n${whenceOf(section, usual)}\n\n${renderTable(section.lines)}`,
	);
	return `# Performance

How long editbench takes, by turns with PyTorch on the same machine: SmolLM2-135M in float32, records of KnowEdit's
wiki_counterfact, editors with their presets. Numbers are medians; a ratio below 1 means that editbench is faster.

- *As the public tools*: \`scripts/perf/reference.py\`, written anew for this comparison with the work that the public code does: logits at
  all tokens, every layer at every step, ICE's samples drawn by \`generate\` and run again, three texts a record, the probes of one key
  at a time. Eager attention, current PyTorch.
- *Tuned*: PyTorch with logits only where they are read.
- Context templates and covariances are made before and not timed on either side. Both stop an edit at the same loss.
- A whole cell is the edit, the answers before and after, the texts and all scores: editbench's is \`bench run\` from the moment its worker
  has the model, all records in each round; PyTorch's a process that has it already, and takes a share of the records a round. The mean
  scores over all of them show that the work was the same. ICE draws at random, so that its scores differ a little.
- *Check*: how far both computed the same. Losses are compared over the first five steps, since Adam amplifies rounding.
- Rates count multiplications and additions of matrix products, attention's own left out. The machine's rate is measured before: one
  whose speed moves may show shares above 100 %.

Measured with: ${usual.machine}; ${usual.versions}. A section that was not, or on another day than most, says so.

${parts.join("\n")}
## How to measure

\`\`\`sh
pip install torch transformers
export EDITBENCH_PYTHON=python3 EDITBENCH_SMOLLM2=smollm2-135m EDITBENCH_KNOWEDIT=knowedit
npm run perf                     # everything; each section is written when it is measured
npm run perf -- --only cell      # one section
\`\`\`

Without PyTorch the same commands compare with \`docs/performance.json\`, the numbers above, and write neither file.
`;
}

/** What a section has in common with the others, or not. */
interface Origin {
	readonly day: string;
	readonly machine: string;
	readonly versions: string;
}

const originOf = (section: StoredSection): Origin => {
	const { node, engine, pytorch = "no PyTorch" } = section.machine;
	return {
		day: section.date.slice(0, 10),
		machine: machineOf(section),
		versions: `Node ${node}, ${engine}, ${pytorch}`,
	};
};

/** What most sections have. */
function usualOf(sections: readonly StoredSection[]): Origin {
	const origins = sections.map(originOf);
	const count = (facet: keyof Origin, text: string) =>
		origins.filter((origin) => origin[facet] === text).length;
	const most = (facet: keyof Origin) =>
		origins
			.map((origin) => origin[facet])
			.reduce((best, text) => (count(facet, text) > count(facet, best) ? text : best));
	return { day: most("day"), machine: most("machine"), versions: most("versions") };
}

/** When, of what and by which command a section was measured; what of it is not as in the others. */
function whenceOf(section: StoredSection, usual: Origin): string {
	const own = originOf(section);
	const { command, machine } = section;
	const others = [
		...(own.day === usual.day ? [] : ["on another day than the rest"]),
		...(own.machine === usual.machine ? [] : [`on another machine or with other threads: ${own.machine}`]),
		...(own.versions === usual.versions ? [] : [`with other versions: ${own.versions}`]),
	];
	return [
		`${own.day}, editbench ${machine.editbench}: \`${command}\`.`,
		...(others.length > 0 ? [`**Measured ${others.join("; ")}.**`] : []),
	].join(" ");
}
