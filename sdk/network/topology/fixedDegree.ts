import { check } from '../../check.js'
import type { Random } from '../../random/index.js'
import { pieceSize } from './pieces.js'
import type { Edges } from './topology.js'

export interface FixedDegree {
  /** The neurons that have exactly k partners. */
  readonly fixed: number
  /** The neurons that partners are drawn from. */
  readonly others: number
  readonly k: number
  /** Whether fixed neuron j may not be its own partner. */
  readonly withoutSelf: boolean
  /** Whether a partner may be drawn more than once for a neuron. */
  readonly repeats: boolean
}

/** Neurons, each k times, and k partners for each. */
export interface Partners {
  readonly fixed: Uint32Array
  readonly partners: Uint32Array
}

/**
 * Draws k partners for each neuron, some neurons at a time.
 *
 * @param shape puts the two columns the right way round
 * @throws RangeError where there are too few to draw from, or for 2^32 synapses or more: before anything is drawn
 */
export function drawPartners(
  { fixed, others, k, withoutSelf, repeats }: FixedDegree,
  random: Random,
  [name, one, many]: readonly [string, string, string],
  shape: (partners: Partners) => Edges,
): Iterable<Edges> {
  const choices = Math.max(0, withoutSelf ? others - 1 : others)
  const most = repeats && choices > 0 ? Infinity : choices
  check(k <= most, `${name}: k = ${k} ${one} need as many ${many}, there are ${choices}`)
  check(k * fixed < 2 ** 32, `${name}: ${k} x ${fixed} would need ${k * fixed} synapses, 2^32 or more`)

  const draw = function* () {
    const sample = repeats ? withRepeats(k, choices, random) : withoutRepeats(k, choices, random)
    const neurons = Math.min(fixed, Math.max(1, Math.floor(pieceSize / Math.max(1, k))))
    const columns = { fixed: new Uint32Array(neurons * k), partners: new Uint32Array(neurons * k) }
    for (let first = 0; first < fixed && k > 0; first += neurons) {
      const count = Math.min(neurons, fixed - first)
      for (let j = 0; j < count; j++) {
        columns.fixed.fill(first + j, j * k, (j + 1) * k)
        sample(columns.partners, j * k)
        if (withoutSelf) leaveOut(columns.partners, j * k, (j + 1) * k, first + j)
      }
      yield shape({ fixed: columns.fixed.subarray(0, count * k), partners: columns.partners.subarray(0, count * k) })
    }
  }
  return draw()
}

/** Draws k of 0 .. choices - 1 into an array, from a place on. */
type Sample = (out: Uint32Array, at: number) => void

const withRepeats =
  (k: number, choices: number, { integer }: Random): Sample =>
  (out, at) => {
    for (let e = at; e < at + k; e++) out[e] = integer(choices)
  }

/** Floyd's sampling without replacement (Bentley & Floyd 1987, Commun ACM 30:754): k draws, never a retry. */
function withoutRepeats(k: number, choices: number, { integer }: Random): Sample {
  const drawn = k < choices / 16 ? fewOf(k) : manyOf(choices)
  return (out, at) => {
    drawn.clear()
    for (let e = at, top = choices - k; top < choices; top++, e++) {
      const partner = integer(top + 1)
      if (drawn.add(partner)) out[e] = partner
      else {
        drawn.add(top)
        out[e] = top
      }
    }
  }
}

/** A set of whole numbers. */
interface Drawn {
  readonly clear: () => void
  /** @returns whether it is new */
  readonly add: (number: number) => boolean
}

/** For k numbers among many: a table with open addressing, which stays in the nearest cache. */
function fewOf(k: number): Drawn {
  const bits = Math.ceil(Math.log2(Math.max(2, k))) + 1
  const mask = 2 ** bits - 1
  const table = new Uint32Array(2 ** bits) // numbers plus 1; 0 is free
  return {
    clear: () => void table.fill(0),
    add(number) {
      const entry = number + 1
      // Fibonacci hashing (Knuth 1998, The Art of Computer Programming 3, 6.4).
      let place = Math.imul(number, 0x9e3779b9) >>> (32 - bits)
      while (table[place] !== 0) {
        if (table[place] === entry) return false
        place = (place + 1) & mask
      }
      table[place] = entry
      return true
    },
  }
}

/** For many of so many: the last round in which each was drawn, so that nothing need be emptied. */
function manyOf(choices: number): Drawn {
  const rounds = new Uint32Array(choices)
  let round = 0
  return {
    clear: () => void round++,
    add(number) {
      if (rounds[number] === round) return false
      rounds[number] = round
      return true
    },
  }
}

/** The indices of all but one neuron, as those of all. */
function leaveOut(partners: Uint32Array, begin: number, end: number, neuron: number): void {
  for (let e = begin; e < end; e++) if (partners[e] >= neuron) partners[e]++
}
