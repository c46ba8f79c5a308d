export type { SavedPlan, SavedStructure, SynapseRecords } from './savedStructure.js'
export { packedNetwork, unpackedNetwork, type Part, type SavedNetwork } from './savedNetwork.js'
