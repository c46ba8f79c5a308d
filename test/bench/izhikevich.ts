import type { Engine } from '../../sdk/engine/index.js'
import { gpu, reference, wasm } from '../../sdk/engine/index.js'
import { current } from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { philox } from '../../sdk/random/index.js'
import { network } from '../../sdk/simulation/index.js'
import { measure, type Contender, type Measured } from './measure.js'

/**
 * Dense Izhikevich: uncoupled cells at random points of their cycle, dt 1 ms, an input of 10 each as an array, the
 * refractory period of 3 ms; neuron updates a second.
 */
export async function izhikevichBenchmark(n: number, others: boolean): Promise<Measured[]> {
  const steps = Math.ceil(20_000_000 / n)
  return measure(loop(n, steps), [
    await contender(wasm(), n, steps),
    await contender(wasm({ precision: 'double' }), n, steps),
    ...(others ? [await contender(reference, n, steps / 20), await contender(gpu(), n, steps / 20)] : []),
  ])
}

const input = (n: number) => new Float64Array(n).fill(10)

function start(n: number): Float64Array {
  const { uniform } = philox(1, 'bench')
  return Float64Array.from({ length: n }, () => -70 + 20 * uniform())
}

async function contender(engine: Engine, n: number, steps: number): Promise<Contender> {
  const net = network({ dt: 1, engine })
  net.stimulate(net.population('cells', n, izhikevich('RS')({}, { initial: { v: start(n) } })), current(input(n)))
  const simulation = await engine.compile(net.describe())
  const { engine: name, backend, precision } = simulation.info()
  return {
    name: name === 'gpu' ? `${name} (${backend})` : `${name}, ${precision}`,
    async work() {
      await simulation.advance(steps)
      simulation.forget(simulation.step)
      return n * steps
    },
  }
}

/** What a person would write by hand: storage in single, arithmetic in double precision. */
function loop(n: number, steps: number): Contender {
  const v = Float32Array.from(start(n))
  const u = v.map(x => 0.2 * x)
  const wait = new Uint8Array(n)
  const I = Float32Array.from(input(n))
  return {
    name: 'typed-array loop',
    work() {
      for (let step = 0; step < steps; step++) one(v, u, wait, I)
      return n * steps
    },
  }
}

function one(v: Float32Array, u: Float32Array, wait: Uint8Array, I: Float32Array): void {
  for (let i = 0; i < v.length; i++) {
    if (wait[i] > 0) {
      wait[i]--
      continue
    }
    const a = v[i]
    const b = u[i]
    let x = a + (0.04 * a * a + 5 * a + 140 - b + I[i])
    let y = b + 0.02 * (0.2 * a - b)
    if (x >= 30) {
      x = -65
      y += 8
      wait[i] = 3
    }
    v[i] = x
    u[i] = y
  }
}
