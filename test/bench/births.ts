import { izhikevich, network, poisson, smallWorld, type Group } from '../../sdk/index.js'
import type { Contender } from './measure.js'
import type { Row } from './row.js'

const many = 1000

/** A thousand neurons are born into a hundred thousand that run: at once, or one after the other. */
export const birthsRow: Row = {
  title: '1,000 neurons are born into a small world of 100,000, and the next step is done',
  unit: 'run',
  contenders: () => [
    births('one by one', async bear => {
      for (let i = 0; i < many; i++) await bear(1)
    }),
    births('all at once', bear => bear(many)),
  ],
}

function births(name: string, all: (bear: (count: number) => Promise<unknown>) => Promise<unknown>): Contender {
  return {
    name,
    async work() {
      const { net, cells } = await world()
      const start = process.cpuUsage()
      await all(count => net.birth(cells, count))
      await net.run(net.dt)
      const { user, system } = process.cpuUsage(start)
      return { units: 1, seconds: (user + system) / 1e6 }
    },
  }
}

async function world() {
  const net = network({ dt: 0.5 })
  const cells: Group = net.population('cells', 100_000, izhikevich('RS'))
  net.connect(cells, cells, { topology: smallWorld({ k: 6, p: 0.02 }), weight: 8, delay: 2 })
  net.stimulate(cells, poisson({ rate: 2, weight: 20 }))
  await net.run(5)
  return { net, cells }
}
