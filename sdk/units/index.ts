export type { Conductance, Current, Frequency, Quantity, Time, Voltage } from './quantity.js'
export { conductance, current, frequency, Hz, ms, mV, seconds, time, voltage } from './quantity.js'
export { quantityIn, type AnyQuantity } from './quantityIn.js'
