import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, voltage, type Time, type Voltage } from '../units/index.js'

/** How synapses of one kind act on a neuron. */
export interface Receptor {
  readonly kind: 'receptor'
  /** What a receptor of this name brings along. */
  readonly parts: (name: string) => ReceptorParts
}

export interface ReceptorParts {
  readonly equations: string
  /** What is added to I. */
  readonly current: string
  /** The variable that a spike adds its weight to. */
  readonly receives: string
  readonly parameters: Readonly<Record<string, number>>
  readonly units: Readonly<Record<string, string>>
}

/**
 * A current that a spike raises by its weight and that decays: `dg/dt = -g/tau`, `I + g`.
 *
 * @param options tau (ms)
 * @throws RangeError for a time constant that is not positive
 * @example
 * const cell = lif({}, { receptors: { ampa: exponential({ tau: 5 }) } })
 * net.connect(a, b, { receptor: 'ampa', weight: 1.62 })
 */
export function exponential(options: { tau: Time }): Receptor {
  refuseUnknown('exponential', options, ['tau'])
  const tau = positive(options.tau, 'exponential: tau')
  return {
    kind: 'receptor',
    parts: g => ({
      equations: `d${g}/dt = -${g}/tau_${g}`,
      current: g,
      receives: g,
      parameters: { [`tau_${g}`]: tau },
      units: { [`tau_${g}`]: 'ms' },
    }),
  }
}

/**
 * A current that rises and falls as `w (t/tau) e^(1 - t/tau)`: a spike of weight w reaches its peak w after tau
 * (Rall 1967, J Neurophysiol 30:1138).
 *
 * @param options tau (ms)
 * @throws RangeError for a time constant that is not positive
 */
export function alpha(options: { tau: Time }): Receptor {
  refuseUnknown('alpha', options, ['tau'])
  const tau = positive(options.tau, 'alpha: tau')
  return {
    kind: 'receptor',
    parts: g => ({
      equations: `d${g}/dt = (${Math.E}*${g}_rise - ${g})/tau_${g}\nd${g}_rise/dt = -${g}_rise/tau_${g}`,
      current: g,
      receives: `${g}_rise`,
      parameters: { [`tau_${g}`]: tau },
      units: { [`tau_${g}`]: 'ms' },
    }),
  }
}

export interface ConductanceOptions {
  /** Decay, ms. */
  tau: Time
  /** Reversal potential, mV. */
  reversal: Voltage
  /** `'exponential'` (default), or `'alpha'`: the peak comes after tau. */
  shape?: 'exponential' | 'alpha'
}

/**
 * A conductance (nS) that drives v to a reversal potential: `I + g (E - v)`.
 *
 * @throws RangeError for an unknown option or shape, or a time constant that is not positive
 * @example
 * lif({}, { receptors: { gaba: conductance({ tau: 10, reversal: -80 }) } })
 */
export function conductance(options: ConductanceOptions): Receptor {
  refuseUnknown('conductance', options, ['tau', 'reversal', 'shape'])
  const { shape = 'exponential', tau } = options
  check(
    shape === 'exponential' || shape === 'alpha',
    `conductance: unknown shape "${String(shape)}"; there are exponential, alpha`,
  )
  const base = shape === 'alpha' ? alpha({ tau }) : exponential({ tau })
  const reversal = voltage(options.reversal, 'conductance: reversal')
  return {
    kind: 'receptor',
    parts(g) {
      const { units, parameters, receives, ...rest } = base.parts(g)
      return {
        ...rest,
        receives,
        current: `${g}*(E_${g} - v)`,
        parameters: { ...parameters, [`E_${g}`]: reversal },
        units: { ...units, [g]: 'nS', [receives]: 'nS', [`E_${g}`]: 'mV' },
      }
    },
  }
}

export interface NmdaOptions {
  /** Decay; default 100 ms. */
  tau?: Time
  /** Reversal potential; default 0 mV. */
  reversal?: Voltage
  /** Magnesium outside, in mmol/l; default 1. */
  magnesium?: number
}

/**
 * An NMDA conductance (nS), which magnesium blocks below about -40 mV:
 * `I + g (E - v)/(1 + [Mg]/3.57 e^(-0.062 v))` (Jahr & Stevens 1990, J Neurosci 10:3178, eq. 4a).
 *
 * @throws RangeError for an unknown option, a time constant that is not positive, or negative magnesium
 * @example
 * lif({}, { receptors: { nmda: nmda({ magnesium: 0.5 }) } })
 */
export function nmda(options: NmdaOptions = {}): Receptor {
  refuseUnknown('nmda', options, ['tau', 'reversal', 'magnesium'])
  const { tau = 100, reversal = 0, magnesium = 1 } = options
  check(magnesium >= 0 && Number.isFinite(magnesium), `nmda: magnesium must be 0 mmol/l or more, got ${magnesium}`)
  const base = conductance({ tau, reversal })
  return {
    kind: 'receptor',
    parts(g) {
      const parts = base.parts(g)
      return {
        ...parts,
        current: `${parts.current}/(1 + Mg_${g}/3.57*exp(-0.062*v))`,
        parameters: { ...parts.parameters, [`Mg_${g}`]: magnesium },
      }
    },
  }
}

function positive(value: Time, what: string): number {
  const ms = time(value, what)
  check(ms > 0, `${what} must be positive, got ${ms} ms`)
  return ms
}
