/** What makes one panel of figure 1. */
export interface PatternDescription {
  /** The panel's letter. */
  readonly panel: string
  /** Which equations: the usual; `4.1 v + 108` in place of `5 v + 140`; or `u' = a b (v + 65)`. */
  readonly form: 'usual' | 'integrating' | 'accommodating'
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  /** v at the start, mV. */
  readonly v: number
  /** u at the start; default b v. */
  readonly u?: number
  /** ms */
  readonly dt: number
  /** ms */
  readonly duration: number
  /** I in mV/ms at a time in ms. */
  readonly input: (t: number) => number
}

const between = (t: number, from: number, to: number) => t > from && t < to
const after = (from: number, value: number) => (t: number) => (t > from ? value : 0)
const pulse = (from: number, to: number, value: number) => (t: number) => (between(t, from, to) ? value : 0)

/** Pulses of a common length, each after its time. */
const pulses = (value: number, length: number, ...times: number[]) => {
  return (t: number) => (times.some(from => between(t, from, from + length)) ? value : 0)
}

/** Two slow ramps, of which only the quick one makes it fire. */
const ramps = (t: number) => (t < 200 ? t / 25 : t < 300 || t >= 312.5 ? 0 : ((t - 300) / 12.5) * 4)

/** Inhibition that excites: 80, but 75 from 50 to 250 ms. */
const released = (t: number) => (t < 50 || t > 250 ? 80 : 75)

/**
 * The 20 patterns of Izhikevich 2004 (IEEE Trans Neural Netw 15:1063, figure 1; program: ModelDB 39948): parameters,
 * initial values, step, duration and input. Cells for them are made by {@link izhikevich2004}.
 *
 * @example
 * for (const [name, { panel, input }] of Object.entries(izhikevich2004Patterns)) console.log(panel, name, input(50))
 */
export const izhikevich2004Patterns = {
  'tonic spiking': cell('A', [0.02, 0.2, -65, 6], -70, 0.25, 100, after(10, 14)),
  'phasic spiking': cell('B', [0.02, 0.25, -65, 6], -64, 0.25, 200, after(20, 0.5)),
  'tonic bursting': cell('C', [0.02, 0.2, -50, 2], -70, 0.25, 220, after(22, 15)),
  'phasic bursting': cell('D', [0.02, 0.25, -55, 0.05], -64, 0.2, 200, after(20, 0.6)),
  'mixed mode': cell('E', [0.02, 0.2, -55, 4], -70, 0.25, 160, after(16, 10)),
  'frequency adaptation': cell('F', [0.01, 0.2, -65, 8], -70, 0.25, 85, after(8.5, 30)),
  'class 1 excitable': {
    ...cell('G', [0.02, -0.1, -55, 6], -60, 0.25, 300, t => (t > 30 ? 0.075 * (t - 30) : 0)),
    form: 'integrating',
  },
  'class 2 excitable': cell('H', [0.2, 0.26, -65, 0], -64, 0.25, 300, t => (t > 30 ? -0.5 + 0.015 * (t - 30) : -0.5)),
  'spike latency': cell('I', [0.02, 0.2, -65, 6], -70, 0.2, 100, pulse(10, 13, 7.04)),
  'subthreshold oscillations': cell('J', [0.05, 0.26, -60, 0], -62, 0.25, 200, pulse(20, 25, 2)),
  resonator: cell('K', [0.1, 0.26, -60, -1], -62, 0.25, 400, pulses(0.65, 4, 40, 60, 280, 320)),
  integrator: {
    ...cell('L', [0.02, -0.1, -55, 6], -60, 0.25, 100, pulses(9, 2, 100 / 11, 100 / 11 + 5, 70, 80)),
    form: 'integrating',
  },
  'rebound spike': cell('M', [0.03, 0.25, -60, 4], -64, 0.2, 200, pulse(20, 25, -15)),
  'rebound burst': cell('N', [0.03, 0.25, -52, 0], -64, 0.2, 200, pulse(20, 25, -15)),
  'threshold variability': cell('O', [0.03, 0.25, -60, 4], -64, 0.25, 100, t =>
    between(t, 10, 15) || between(t, 80, 85) ? 1 : between(t, 70, 75) ? -6 : 0,
  ),
  bistability: cell('P', [0.1, 0.26, -60, 0], -61, 0.25, 300, t =>
    between(t, 37.5, 42.5) || between(t, 216, 221) ? 1.24 : 0.24,
  ),
  'depolarizing after-potential': cell('Q', [1, 0.2, -60, -21], -70, 0.1, 50, t => (Math.abs(t - 10) < 1 ? 20 : 0)),
  accommodation: { ...cell('R', [0.02, 1, -55, 4], -65, 0.5, 400, ramps), form: 'accommodating', u: -16 },
  'inhibition-induced spiking': cell('S', [-0.02, -1, -60, 8], -63.8, 0.5, 350, released),
  'inhibition-induced bursting': cell('T', [-0.026, -1, -45, -2], -63.8, 0.5, 350, released),
} as const satisfies Record<string, PatternDescription>

/** The name of one of the 20 patterns. */
export type IzhikevichPattern = keyof typeof izhikevich2004Patterns

function cell(
  panel: string,
  [a, b, c, d]: readonly [number, number, number, number],
  v: number,
  dt: number,
  duration: number,
  input: (t: number) => number,
): PatternDescription {
  return { panel, form: 'usual', a, b, c, d, v, dt, duration, input }
}
