export { history, type History } from './history.js'
export type { HistoryItem, HistoryRequest } from './select.js'
