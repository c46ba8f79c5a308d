import { izhikevich, network, normal, poisson, smallWorld, type Group, type Projection } from '../../sdk/index.js'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

/** A thousand neurons are born into a hundred thousand that run: at once, or one after the other. */
export const birthsRow: Row = {
  title: '1,000 neurons are born into a small world of 100,000, and the next step is done',
  unit: 'run',
  goals: ['one by one', 'one by one, a step after each'].map(of => ({ of, most: 10 })),
  contenders: () => [
    changes('all at once', ({ net, cells }) => net.birth(cells, 1000)),
    changes('one by one', ({ net, cells }) => times(1000, () => net.birth(cells, 1))),
    changes('one by one, a step after each', ({ net, cells }) =>
      times(1000, async () => {
        await net.birth(cells, 1)
        await net.run(net.dt)
      }),
    ),
  ],
}

/** A few synapses go after every step, beside a thousand births: a thousand such changes may cost ten times as much. */
export const prunesRow: Row = {
  title: 'the weakest 10 of 600,000 synapses go, and a step is done, 100 times',
  unit: 'run',
  goals: [{ of: 'the prunes', most: 1 }],
  contenders: () => [
    changes('1,000 neurons are born at once', ({ net, cells }) => net.birth(cells, 1000)),
    changes('the prunes', ({ net, synapses }) =>
      times(100, async () => {
        await net.prune(synapses, { fraction: 10.5 / 600_000 })
        await net.run(net.dt)
      }),
    ),
  ],
}

interface World {
  readonly net: ReturnType<typeof network>
  readonly cells: Group
  readonly synapses: Projection
}

function changes(name: string, all: (world: World) => Promise<unknown>): Contender {
  return {
    name,
    async work() {
      const made = await world()
      const start = process.cpuUsage()
      await all(made)
      await made.net.run(made.net.dt)
      const { user, system } = process.cpuUsage(start)
      return { units: 1, seconds: (user + system) / 1e6 }
    },
  }
}

async function times(many: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < many; i++) await work()
}

async function world(): Promise<World> {
  const net = network({ dt: 0.5 })
  const cells = net.population('cells', 100_000, izhikevich('RS'))
  const weight = normal(8, 1)
  const synapses = net.connect(cells, cells, { topology: smallWorld({ k: 6, p: 0.02 }), weight, delay: 2 })
  net.stimulate(cells, poisson({ rate: 2, weight: 20 }))
  await net.run(5)
  return { net, cells, synapses }
}
