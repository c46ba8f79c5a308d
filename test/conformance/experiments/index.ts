import type { expected } from '../expected.js'
import * as cells from './cells.js'
import { entangledGroups } from './entanglement.js'
import { dopamine, dopamineShort } from './dopamine.js'
import type { Experiment } from './experiment.js'
import { fewBits, fourBits } from './formats.js'
import { graphs } from './graphs.js'
import * as learning from './learning.js'
import * as networks from './networks.js'
import { patterns } from './patterns.js'
import { randomNumbers } from './random.js'
import { siegert } from './siegert.js'
import { song, songFewBits, songRunaway, songShort } from './song.js'
import {
  binaryPatterns,
  fourBitPatterns,
  annealedDigits,
  plainDigits,
  plainPatterns,
  spikingDigits,
  weightsInSuperposition,
} from './superposition.js'
import * as tunnelling from './tunnelling.js'

export type { Candidate, Experiment, Findings } from './experiment.js'

/** How each quantity of the table is measured. */
export const experiments: Readonly<Record<keyof typeof expected, Experiment>> = {
  'the 20 patterns': patterns,
  'Izhikevich 2003: cells': cells.izhikevichCells,
  'Leaky integrate-and-fire': cells.leaky,
  'Exponential synapse': cells.exponentialSynapse,
  'Quadratic integrate-and-fire': cells.quadratic,
  'Adaptive exponential integrate-and-fire': cells.adaptiveExponential,
  'Hodgkin-Huxley (COBAHH cell)': cells.channels,
  'Hodgkin-Huxley, dt .001': cells.channelsFine,
  'Izhikevich 2003: network': networks.pulseCoupled,
  ...networks.balanced,
  ...networks.brunelStates,
  'Poisson input': networks.poissonInput,
  "Siegert's integral": siegert,
  'Small world': graphs,
  'STDP window': learning.pairWindow,
  'Triplets of spikes': learning.triplets,
  'Short-term plasticity': learning.release,
  'Inhibitory plasticity in a circuit': learning.inhibition,
  'Homeostatic scaling': learning.homeostasis,
  'Winner-take-all': learning.competition,
  'Plasticity in few bits': fewBits,
  'Four-bit weights': fourBits,
  'Song, Miller & Abbott 2000: 200 s': songShort,
  'Song, Miller & Abbott 2000: 200 s in 4 bits': songFewBits,
  'Song, Miller & Abbott 2000: 10 Hz': song(10),
  'Song, Miller & Abbott 2000: 10 Hz, from g_max': song(10, 1),
  'Song, Miller & Abbott 2000: 15 Hz': song(15),
  'Song, Miller & Abbott 2000: 20 Hz': song(20),
  'Song, Miller & Abbott 2000: 10 Hz, A- = A+': songRunaway(10),
  'Song, Miller & Abbott 2000: 15 Hz, A- = A+': songRunaway(15),
  'Dopamine: forced pairs': dopamineShort,
  'Dopamine: an hour': dopamine,
  'Weights in superposition': weightsInSuperposition,
  'Entangled groups': entangledGroups,
  'Random patterns, binary weights': binaryPatterns,
  'Random patterns, 4-bit weights': fourBitPatterns,
  'Spiking digits': spikingDigits,
  'Random patterns, plain methods': plainPatterns,
  'Spiking digits, plain methods': plainDigits,
  'Spiking digits, annealing': annealedDigits,
  'Random numbers': randomNumbers,
  'Ising chains in a transverse field': tunnelling.chains,
  'Spins with random couplings': tunnelling.randomCouplings,
  'Search and passing levels': tunnelling.search,
  'Path integrals against slices': tunnelling.pathIntegrals,
  'Best energies known': tunnelling.bestKnown,
  'A spike to tunnel through': tunnelling.spike,
  'Binary perceptron, N 201': tunnelling.perceptron(201, [0.4, 0.5, 0.55, 0.6, 0.65]),
  'Binary perceptron, N 401': tunnelling.perceptron(401, [0.5, 0.6]),
}
