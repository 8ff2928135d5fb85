import { matrix, multiply, factorSymmetric, eigenSymmetric } from "../engine/linalg/index.ts";
import { keyedRandom } from "../engine/rng.ts";
const r=keyedRandom(1);
const rnd=(m:number,n:number)=>{const x=matrix(m,n);for(let i=0;i<x.data.length;i++)x.data[i]=r.uniform()-.5;return x;};
const maxdiff=(a:Float64Array,b:Float64Array)=>{let m=0;for(let i=0;i<a.length;i++)m=Math.max(m,Math.abs(a[i]!-b[i]!));return m;};
for (const n of process.argv.slice(2).map(Number)) {
 const x=rnd(n,n+5); const g=multiply(x,x,{transposeB:true}); for(let i=0;i<n;i++)for(let j=0;j<i;j++)g.data[j*n+i]=g.data[i*n+j]!;
 let t=performance.now(); const f=factorSymmetric(g.data,n); console.log(n,'factor+cond',performance.now()-t, f.condition.toExponential(2), f.warning);
 t=performance.now(); const b=rnd(n,7); const s=f.solve(b.data,7); console.log('solve',performance.now()-t,'res',maxdiff(multiply(g,matrix(n,7,s)).data,b.data));
 t=performance.now(); const inv=f.inverse(); console.log('inverse',performance.now()-t); const id=multiply(g,matrix(n,n,inv)); for(let i=0;i<n;i++)id.data[i*n+i]!-=1; console.log('res',maxdiff(id.data,new Float64Array(n*n)));
 t=performance.now(); const e=eigenSymmetric(g.data,n); console.log('eigen',performance.now()-t);
 const V=matrix(n,n,e.vectors); const lv=matrix(n,n,e.vectors.slice()); for(let i=0;i<n;i++)for(let j=0;j<n;j++)lv.data[i*n+j]!*=e.values[i]!;
 const orth=multiply(V,V,{transposeB:true}); for(let i=0;i<n;i++)orth.data[i*n+i]!-=1;
 console.log('AV-VL',maxdiff(multiply(V,g).data,lv.data)/e.values[n-1]!,'orth',maxdiff(orth.data,new Float64Array(n*n)), e.values[0], e.values[n-1], 'cond', e.values[n-1]!/e.values[0]!);
}
