export { packedNetwork, unpackedNetwork, type Part, type SavedNetwork } from './savedNetwork.js'
