import type { IzhikevichPattern } from '../../../sdk/neurons/index.js'

type Input = (t: number) => number
type Published = readonly [abcd: [number, number, number, number], v: number, dt: number, T: number, input: Input]

const within = (t: number, from: number, to: number) => t > from && t < to

/** Figure 1 of Izhikevich 2004 (IEEE TNN 15:1063; ModelDB 39948), written out again so that a slip in the library shows. */
const figure: Record<IzhikevichPattern, Published> = {
  'tonic spiking': [[0.02, 0.2, -65, 6], -70, 0.25, 100, t => (t > 10 ? 14 : 0)],
  'phasic spiking': [[0.02, 0.25, -65, 6], -64, 0.25, 200, t => (t > 20 ? 0.5 : 0)],
  'tonic bursting': [[0.02, 0.2, -50, 2], -70, 0.25, 220, t => (t > 22 ? 15 : 0)],
  'phasic bursting': [[0.02, 0.25, -55, 0.05], -64, 0.2, 200, t => (t > 20 ? 0.6 : 0)],
  'mixed mode': [[0.02, 0.2, -55, 4], -70, 0.25, 160, t => (t > 16 ? 10 : 0)],
  'frequency adaptation': [[0.01, 0.2, -65, 8], -70, 0.25, 85, t => (t > 8.5 ? 30 : 0)],
  'class 1 excitable': [[0.02, -0.1, -55, 6], -60, 0.25, 300, t => (t > 30 ? 0.075 * (t - 30) : 0)],
  'class 2 excitable': [[0.2, 0.26, -65, 0], -64, 0.25, 300, t => (t > 30 ? -0.5 + 0.015 * (t - 30) : -0.5)],
  'spike latency': [[0.02, 0.2, -65, 6], -70, 0.2, 100, t => (within(t, 10, 13) ? 7.04 : 0)],
  'subthreshold oscillations': [[0.05, 0.26, -60, 0], -62, 0.25, 200, t => (within(t, 20, 25) ? 2 : 0)],
  resonator: [
    [0.1, 0.26, -60, -1],
    -62,
    0.25,
    400,
    t => (within(t, 40, 44) || within(t, 60, 64) || within(t, 280, 284) || within(t, 320, 324) ? 0.65 : 0),
  ],
  integrator: [
    [0.02, -0.1, -55, 6],
    -60,
    0.25,
    100,
    t => ([100 / 11, 100 / 11 + 5, 70, 80].some(at => within(t, at, at + 2)) ? 9 : 0),
  ],
  'rebound spike': [[0.03, 0.25, -60, 4], -64, 0.2, 200, t => (within(t, 20, 25) ? -15 : 0)],
  'rebound burst': [[0.03, 0.25, -52, 0], -64, 0.2, 200, t => (within(t, 20, 25) ? -15 : 0)],
  'threshold variability': [
    [0.03, 0.25, -60, 4],
    -64,
    0.25,
    100,
    t => (within(t, 10, 15) || within(t, 80, 85) ? 1 : within(t, 70, 75) ? -6 : 0),
  ],
  bistability: [[0.1, 0.26, -60, 0], -61, 0.25, 300, t => (within(t, 37.5, 42.5) || within(t, 216, 221) ? 1.24 : 0.24)],
  'depolarizing after-potential': [[1, 0.2, -60, -21], -70, 0.1, 50, t => (Math.abs(t - 10) < 1 ? 20 : 0)],
  accommodation: [
    [0.02, 1, -55, 4],
    -65,
    0.5,
    400,
    t => (t < 200 ? t / 25 : t < 300 ? 0 : t < 312.5 ? ((t - 300) / 12.5) * 4 : 0),
  ],
  'inhibition-induced spiking': [[-0.02, -1, -60, 8], -63.8, 0.5, 350, t => (t < 50 || t > 250 ? 80 : 75)],
  'inhibition-induced bursting': [[-0.026, -1, -45, -2], -63.8, 0.5, 350, t => (t < 50 || t > 250 ? 80 : 75)],
}

/** Spike times of the published program: v first, then u from the new v; a spike is stamped with the time of its step. */
export function published(name: IzhikevichPattern): number[] {
  const [[a, b, c, d], start, dt, T, input] = figure[name]
  const integrates = name === 'class 1 excitable' || name === 'integrator'
  const accommodates = name === 'accommodation'
  let v = start
  let u = accommodates ? -16 : b * v
  const times: number[] = []
  for (let k = 0; k <= Math.round(T / dt); k++) {
    const I = input(k * dt)
    const line = integrates ? 4.1 * v + 108 : 5 * v + 140
    v += dt * (0.04 * (v * v) + line - u + I)
    u += dt * (accommodates ? a * b * (v + 65) : a * (b * v - u))
    if (v > 30) {
      times.push(k * dt)
      v = c
      u += d
    }
  }
  return times
}
