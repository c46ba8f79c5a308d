export { show } from './show.js'
export { textOf } from './text.js'
