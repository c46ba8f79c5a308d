import type { Contender, Counting } from './measure.js'

/** A row of the table of benchmarks. */
export interface Row {
  readonly title: string
  /**
   * What the seconds are for: `'update'` of one neuron, shown as millions a second, a whole `'run'`, or a
   * `'biological second'`; `'megabyte'`: they are none.
   */
  readonly unit: 'update' | 'run' | 'biological second' | 'megabyte'
  /** Ours first. */
  readonly contenders: () => Promise<readonly Contender[]> | readonly Contender[]
  readonly goals?: readonly Goal[]
  /** Counted runs; default 3. */
  readonly runs?: number
  /** What of the runs counts; default medians. */
  readonly by?: Counting
}

/**
 * What we want to reach: so many times quicker than a rival or than real time, or at most so many times as long as another
 * of ours, seconds or megabytes.
 */
export type Goal =
  | { readonly rival: string; readonly times: number }
  /** A contender of ours takes at most so many times as long as the first. */
  | { readonly of: string; readonly most: number }
  /** `of`: a contender of ours; default the first. */
  | { readonly seconds: number; readonly of?: string }
  | { readonly realTime: number }
  | { readonly megabytes: number }
