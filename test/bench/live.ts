import { cuba } from '../../sdk/circuits/index.js'
import * as plot from '../../sdk/plot/index.js'
import { network } from '../../sdk/simulation/index.js'
import type { Row } from './row.js'

const hostSymbol = Symbol.for('Jupyter.host')
const duration = 60_000

/** CUBA as it runs by itself and as it runs with a raster that follows it, its first and last pictures left out. */
export const liveRow: Row = {
  title: 'CUBA, 4,000 neurons, 60 s, dt .1 ms, watched as a raster of the last second',
  unit: 'run',
  runs: 5,
  contenders() {
    const run = (name: string, watched: boolean) => ({
      name,
      async work() {
        const net = network({ dt: 0.1 })
        const { cells } = cuba(net)
        net.record(cells, 'spikes')
        const live = plot.raster.live({ window: '1 s' })
        let [start, seconds] = [process.cpuUsage(), 0]
        const elapsed = () => {
          const { user, system } = process.cpuUsage(start)
          return (user + system) / 1e6
        }
        await net.run(100)
        Object.defineProperty(globalThis, hostSymbol, {
          configurable: true,
          value: { display: () => undefined, update: () => undefined },
        })
        try {
          await net.run(duration, {
            live: {
              async begin(recordings) {
                const view = watched ? await live.begin(recordings) : undefined
                start = process.cpuUsage()
                return {
                  update: time => view?.update(time),
                  end(time) {
                    seconds = elapsed()
                    return view?.end(time)
                  },
                }
              },
            },
          })
        } finally {
          Reflect.deleteProperty(globalThis, hostSymbol)
        }
        return { units: 1, seconds }
      },
    })
    return [run('not watched', false), run('watched', true)]
  },
}
