export type { BirthOptions } from './newborns.js'
export { StructuralNetwork, type Plan } from './structuralNetwork.js'
export type { Changes } from './structure.js'
