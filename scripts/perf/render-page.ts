import { renderTable } from "./render-table.ts";
import type { StoredRun } from "./stored-run.ts";

/** docs/performance.md. */
export function renderPage(run: StoredRun): string {
	const { date, command, threads, rounds, records, machine, lines } = run;
	const { cpu, cores, os, node, editbench, engine, pytorch } = machine;
	return `# Performance

Written by \`${command}\` on ${date.slice(0, 10)}. SmolLM2-135M in float32, records of KnowEdit's wiki_counterfact, editors with their
presets. Medians of ${rounds}, by turns with PyTorch on the same machine; a ratio below 1 means that editbench is faster.

${renderTable(lines)}
- Machine: ${cpu}, ${cores} cores, ${os}; ${threads} threads of either side.
- editbench ${editbench}, Node ${node}, ${engine}; ${pytorch ?? "no PyTorch"}.
- *As the public tools*: \`scripts/perf/reference.py\`, written anew for this comparison with the work that the public code does: logits at
  all tokens, every layer at every step, ICE's samples drawn by \`generate\` and run again, three texts a record, the probes of one key
  at a time. Eager attention, current PyTorch. *Tuned*: logits only where they are read.
- Context templates and covariances are made before and not timed on either side. A cell has ${records} records; editbench's is \`bench run\`
  from the moment its worker has the model, PyTorch's a process that has it already.
- *Check*: how far both computed the same. Losses are compared over the first five steps, since Adam amplifies rounding.
- Rates count multiplications and additions of matrix products, attention's own left out.

\`\`\`sh
pip install torch transformers
EDITBENCH_PYTHON=python3 EDITBENCH_SMOLLM2=smollm2-135m EDITBENCH_KNOWEDIT=knowedit npm run perf
\`\`\`

Without PyTorch the same command compares with \`docs/performance.json\`, the run above.
`;
}
