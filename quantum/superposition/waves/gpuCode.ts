import { leastAmplitude } from '../amplitudes.js'

/**
 * The amplitude rule as texts of gpu.js kernels, in the order in which they are done. Each gathers, and one thread yields
 * one number: of a weight (`mean`, `least`, `scale`), or of one level of one weight (the others). Amplitudes lie weight
 * by weight in rows; `strengths` are `-rate / 2`, `rate * field` and the localisation.
 */
export function amplitudeKernels(levels: number) {
  const last = levels - 1
  const value = (k: string) => `(${k}*${literal(2 / last)} - 1.0)`
  const ofWeight = (args: string, start: string, each: string, result: string) => `function(${args}) {
  const from = this.thread.x*${levels};
  let sum = 0.0;
  ${start}
  for (let k = 0; k < ${levels}; k++) {
    const a = psi[this.thread.y][from + k];
    ${each}
  }
  return ${result};
}`
  const ofLevel = (args: string, body: string) => `function(${args}) {
  const x = this.thread.x;
  const y = this.thread.y;
  const i = Math.floor(x*${literal(1 / levels)});
  const k = x - i*${levels};
  ${body}
}`
  return {
    mean: ofWeight('psi', '', `sum += a*a*${value('k')};`, 'sum'),
    // Seen from the better end, so that nothing overflows: what is common to all levels the norm takes away.
    cooled: ofLevel(
      'psi, mean, gradient, curvature, strengths',
      `const m = mean[y][i];
  const g = strengths[0]*gradient[y][i];
  const c = strengths[0]*(strengths[2] + curvature[y][i]);
  const v = ${value('k')};
  const best = Math.max(c*(1.0 + m)*(1.0 + m) - g, c*(1.0 - m)*(1.0 - m) + g);
  return psi[y][x]*Math.exp(Math.min(40.0, Math.max(-80.0, g*v + c*(v - m)*(v - m) - best)));`,
    ),
    hopped: ofLevel(
      'psi, strengths',
      `const a = psi[y][x];
  let change = 0.0;
  if (k > 0.5) { change = change + psi[y][x - 1] - a; }
  if (k < ${literal(last - 0.5)}) { change = change + psi[y][x + 1] - a; }
  return a + strengths[1]*change;`,
    ),
    least: ofWeight('psi', '', 'sum += a*a;', `${literal(leastAmplitude)}*Math.sqrt(sum)`),
    scale: ofWeight(
      'psi, least',
      'const floor = least[this.thread.y][this.thread.x];',
      'const b = Math.max(a, floor); sum += b*b;',
      '1.0/Math.sqrt(sum)',
    ),
    kept: ofLevel('psi, least, scale', 'return Math.max(psi[y][x], least[y][i])*scale[y][i];'),
  } as const
}

/** A number that every back end takes as floating point. */
const literal = (x: number) => (Number.isInteger(x) ? x.toFixed(1) : String(x))
