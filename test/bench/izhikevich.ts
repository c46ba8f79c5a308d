import type { Engine } from '../../sdk/engine/index.js'
import { gpu, reference } from '../../sdk/engine/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { network } from '../../sdk/simulation/index.js'
import { measure, type Contender, type Measured } from './measure.js'

const n = 10_000
const steps = 100

/** Dense Izhikevich: 10,000 uncoupled cells, dt 1 ms, I = 10, the refractory period of 3 ms; neuron updates a second. */
export async function izhikevichBenchmark(): Promise<Measured[]> {
  return measure(loop(), [await contender(reference), await contender(gpu())])
}

async function contender(engine: Engine): Promise<Contender> {
  const net = network({ dt: 1, engine })
  net.stimulate(net.population('cells', n, izhikevich('RS')), 10)
  const simulation = await engine.compile(net.describe())
  const { engine: name, backend } = simulation.info()
  return {
    name: name === backend || name === 'reference' ? name : `${name} (${backend})`,
    async work() {
      await simulation.advance(steps)
      simulation.forget(simulation.step)
      return n * steps
    },
  }
}

/** What a person would write by hand: storage in single, arithmetic in double precision. */
function loop(): Contender {
  const v = new Float32Array(n).fill(-65)
  const u = new Float32Array(n).fill(-13)
  const wait = new Uint8Array(n)
  return {
    name: 'typed-array loop',
    work() {
      for (let step = 0; step < steps; step++) {
        for (let i = 0; i < n; i++) {
          if (wait[i] > 0) {
            wait[i]--
            continue
          }
          const a = v[i]
          const b = u[i]
          let x = a + (0.04 * a * a + 5 * a + 140 - b + 10)
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
      return n * steps
    },
  }
}
