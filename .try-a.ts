import { startEngine } from "#engine/engines";
import { tf } from "#engine/tf";
import { loadModel } from "/work/main/models/_shared/load-model.ts";
import { readFileSync } from "node:fs";
import { openSafetensors } from "#engine/safetensors/safetensors-file";
await startEngine("onnx");
for (const n of ["tiny-gpt2","tiny-llama"]) {
 const before = tf.memory().numTensors;
 const m = await loadModel(`test/fixtures/golden/checkpoints/${n}`);
 const g = JSON.parse(readFileSync(`test/fixtures/golden/${n}.json`,'utf8')).forward;
 const st = openSafetensors(`test/fixtures/golden/${n}.safetensors`);
 let worst=0;
 for (const [i,r] of g.rows.entries()) {
  const l = m.logits({ids:[r.ids]}, r.ids.map((_: any,c: number)=>[0,c]));
  const got = await l.data(); l.dispose(); const want = st.tensor(`forward.${i}`).data;
  got.forEach((v,j)=>worst=Math.max(worst,Math.abs(v-want[j]!)));
 }
 console.log(n, worst);
 m.dispose(); console.log(tf.memory().numTensors-before);
}
