import { brunel2000, cobahh, cuba, smallWorld } from '../../sdk/circuits/index.js'
import { wasm, type WasmOptions } from '../../sdk/engine/index.js'
import { poisson } from '../../sdk/network/index.js'
import { network, type Network } from '../../sdk/simulation/index.js'
import type { Contender } from './measure.js'
import { brian2 } from './python.js'
import type { Row } from './row.js'

/** So many steps of a network, built beforehand. */
export async function advancing(
  name: string,
  steps: number,
  options: WasmOptions,
  dt: number,
  build: (net: Network) => unknown,
): Promise<Contender> {
  const engine = wasm({ threads: 1, ...options })
  const net = network({ dt, engine })
  build(net)
  const simulation = await engine.compile(net.describe())
  return {
    name,
    async work() {
      await simulation.advance(steps)
      simulation.forget(simulation.step)
      return { units: 1 }
    },
  }
}

const published = (build: (net: Network) => unknown) =>
  Promise.all(
    (['single', 'double'] as const).map(precision =>
      advancing(`spikelab, ${precision}`, 10_000, { precision }, 0.1, build),
    ),
  )

export const cubaRow: Row = {
  title: 'CUBA, 4,000 neurons, 1 s, dt .1 ms',
  unit: 'run',
  runs: 5,
  contenders: async () => [...(await published(cuba)), ...brian2('b2_cuba.py', 1, [], 6)],
  goals: [{ seconds: 0.05 }],
}

export const cobahhRow: Row = {
  title: 'COBAHH, 4,000 neurons, 1 s, dt .1 ms',
  unit: 'run',
  contenders: async () => [...(await published(cobahh)), ...brian2('b2_cobahh.py', 1, [])],
  goals: [{ seconds: 2.2 }, { rival: 'Brian2 C++, single', times: 2 }],
}

export const brunelRow: Row = {
  title: 'Brunel, 12,500 neurons, 15.6 million synapses, 1 s, dt .1 ms',
  unit: 'run',
  contenders: async () => [...(await published(brunel2000)), ...brian2('b2_brunel.py', 1, [])],
  goals: [{ seconds: 2.7 }, { rival: 'Brian2 C++, single', times: 2 }],
}

/** The small world of `b2_smallworld.py`: weights 2 mV, delays 1 ms, kicks of 25 mV. */
export const kickedSmallWorld =
  (rate: number, size = 100_000) =>
  (net: Network) => {
    const { cells } = smallWorld(net, { size, weight: 2, delay: 1, drive: 0 })
    net.stimulate(cells, poisson({ rate, weight: 25 }))
  }

export const smallWorldRow: Row = {
  title: 'Small world, 100,000 / 6 / .02, kicked at .16 Hz, dt 1 ms, 10 s',
  unit: 'run',
  contenders: async () => [
    await advancing('spikelab, within .1 mV, single', 10_000, { sleep: { within: 0.1 } }, 1, kickedSmallWorld(0.16)),
    await advancing('spikelab, exact', 10_000, { sleep: 'exact' }, 1, kickedSmallWorld(0.16)),
    await advancing('spikelab, off', 10_000, { sleep: 'off' }, 1, kickedSmallWorld(0.16)),
    ...brian2('b2_smallworld.py', 1, []),
  ],
  goals: [{ seconds: 0.2 }],
}

export const fineSmallWorldRow: Row = {
  title: 'Small world, 100,000 / 6 / .02, kicked at .16 Hz, dt .1 ms, 1 s',
  unit: 'run',
  contenders: async () => [
    await advancing('spikelab, within .1 mV, single', 10_000, { sleep: { within: 0.1 } }, 0.1, kickedSmallWorld(0.16)),
    await advancing('spikelab, exact', 10_000, { sleep: 'exact' }, 0.1, kickedSmallWorld(0.16)),
    await advancing('spikelab, off', 10_000, { sleep: 'off' }, 0.1, kickedSmallWorld(0.16)),
  ],
  goals: [{ rival: 'spikelab, off', times: 10 }],
}
