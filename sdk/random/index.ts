export { philox4x32 } from './philox4x32.js'
export { streamKey, type StreamKey } from './streamKey.js'
export { philox, type Random, type RandomState } from './philox.js'
export { uniformAt, uniformsAt } from './uniformAt.js'
