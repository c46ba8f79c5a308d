import { check } from '../check.js'
import { refuseUnknown } from '../options.js'
import { time, voltage, type Time, type Voltage } from '../units/index.js'

/**
 * How synapses of one kind act on a neuron. Its parameters are named after it: `tau` of a receptor `ampa` becomes the
 * neuron's parameter `tau_ampa`.
 */
export interface Receptor<Symbols extends string = string> {
  readonly kind: 'receptor'
  /** Values of its parameters by their symbols: `tau` and `tauRise` in ms, `E` in mV, `Mg` in mmol/l. */
  readonly parameters: Readonly<Record<Symbols, number>>
  /** Its equations and what it adds to I, for the name given to it. */
  readonly parts: (name: string) => ReceptorParts
}

export interface ReceptorParts {
  readonly equations: string
  /** What is added to I. */
  readonly current: string
  /** The variable that a spike adds its weight to. */
  readonly receives: string
  /** Units of its variables. */
  readonly units: Readonly<Record<string, string>>
}

/** Receptors by name. */
export type Receptors = Readonly<Record<string, Receptor>>

type Names<R> = {
  [N in keyof R & string]: R[N] extends Receptor<infer Symbols> ? `${Symbols}_${N}` : never
}[keyof R & string]

/** The parameters that receptors bring along, each with a quantity of its kind. */
export type ReceptorParameters<R> = {
  readonly [N in Names<R>]: N extends `tau${string}`
    ? `${number} ms`
    : N extends `E_${string}`
      ? `${number} mV`
      : number
}

/** Units of the parameters of receptors, by symbol. */
export const symbolUnits: Readonly<Record<string, string>> = { tau: 'ms', tauRise: 'ms', E: 'mV', Mg: 'mmol/l' }

/**
 * A current that a spike raises by its weight and that decays: `dg/dt = -g/tau`, `I + g`.
 *
 * @param options tau (ms)
 * @throws RangeError for a time constant that is not positive
 * @example
 * const cell = lif({}, { receptors: { ampa: exponential({ tau: 5 }) } })
 * net.connect(a, b, { receptor: 'ampa', weight: '20 pA' })
 * cell({ tau_ampa: '3 ms' }) // a variant
 */
export function exponential(options: { tau: Time }): Receptor<'tau'> {
  refuseUnknown('exponential', options, ['tau'])
  return {
    kind: 'receptor',
    parameters: { tau: positive(options.tau, 'exponential: tau') },
    parts: g => ({ equations: `d${g}/dt = -${g}/tau_${g}`, current: g, receives: g, units: {} }),
  }
}

/**
 * A current that rises and falls as `w (t/tau) e^(1 - t/tau)`: a spike of weight w reaches its peak w after tau
 * (Rall 1967, J Neurophysiol 30:1138).
 *
 * @param options tau (ms)
 * @throws RangeError for a time constant that is not positive
 * @example
 * const cell = lif({}, { receptors: { slow: alpha({ tau: '20 ms' }) } })
 */
export function alpha(options: { tau: Time }): Receptor<'tau'> {
  refuseUnknown('alpha', options, ['tau'])
  return {
    kind: 'receptor',
    parameters: { tau: positive(options.tau, 'alpha: tau') },
    parts: g => ({
      equations: `d${g}/dt = (exp(1)*${g}_rise - ${g})/tau_${g}\nd${g}_rise/dt = -${g}_rise/tau_${g}`,
      current: g,
      receives: `${g}_rise`,
      units: {},
    }),
  }
}

/**
 * A current that rises with one time constant and decays with another, `w c (e^(-t/tau) - e^(-t/tauRise))`, with c such
 * that its peak is w: `r^(1/(r - 1)) r/(r - 1)` for r = tau/tauRise.
 */
function doubleExponential(options: { tau: Time; tauRise: Time }, what: string): Receptor<'tau' | 'tauRise'> {
  const [tau, tauRise] = [positive(options.tau, `${what}: tau`), positive(options.tauRise, `${what}: tauRise`)]
  check(tauRise < tau, `${what}: tauRise must be below tau, ${tau} ms, got ${tauRise} ms`)
  return {
    kind: 'receptor',
    parameters: { tau, tauRise },
    parts(g) {
      const [decay, rise] = [`tau_${g}`, `tauRise_${g}`]
      return {
        equations: `
          d${g}/dt = ((${decay}/${rise})^(${decay}/(${decay} - ${rise}))*${g}_rise - ${g})/${decay}
          d${g}_rise/dt = -${g}_rise/${rise}`,
        current: g,
        receives: `${g}_rise`,
        units: {},
      }
    },
  }
}

