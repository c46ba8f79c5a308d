import { glob } from './glob.js'

/** A cell that once ran. */
export interface Entry {
  session: number
  line: number
  input: string
  /** The text of its result, if it had one. */
  output?: string
}

/** What a front end asks of the history. */
export interface HistoryRequest {
  hist_access_type: 'tail' | 'range' | 'search'
  /** Whether the results are wanted too. */
  output?: boolean
  /** tail, search: how many entries at most, the latest. */
  n?: number | null
  /** range: its session; 0 is this one, -1 the one before. */
  session?: number
  /** range: its first line; `stop` is the first that does not belong to it. */
  start?: number | null
  stop?: number | null
  /** search: a glob that the whole input fits. */
  pattern?: string
  /** search: the latest entry alone of several with the same input. */
  unique?: boolean
}

/** Session, line and input of an entry, or input and result. */
export type HistoryItem = [number, number, string | [string, string | null]]

/**
 * The entries that are asked for, oldest first.
 *
 * @param current the session that asks
 * @throws RangeError if the request names no known way of access
 */
export function select(entries: Entry[], request: HistoryRequest, current: number): HistoryItem[] {
  const item = ({ session, line, input, output }: Entry): HistoryItem => [
    session,
    line,
    request.output ? [input, output ?? null] : input,
  ]
  return chosen(entries, request, current).map(item)
}

function chosen(entries: Entry[], request: HistoryRequest, current: number): Entry[] {
  const latest = (of: Entry[]) => (typeof request.n === 'number' ? of.slice(Math.max(0, of.length - request.n)) : of)
  switch (request.hist_access_type) {
    case 'tail':
      return latest(entries)
    case 'range': {
      const { session = 0, start, stop } = request
      const wanted = session > 0 ? session : current + session
      const isIn = ({ line }: Entry) => line >= (start ?? 0) && line < (stop ?? Infinity)
      return entries.filter(entry => entry.session === wanted && isIn(entry))
    }
    case 'search': {
      const pattern = glob(request.pattern || '*')
      const found = entries.filter(({ input }) => pattern.test(input))
      if (!request.unique) return latest(found)
      const last = new Map(found.map(entry => [entry.input, entry]))
      return latest(found.filter(entry => last.get(entry.input) === entry))
    }
    default:
      throw new RangeError(`hist_access_type must be tail, range or search, got ${String(request.hist_access_type)}`)
  }
}
