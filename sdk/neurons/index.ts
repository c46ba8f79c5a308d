export { izhikevich, izhikevichTypes, type IzhikevichType } from './izhikevich.js'
