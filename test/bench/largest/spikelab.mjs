// The largest network that docs/engines.md speaks of, built and run for 10 ms; prints the most memory that this process had, MB.
import { fixedOutDegree, izhikevich, network, normal, uniform } from 'spikelab'

const own = process.argv.slice(2)
const net = network({ seed: 1, threads: 1 })
const cells = net.population('cells', 1_000_000, izhikevich('RS'))
net.connect(cells, cells, {
  topology: fixedOutDegree({ k: 100 }),
  ...(own.includes('weight') && { weight: normal(1, 0.2) }),
  ...(own.includes('delay') && { delay: uniform('1 ms', '10 ms') }),
})
await net.run('10 ms')
console.log((process.resourceUsage().maxRSS * 1024) / 1e6)
