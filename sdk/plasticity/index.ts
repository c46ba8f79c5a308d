export { stdp } from './stdp.js'
