import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Engine } from '../../sdk/engine/index.js'
import { gpu, wasm } from '../../sdk/engine/index.js'
import { current } from '../../sdk/network/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'
import { philox } from '../../sdk/random/index.js'
import { network } from '../../sdk/simulation/index.js'
import type { Contender } from './measure.js'
import { brian2 } from './python.js'
import type { Row } from './row.js'

/**
 * Dense Izhikevich: uncoupled cells at random points of their cycle, dt 1 ms, an input of 10 each: a constant without
 * refractory periods, or an array with a refractory period of 3 ms.
 */
export function izhikevichRow(n: number, refractory: boolean): Row {
  const steps = Math.ceil(100_000_000 / n)
  const script = refractory ? './brian/izhikevichRefractory.py' : 'b2_izh.py'
  return {
    title: `Izhikevich, ${n.toLocaleString('en')} cells, dt 1 ms, ${refractory ? 'an array of inputs, refractory 3 ms' : 'constant input'}`,
    unit: 'update',
    runs: 5,
    async contenders() {
      return [
        await ours(wasm({ threads: 1 }), n, steps, refractory),
        await ours(wasm({ precision: 'double', threads: 1 }), n, steps, refractory),
        ...brian2(script, n * steps, ['--N', `${n}`, '--T', `${steps / 1000}`], 6),
        loop(n, steps, refractory),
        ...(refractory ? [] : native(n, steps)),
        ...(n > 10_000 ? [await ours(gpu({ backend: 'webasm' }), n, steps / 50, refractory)] : []),
      ]
    },
    goals: [
      { rival: 'Brian2 C++, single', times: refractory ? 1.3 : 2 },
      { rival: 'typed-array loop', times: 4.5 },
    ],
  }
}

const start = (n: number) => {
  const { uniform } = philox(1, 'bench')
  return Float64Array.from({ length: n }, () => -70 + 20 * uniform())
}

async function ours(engine: Engine, n: number, steps: number, refractory: boolean): Promise<Contender> {
  const net = network({ dt: 1, engine })
  const cell = izhikevich('RS')({}, { initial: { v: start(n) }, refractory: refractory ? 3 : 0 })
  net.stimulate(net.population('cells', n, cell), refractory ? current(new Float64Array(n).fill(10)) : 10)
  const simulation = await engine.compile(net.describe())
  const { engine: name, backend, precision } = simulation.info()
  return {
    name: name === 'gpu' ? `gpu.js, ${backend}` : `spikelab, ${precision}`,
    async work() {
      await simulation.advance(steps)
      simulation.forget(simulation.step)
      return { units: n * steps }
    },
  }
}

/** What a person would write by hand: storage in single, arithmetic in double precision. */
function loop(n: number, steps: number, refractory: boolean): Contender {
  const v = Float32Array.from(start(n))
  const u = v.map(x => 0.2 * x)
  const wait = new Uint8Array(n)
  const I = new Float32Array(n).fill(10)
  return {
    name: 'typed-array loop',
    work() {
      for (let step = 0; step < steps; step++) {
        if (refractory) refractoryStep(v, u, wait, I)
        else plainStep(v, u)
      }
      return { units: n * steps }
    },
  }
}

function plainStep(v: Float32Array, u: Float32Array): void {
  for (let i = 0; i < v.length; i++) {
    const a = v[i]
    const b = u[i]
    let x = a + (0.04 * a * a + 5 * a + 140 - b + 10)
    let y = b + 0.02 * (0.2 * a - b)
    if (x >= 30) {
      x = -65
      y += 8
    }
    v[i] = x
    u[i] = y
  }
}

function refractoryStep(v: Float32Array, u: Float32Array, wait: Uint8Array, I: Float32Array): void {
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

/** The loop in C++ for this very processor, where there is a compiler; the best of its own five runs. */
function native(n: number, steps: number): Contender[] {
  const peers = process.env.SPIKELAB_PEERS ?? fileURLToPath(new URL('../../../shared/peers', import.meta.url))
  const folder = mkdtempSync(`${tmpdir()}/spikelab-bench-`)
  const binary = `${folder}/izh`
  try {
    const flags = ['-O3', '-march=native', '-ffast-math']
    execFileSync('g++', [...flags, `${peers}/izh.cpp`, '-o', binary], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return []
  }
  return [
    {
      name: 'C++ loop for this processor, single',
      work() {
        const [line] = execFileSync(binary, [`${n}`, `${steps / 5000}`], { encoding: 'utf8' }).split('\n')
        const { warm_min } = JSON.parse(line) as { warm_min: number }
        return { units: (n * steps) / 5, seconds: warm_min }
      },
      close: () => rmSync(folder, { recursive: true }),
    },
  ]
}
