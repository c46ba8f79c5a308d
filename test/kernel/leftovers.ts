type End = () => Promise<void>

/** What is open, and whether it was opened within a test. */
const open = new Map<End, boolean>()
let inTest = false

/**
 * Ends what a failed test has left open, when that test is over; what was opened before tests, after them all.
 *
 * @returns to be called by whoever ends it properly
 */
export function endLater(end: End): () => void {
  open.set(end, inTest)
  return () => void open.delete(end)
}

async function endAll(ofTest: boolean): Promise<void> {
  const ends = [...open].filter(([, within]) => within || !ofTest).map(([end]) => end)
  for (const end of ends) open.delete(end)
  await Promise.all(ends.map(end => end()))
}

// Beside mocha, the benchmarks start kernels too.
if (typeof globalThis.beforeEach === 'function') {
  beforeEach(() => void (inTest = true))
  afterEach(() => {
    inTest = false
    return endAll(true)
  })
  after(() => endAll(false))
}
