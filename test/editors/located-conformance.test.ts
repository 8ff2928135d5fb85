import { fileURLToPath } from "node:url";
import { alphaEdit, emmet, memit, rome, rRome } from "../../editors/index.ts";
import { checkpoint } from "../../models/index.ts";
import { testEditor } from "../conformance/index.ts";

const folder = (name: string) =>
	fileURLToPath(new URL(`../fixtures/golden/checkpoints/${name}`, import.meta.url));
const models = ["tiny-gpt2", "tiny-llama"].map((name) => checkpoint({ path: folder(name) }));
const corpus = { corpus: "atlas", samples: 100 };
const spread = { layers: [1, 2], steps: 3, templateLengths: [[8, 5]] as [number, number][], ...corpus };

for (const model of models) {
	testEditor(rome({ layer: 2, steps: 3 }), { model });
	testEditor(rome({ layer: 2, steps: 3, mom2Adjustment: true, contextTemplates: ["{}"], ...corpus }), {
		model,
	});
	testEditor(rRome({ layer: 2, steps: 3, contextTemplates: ["{}", "So it is. {}"] }), { model });
	testEditor(memit({ ...spread, mom2UpdateWeight: 10 }), { model });
	testEditor(emmet({ ...spread, contextTemplates: [["{}"], ["So it is. {}"]] }), { model });
	testEditor(alphaEdit(spread), { model });
}