export interface ConductanceOptions {
  /** Decay, ms. */
  tau: Time
  /** Reversal potential, mV. */
  reversal: Voltage
  /** `'exponential'` (default): a spike raises it at once; or `'alpha'`: its peak comes after tau. */
  shape?: 'exponential' | 'alpha'
}

/**
 * A conductance (nS) that drives v to a reversal potential: `I + g (E - v)`.
 *
 * @throws RangeError for an unknown option or shape, or a time constant that is not positive
 * @example
 * const cell = lif({}, { receptors: { gaba: conductance({ tau: 10, reversal: -80 }) } })
 * cell({ E_gaba: '-70 mV' }) // a variant
 */
export function conductance(options: ConductanceOptions): Receptor<'tau' | 'E'> {
  refuseUnknown('conductance', options, ['tau', 'reversal', 'shape'])
  const { shape = 'exponential' } = options
  check(
    shape === 'exponential' || shape === 'alpha',
    `conductance: unknown shape "${String(shape)}"; there are exponential, alpha`,
  )
  const tau = positive(options.tau, 'conductance: tau')
  const base = shape === 'alpha' ? alpha({ tau }) : exponential({ tau })
  return driving(base, voltage(options.reversal, 'conductance: reversal'))
}

/** The conductance that a current's time course becomes. */
function driving<S extends string>(base: Receptor<S>, reversal: number): Receptor<S | 'E'> {
  return {
    kind: 'receptor',
    parameters: { ...base.parameters, E: reversal },
    parts(g) {
      const parts = base.parts(g)
      return { ...parts, current: `${g}*(E_${g} - v)`, units: { [g]: 'nS', [parts.receives]: 'nS' } }
    },
  }
}

export interface NmdaOptions {
  /** Rise, below the decay; default 2 ms. */
  tauRise?: Time
  /** Decay; default 100 ms. */
  tau?: Time
  /** Reversal potential; default 0 mV. */
  reversal?: Voltage
  /** Magnesium outside, in mmol/l; default 1. */
  magnesium?: number
}

/**
 * An NMDA conductance (nS), which magnesium blocks at rest: `I + g (E - v)/(1 + [Mg]/3.57 e^(-0.062 v))` (Jahr & Stevens
 * 1990, J Neurosci 10:3178). It rises with `tauRise` and decays with `tau`; a spike of weight w reaches its peak w.
 *
 * The block makes the equation of v nonlinear, so that `method: 'auto'` means forward Euler.
 *
 * @throws RangeError for an unknown option, a time constant that is not positive, a rise that is not below the decay, or
 *   negative magnesium
 * @example
 * const cell = lif({}, { receptors: { nmda: nmda({ magnesium: 0.5 }) } })
 */
export function nmda(options: NmdaOptions = {}): Receptor<'tau' | 'tauRise' | 'E' | 'Mg'> {
  refuseUnknown('nmda', options, ['tauRise', 'tau', 'reversal', 'magnesium'])
  const { tauRise = 2, tau = 100, reversal = 0, magnesium = 1 } = options
  check(magnesium >= 0 && Number.isFinite(magnesium), `nmda: magnesium must be 0 mmol/l or more, got ${magnesium}`)
  const base = driving(doubleExponential({ tau, tauRise }, 'nmda'), voltage(reversal, 'nmda: reversal'))
  return {
    kind: 'receptor',
    parameters: { ...base.parameters, Mg: magnesium },
    parts(g) {
      const parts = base.parts(g)
      return { ...parts, current: `${parts.current}/(1 + Mg_${g}/3.57*exp(-0.062*v))` }
    },
  }
}

function positive(value: Time, what: string): number {
  const ms = time(value, what)
  check(ms > 0, `${what} must be positive, got ${ms} ms`)
  return ms
}
