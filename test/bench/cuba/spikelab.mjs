// CUBA, benchmark 2 of Brette et al. 2007, with the package as it was built, by its door. Prints the spikes of one second, and the seconds of processor time since the process began.
import { network, neuron, pairwise, philox } from 'spikelab'

const net = network({ dt: '0.1 ms' })
const lif = neuron({
  equations: `
    dv/dt = (ge + gi - (v - El))/taum
    dge/dt = -ge/taue
    dgi/dt = -gi/taui`,
  parameters: { taum: '20 ms', taue: '5 ms', taui: '10 ms', El: '-49 mV', Vr: '-60 mV', Vt: '-50 mV' },
  threshold: 'v > Vt',
  reset: 'v = Vr',
  refractory: '5 ms',
})
const { uniform } = philox(1, 'start')
const v = Float64Array.from({ length: 4000 }, () => -60 + 10 * uniform())
const cells = net.population('cells', 4000, lif({}, { initial: { v } }))
net.connect(cells.slice(0, 3200), cells, { topology: pairwise({ p: 0.02 }), weight: 1.62, receptor: 'ge' })
net.connect(cells.slice(3200), cells, { topology: pairwise({ p: 0.02 }), weight: -9, receptor: 'gi' })
const spikes = net.record(cells, 'spikes')
await net.run('1 s')
const { user, system } = process.cpuUsage()
console.log(spikes.count, (user + system) / 1e6)
