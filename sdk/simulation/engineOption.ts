import { check, kindOf } from '../check.js'
import { engineNamed, type Engine, type Sleep, type Threads } from '../engine/index.js'

/** What runs a network. */
export interface EngineChoice {
  /** What runs it: a name (`'wasm'`, `'reference'`, `'gpu'`) or an engine; default `'wasm'`. */
  engine?: string | Engine
  /** `'single'` or `'double'`, of an engine asked for by name; default the engine's: single for wasm. */
  precision?: 'single' | 'double'
  /**
   * `'exact'`: neurons at rest are skipped until something reaches them; `'off'`: never. The spikes are the same.
   * `{ within: 0.1 }`: neurons near rest, too, that cannot fire by themselves: they coast along their linear flow, and
   * `v` is at most so many mV from what it would be. Of an engine asked for by name; default the engine's: exact for wasm.
   */
  sleep?: Sleep
  /**
   * How many threads share the work, of an engine asked for by name: a number, or `'auto'` (default): one below 20,000
   * neurons, else as many as help, up to the cores of the machine; one with `sleep: { within }`, unless asked for. The
   * spikes are the same, bit for bit.
   */
  threads?: Threads
}

export const engineOptions = ['engine', 'precision', 'sleep', 'threads'] as const

/**
 * The engine that was asked for.
 *
 * @throws RangeError for an engine or option that does not exist, or an option beside an engine that has its own
 */
export function chosenEngine(where: string, { engine = 'wasm', precision, sleep, threads }: EngineChoice): Engine {
  if (typeof engine === 'string') return engineNamed(engine, { precision, sleep, threads })
  check(
    typeof engine?.compile === 'function',
    `${where}: engine must be a name such as 'wasm' or an engine such as gpu({ backend: 'webgpu' }), got ${kindOf(engine)}`,
  )
  for (const [name, value] of Object.entries({ precision, sleep, threads })) {
    check(
      value === undefined,
      `${where}: ${name} goes to the engine where the engine is an object, as wasm({ ${name}: ${typeof value === 'string' ? `'${value}'` : '...'} })`,
    )
  }
  return engine
}
