export { adex } from './adex.js'
export { hodgkinHuxley } from './hodgkinHuxley.js'
export { izhikevich, izhikevichTypes, type IzhikevichType } from './izhikevich.js'
export { lif } from './lif.js'
