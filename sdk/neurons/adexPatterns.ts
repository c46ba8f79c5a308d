/** What makes one pattern: parameters of `adex`, and the current that is switched on at 0. */
export interface AdexPatternDescription {
  /** `C` in pF, `gL` and `a` in nS, voltages in mV, `tauw` in ms, `b` in pA. */
  readonly parameters: Readonly<
    Record<'C' | 'gL' | 'EL' | 'VT' | 'DeltaT' | 'a' | 'tauw' | 'b' | 'Vr' | 'Vpeak', number>
  >
  /** pA, constant from 0 on; the cell starts at rest: v = EL, w = 0. */
  readonly I: number
}

/**
 * Eight firing patterns of the adaptive exponential cell (Naud et al. 2008, Biol Cybern 99:335, figure 4 and table 1),
 * with the currents that show them within half a second. The values are those of Brian2's example of the paper, where
 * some were adjusted so that they give the paper's figure (P. Mueller, Heidelberg).
 *
 * @example
 * const { parameters, I } = adexPatterns['regular bursting']
 * const net = network({ dt: '0.05 ms' })
 * const cell = net.population('cell', 1, adex(parameters))
 * net.stimulate(cell, I)
 * const spikes = net.record(cell, 'spikes')
 * await net.run('500 ms')
 */
export const adexPatterns = {
  'tonic spiking': pattern([200, 10, -70], [2, 30, 0, -58], 500),
  adaptation: pattern([200, 12, -70], [2, 300, 60, -58], 500),
  'initial burst': pattern([130, 18, -58], [4, 150, 120, -50], 400),
  'regular bursting': pattern([200, 10, -58], [2, 120, 100, -46], 210),
  'delayed accelerating': pattern([200, 12, -70], [-10, 300, 0, -58], 300),
  'delayed regular bursting': pattern([100, 10, -65], [-10, 90, 30, -47], 110),
  'transient spiking': pattern([100, 10, -65], [10, 90, 100, -47], 180),
  'irregular spiking': pattern([100, 12, -60], [-11, 130, 30, -48], 160),
} as const satisfies Record<string, AdexPatternDescription>

/** The name of one of the eight patterns. */
export type AdexPattern = keyof typeof adexPatterns

function pattern(
  [C, gL, EL]: readonly [number, number, number],
  [a, tauw, b, Vr]: readonly [number, number, number, number],
  I: number,
): AdexPatternDescription {
  return { parameters: { C, gL, EL, VT: -50, DeltaT: 2, a, tauw, b, Vr, Vpeak: 0 }, I }
}
