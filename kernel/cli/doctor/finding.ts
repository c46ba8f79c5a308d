/** What the doctor found: something good, something that is not there but could be, or a fault. */
export interface Finding {
  state: 'good' | 'missing' | 'fault'
  what: string
  /** What to do about it. */
  remedy?: string
}

export const good = (what: string): Finding => ({ state: 'good', what })
export const missing = (what: string, remedy: string): Finding => ({ state: 'missing', what, remedy })
export const fault = (what: string, remedy: string): Finding => ({ state: 'fault', what, remedy })
