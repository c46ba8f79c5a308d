/**
 * spikelab/quantum: spins, tunnelling and exact quantum mechanics, simulated on an ordinary machine.
 *
 * @packageDocumentation
 */
export {
  barrier,
  bitsOf,
  graphOf,
  ising,
  maxCut,
  objective,
  perceptron,
  qubo,
  randomPerceptron,
  readGset,
  spins,
  toQubo,
  writeGset,
  type BarrierOptions,
  type Couplings,
  type Dense,
  type Edge,
  type Graph,
  type Ising,
  type IsingOptions,
  type Perceptron,
  type Problem,
  type Qubo,
  type Spins,
  type Walker,
} from './ising/index.js'
