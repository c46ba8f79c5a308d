export type { Side } from './collecting.js'
export { drawSynapses, type SynapseColumns, type SynapsePlan } from './drawing.js'
