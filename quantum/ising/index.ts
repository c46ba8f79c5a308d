export { ising, type Ising, type IsingOptions } from './ising.js'
export type { Dense, Edge } from './couplings.js'
export { spins, bitsOf, type Spins } from './spins.js'
export type { Problem, Walker } from './problem.js'
