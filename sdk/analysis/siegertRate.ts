import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, voltage, type Time, type Voltage } from '../units/index.js'

export interface SiegertOptions {
  /** Mean of the input, as the voltage that it would hold the membrane at, from rest. */
  readonly mean: Voltage
  /**
   * Fluctuation of the input: the membrane without a threshold would vary with a standard deviation of
   * `deviation / sqrt(2)`.
   */
  readonly deviation: Voltage
  /** Time constant of the membrane. */
  readonly tau: Time
  /** Threshold, from rest. */
  readonly threshold: Voltage
  /** Reset, from rest. */
  readonly reset: Voltage
  /** Default 0 ms. */
  readonly refractory?: Time
}

/**
 * Mean firing rate, in Hz, of a leaky integrate-and-fire cell under white noise (Siegert 1951, Phys Rev 81:617; Ricciardi
 * 1977), where the input is many small independent events:
 *
 * `1/rate = refractory + tau sqrt(pi) Integral_{(reset - mean)/deviation}^{(threshold - mean)/deviation} e^(x^2) (1 + erf x) dx`
 *
 * For events of size J at a rate r (per ms), `mean = tau J r` and `deviation^2 = tau J^2 r`, summed over the sources. The
 * integral is taken as `Integral_0^inf e^(-u^2) (e^(2 u a) - e^(2 u b))/u du` (Brunel & Hakim 1999, Neural Comput
 * 11:1621, eq. 22), which neither overflows nor cancels, by the trapezoidal rule in log u, to some 12 digits. NEST has it
 * as `siegert_neuron`.
 *
 * @returns Hz; with no deviation the rate of the noiseless cell, which is 0 unless the mean is above the threshold
 * @throws RangeError for an unknown option, a tau that is not above 0, a negative deviation or refractory period, or a
 *   reset that is not below the threshold
 * @example
 * siegertRate({ mean: '15 mV', deviation: '5 mV', tau: '20 ms', threshold: '20 mV', reset: '10 mV' })
 */
export function siegertRate(options: SiegertOptions): number {
  const where = 'siegertRate'
  refuseUnknown(where, options, ['mean', 'deviation', 'tau', 'threshold', 'reset', 'refractory'])
  const mean = voltage(options.mean, `${where}: mean`)
  const deviation = voltage(options.deviation, `${where}: deviation`)
  const threshold = voltage(options.threshold, `${where}: threshold`)
  const reset = voltage(options.reset, `${where}: reset`)
  const tau = time(options.tau, `${where}: tau`)
  const refractory = time(options.refractory ?? 0, `${where}: refractory`)
  check(tau > 0, `${where}: tau must be above 0 ms, got ${tau} ms`)
  check(deviation >= 0, `${where}: deviation must not be negative, got ${deviation} mV`)
  check(refractory >= 0, `${where}: refractory must not be negative, got ${refractory} ms`)
  check(reset < threshold, `${where}: reset must lie below the threshold of ${threshold} mV, got ${reset} mV`)

  const passage =
    deviation === 0
      ? mean > threshold
        ? Math.log((mean - reset) / (mean - threshold))
        : Infinity
      : integral((reset - mean) / deviation, (threshold - mean) / deviation)
  return 1000 / (refractory + tau * passage)
}

/** Integral over u > 0 of e^(-u^2) (e^(2 u above) - e^(2 u below))/u, for below < above. */
function integral(below: number, above: number): number {
  // Beyond these ends the integrand is below 1e-17 of the whole; between them nothing is narrower than the steps.
  const from = Math.log(1e-17 / (above - below + Math.abs(above) + 1))
  const to = Math.log(Math.max(above, 0) + 7)
  const step = 0.05 / (1 + Math.max(above, 0))
  const count = Math.ceil((to - from) / step)
  const h = (to - from) / count
  let sum = 0
  for (let k = 0; k <= count; k++) {
    const u = Math.exp(from + k * h)
    // e^(2 u above - u^2) (1 - e^(-2 u (above - below))), which keeps its digits where u is small.
    sum -= Math.exp(u * (2 * above - u)) * Math.expm1(-2 * u * (above - below))
  }
  return sum * h
}
