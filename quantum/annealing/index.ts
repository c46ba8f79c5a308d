export { anneal, type AnnealableProjection, type Annealed, type AnnealOptions } from './anneal.js'
