import { loadModel } from "./models/_shared/load-model.ts";
import { golden } from "./test/helpers/golden.ts";
import { startEngine } from "#engine/engines";
import { trainedEdits } from "./test/editors/golden/check-golden-edit.ts";
import { replayedDraws } from "./test/editors/golden/replayed-draws.ts";
import { ice } from "./editors/index.ts";
import { iceEdit } from "./editors/ice/ice-edit.ts";
for (const eng of ["onnx","cpu"]) {
await startEngine(eng);
for (const ck of ["tiny-llama"] as const) {
const g = golden(ck);
const model = await loadModel(g.folder);
for (const e of trainedEdits(g).filter(e=>/^ice|target/.test(e.method) && e.record===0)) {
 const p=e.params; const losses:number[]=[];
 const [ed]=ice({layers:[...p.layers],steps:p.num_steps,learningRate:p.lr,normConstraint:p.norm_constraint,printKl:p.print_kl,objective:p.objective_optimization as any,temperature:p.temperature,maxNewTokens:p.max_new_tokens,staticTarget:p.static_target,sampleWithContext:p.sample_with_context,numReturnSequences:p.num_return_sequences});
 const d=await iceEdit({model,record:{...g.records[0]!,context:e.context??[]},params:ed!.params,fidelity:"reference",onLoss:(l)=>losses.push(l)},replayedDraws(e));
 console.log(eng,e.method, losses.map((l,i)=>((l-e.loss[i]!)/e.loss[i]!).toExponential(1)).join(' '));
 for (const [n,t] of d){const a=g.vectors!.tensor(`${e.method}.0.${n}`).data,b=await t.data();let s=0,q=0;for(let i=0;i<a.length;i++){s+=(a[i]!-b[i]!)**2;q+=a[i]!**2;}console.log('  ',n,Math.sqrt(s/q).toExponential(2));}
}}}
