export { anneal, type AnnealableProjection, type Annealed, type AnnealOptions } from './anneal.js'
export { levelSpins, type LevelSpins } from './levelSpins.js'
