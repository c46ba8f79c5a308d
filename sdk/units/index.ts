export type {
  Capacitance,
  Conductance,
  Current,
  Dimension,
  Frequency,
  Quantity,
  Resistance,
  Time,
  Voltage,
} from './quantity.js'
export { conductance, current, frequency, Hz, ms, mV, seconds, time, voltage } from './quantity.js'
export { quantity, quantityIn, type AnyQuantity } from './quantityIn.js'
