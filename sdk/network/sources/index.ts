export { poissonSource } from './poissonSource.js'
export { regularSource, type RegularSourceOptions } from './regularSource.js'
export { isSource, type BoundSource, type Source } from './source.js'
export { spikeSource } from './spikeSource.js'
