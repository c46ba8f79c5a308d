/**
 * spikelab/quantum: spins, tunnelling and exact quantum mechanics, simulated on an ordinary machine.
 *
 * @packageDocumentation
 */
export * from './ising/index.js'
