export { simulatedBifurcation, type SimulatedBifurcationOptions } from './simulatedBifurcation.js'
