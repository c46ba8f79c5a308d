import assert from 'node:assert/strict'
import { izhikevich } from '../../sdk/neurons/index.js'
import { poisson } from '../../sdk/network/index.js'
import { network, sweep, type SweepRun } from '../../sdk/simulation/index.js'

const sum = ({ a, b }: { a: number; b: number }, { seed }: SweepRun) => ({ sum: 100 * a + 10 * b + seed })

/** Spikes of a few neurons under noise. */
async function spikesOf({ weight }: { weight: number }, { seed }: SweepRun) {
  const net = network({ seed })
  const cells = net.population('cells', 5, izhikevich())
  net.stimulate(cells, poisson({ rate: '100 Hz', weight }))
  const spikes = net.record(cells, 'spikes')
  await net.run('200 ms')
  return { spikes: spikes.count }
}

describe('a sweep', () => {
  it('is a row for each combination and seed: parameters, seed, results', async () => {
    const runs = await sweep({ a: [1, 2], b: [3, 4] }, [5, 6], sum, { units: { sum: 'Hz' } })
    assert.deepEqual(runs.columnNames(), ['a', 'b', 'seed', 'sum'])
    assert.deepEqual(Array.from(runs.array('a')), [1, 1, 1, 1, 2, 2, 2, 2])
    assert.deepEqual(Array.from(runs.array('b')), [3, 3, 4, 4, 3, 3, 4, 4])
    assert.deepEqual(Array.from(runs.array('seed')), [5, 6, 5, 6, 5, 6, 5, 6])
    assert.deepEqual(Array.from(runs.array('sum')), [135, 136, 145, 146, 235, 236, 245, 246])
  })

  it('gives a run the same result, whatever ran before it', async () => {
    const rows = async (weights: number[], seeds: number[]) =>
      (await sweep({ weight: weights }, seeds, spikesOf)).orderby('weight', 'seed').objects()
    const forward = await rows([10, 20], [1, 2, 3])
    assert.deepEqual(await rows([20, 10], [3, 1, 2]), forward)
    assert(new Set(forward.map(row => (row as { spikes: number }).spikes)).size > 2)
  })

  it('tells how far it has come, and stops between two runs', async () => {
    const told: string[] = []
    const stop = new AbortController()
    const onProgress = (done: number, all: number) => {
      told.push(`${done}/${all}`)
      if (done === 2) stop.abort()
    }
    const stopped = sweep({ a: [1, 2], b: [3] }, [1, 2], sum, { onProgress, signal: stop.signal })
    await assert.rejects(stopped, { name: 'AbortError' })
    assert.deepEqual(told, ['1/4', '2/4'])
  })

  it('has one bar in a notebook, and its runs have none', async () => {
    const scope = globalThis as Record<symbol, unknown>
    const texts: string[] = []
    const note = (bundle: Record<string, string>) => void texts.push(bundle['text/plain'] ?? '')
    scope[Symbol.for('Jupyter.host')] = {
      display: note,
      update: (_: string, bundle: Record<string, string>) => note(bundle),
    }
    try {
      await sweep({ a: [1, 2, 3] }, [1], async () => {
        const net = network()
        const cells = net.population('cells', 1, izhikevich())
        net.stimulate(cells, 40)
        net.events.register('spike', () => new Promise(resolve => setTimeout(resolve, 80)))
        await net.run(150)
        return { time: net.time }
      })
    } finally {
      Reflect.deleteProperty(scope, Symbol.for('Jupyter.host'))
    }
    assert(texts.length >= 2, texts.join('; '))
    assert(
      texts.slice(0, -1).every(text => /^[12] of 3 runs, \d+ s left$/.test(text)),
      texts.join('; '),
    )
    assert.equal(texts.at(-1), '')
  })

  it('names what is wrong', async () => {
    const cases: [() => Promise<unknown>, RegExp][] = [
      [() => sweep({}, [1], () => ({ x: 1 })), /sweep: expected values of parameters by name/],
      [
        () => sweep({ a: [] }, [1], () => ({ x: 1 })),
        /sweep: parameter "a" must be a list of values, got an empty one/,
      ],
      [() => sweep({ a: [1, 1] }, [1], () => ({ x: 1 })), /sweep: parameter "a" has 1 twice/],
      [() => sweep({ seed: [1] }, [1], () => ({ x: 1 })), /sweep: "seed" is no parameter/],
      [() => sweep({ a: [1] }, [], () => ({ x: 1 })), /sweep: expected a list of seeds/],
      [() => sweep({ a: [1] }, [1, 1], () => ({ x: 1 })), /sweep: seed 1 is there twice/],
      [() => sweep({ a: [1] }, [0.5], () => ({ x: 1 })), /sweep: seed 0 must be a whole number, got 0\.5/],
      [
        () => sweep({ a: [1] }, [1], () => 5 as never),
        /the run with a 1, seed 1 must return results by name.*number 5/,
      ],
      [() => sweep({ a: [1] }, [1], () => ({ a: 5 })), /returned a result "a", which is the name of a parameter/],
      [
        () => sweep({ a: [1, 2] }, [1], ({ a }) => ({ [`x${a}`]: 5 })),
        /the run with a 2, seed 1 returned x2, the first one x1; all must return the same/,
      ],
      [
        () => sweep({ a: [1] }, [1], () => ({ x: 1 }), { unit: {} } as never),
        /sweep: unknown option "unit".*"units"\?/,
      ],
    ]
    for (const [run, words] of cases) await assert.rejects(run(), words)
  })
})
