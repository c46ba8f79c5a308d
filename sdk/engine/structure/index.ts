export { arraysOf, restore, type Axis, type Carry, type Entry } from './carry.js'
export { evolving, type Build, type Core } from './evolving.js'
export { removedBy, strays, type Strays } from './strays.js'
