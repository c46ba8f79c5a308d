import assert from 'node:assert/strict'
import fc from 'fast-check'
import { fixedPoints, nullclines, phasePlane, vectorField, type PlaneFunction } from '../../sdk/analysis/index.js'
import { neuron } from '../../sdk/model/index.js'
import { izhikevich } from '../../sdk/neurons/index.js'

const close = (a: number, b: number, tolerance = 1e-9) => assert(Math.abs(a - b) <= tolerance, `${a}, expected ${b}`)
const range = { x: [-90, -30], y: [-30, 30] } as const
const unit = { x: [-1, 1], y: [-1, 1] } as const
const RS = phasePlane(izhikevich('RS'))

/** FitzHugh 1961, Biophys J 1:445, as in Murray 2002: v' = v - v^3/3 - w + I, w' = (v + a - b w) / tau. */
const fitzHughNagumo = neuron({
  name: 'fitzHughNagumo',
  equations: `
    dv/dt = v - v^3/3 - w + I
    dw/dt = (v + a - b*w)/tau`,
  parameters: { a: 0.7, b: 0.8, tau: 12.5 },
  threshold: 'v >= 1',
})

/** A gate of its own steady state, besides v and w. */
const three = neuron({
  name: 'three',
  equations: `
    dv/dt = m*v - w
    dw/dt = v - w
    dm/dt = (v - m)/tau`,
  parameters: { tau: 2 },
  threshold: 'v >= 1',
})

describe('fixedPoints', () => {
  it('of the Izhikevich neuron solve 0.04 v^2 + 5 v + 140 - b v + I = 0', () => {
    for (const I of [0, 2, 3.5]) {
      const points = fixedPoints(phasePlane(izhikevich('RS'), { I }), range)
      const root = Math.sqrt((5 - 0.2) ** 2 - 4 * 0.04 * (140 + I))
      assert.equal(points.length, 2)
      for (const [k, sign] of [-1, 1].entries()) {
        const v = (-(5 - 0.2) + sign * root) / 0.08
        close(points[k].x, v)
        close(points[k].y, 0.2 * v)
        const expected = [0.08 * v + 5, -1, 0.02 * 0.2, -0.02]
        points[k].jacobian.forEach((value, e) => close(value, expected[e]))
      }
      assert.equal(points[1].type, 'saddle')
    }
    const [rest, saddle] = fixedPoints(RS, range)
    close(rest.x, -70)
    close(saddle.x, -50)
    assert.deepEqual([rest.type, rest.stable, saddle.stable], ['stable node', true, false])
  })

  it('of the Izhikevich neuron meet at the current at which it starts to fire, and are gone above', () => {
    // The discriminant is 0 at I = 4.8^2 / .16 - 140 = 4.
    assert.deepEqual(fixedPoints(phasePlane(izhikevich('RS'), { I: 4.01 }), range), [])
    const [rest] = fixedPoints(phasePlane(izhikevich('RS'), { I: 3.99 }), range)
    close(rest.x, (-4.8 - Math.sqrt(4.8 ** 2 - 0.16 * 143.99)) / 0.08)
  })

  it('of FitzHugh and Nagumo is the real root of its cubic, stable at rest and not between', () => {
    const view = { x: [-3, 3], y: [-3, 3] } as const
    for (const [I, type] of [
      [0, 'stable focus'],
      [0.5, 'unstable focus'],
    ] as const) {
      // prettier-ignore
      const points = fixedPoints(phasePlane(fitzHughNagumo, { I }), view)
      assert.equal(points.length, 1)
      // v^3 + p v + q = 0 with one real root, by Cardano's formula.
      const [p, q] = [3 * (1 / 0.8 - 1), 3 * (0.7 / 0.8 - I)]
      const D = Math.sqrt((q / 2) ** 2 + (p / 3) ** 3)
      const v = Math.cbrt(-q / 2 + D) + Math.cbrt(-q / 2 - D)
      close(points[0].x, v)
      close(points[0].y, (v + 0.7) / 0.8)
      assert.equal(points[0].type, type)
    }
  })

  it('are of every kind that linear systems have', () => {
    const kinds: [number[], string, number[]][] = [
      [[-1, 0, 0, -2], 'stable node', [-1, 0, -2, 0]],
      [[1, 0, 0, 2], 'unstable node', [2, 0, 1, 0]],
      [[-1, -2, 2, -1], 'stable focus', [-1, 2, -1, -2]],
      [[1, -2, 2, 1], 'unstable focus', [1, 2, 1, -2]],
      [[1, 0, 0, -1], 'saddle', [1, 0, -1, 0]],
      [[0, -3, 3, 0], 'center', [0, 3, 0, -3]],
      [[1, 1, 1, 1 + 1e-13], 'degenerate', [2, 0, 0, 0]],
    ]
    for (const [[a, b, c, d], type, values] of kinds) {
      const [point] = fixedPoints((x, y) => [a * x + b * y, c * x + d * y], { ...unit, grid: 3 })
      close(point.x, 0)
      assert.equal(point.type, type)
      const [first, second] = point.eigenvalues
      ;[first.re, first.im, second.re, second.im].forEach((value, k) => close(value, values[k], 1e-6))
    }
  })

  it('are found in any number, ordered from left to right', () => {
    const points = fixedPoints((x, y) => [Math.sin(Math.PI * x), -y], { x: [-3.5, 3.5], y: [-1, 1] })
    points.forEach(({ x, y }, k) => {
      close(x, k - 3)
      close(y, 0)
    })
    assert.deepEqual(
      points.map(({ type }) => type),
      [0, 1, 2, 3, 4, 5, 6].map(k => ((k - 3) % 2 === 0 ? 'saddle' : 'stable node')),
    )
  })

  it('by differences are those by derivatives', () => {
    const numerical = fixedPoints(RS.flow, range)
    fixedPoints(RS, range).forEach((point, k) => {
      close(numerical[k].x, point.x)
      point.jacobian.forEach((value, e) => close(value, numerical[k].jacobian[e], 1e-8))
      assert.equal(numerical[k].type, point.type)
    })
  })

  it('move with the plane', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        (a, b) => {
          const points = fixedPoints((x, y) => [(x - a) * (2 + y), b - y + (x - a)], { ...unit, grid: 8 })
          assert.equal(points.length, 1)
          close(points[0].x, a)
          close(points[0].y, b)
        },
      ),
    )
  })

  it('are no poles, jumps or places without a value, and none where there are none', () => {
    const nowhere: PlaneFunction[] = [
      (x, y) => [1 / x, 1 / y],
      (x, y) => [x > 0.3 ? 1 : -1, y],
      (x, y) => [Math.sqrt(x - 2), y],
      (x, y) => [1 + x * x, y],
      () => [NaN, NaN],
      () => [1, 1],
    ]
    for (const flow of nowhere) assert.deepEqual(fixedPoints(flow, unit), [])
  })

  it('has the units of its variables, as far as the model knows them', () => {
    assert.deepEqual(phasePlane(izhikevich('RS')).units, ['mV', 'mV/ms'])
    const bare = neuron({ equations: 'dv/dt = -v\ndw/dt = v', units: { v: '1' } })
    assert.deepEqual(phasePlane(bare).units, ['', ''])
  })

  it('names what is wrong', () => {
    const flow: PlaneFunction = (x, y) => [x, y]
    assert.throws(() => fixedPoints(flow, { x: [1, 1], y: [0, 1] }), /x must be a range \[from, to\].*got \[1,1\]/)
    assert.throws(() => fixedPoints(flow, { x: [0, 1] } as never), /y must be a range .* got undefined/)
    assert.throws(() => fixedPoints(flow, { ...unit, grid: 0 }), /grid must be a whole number of 1 to 4096.*got 0/)
    assert.throws(
      () => fixedPoints(flow, { ...unit, tolerance: 0 }),
      /tolerance must be a share between 0 and 1, got 0/,
    )
    assert.throws(
      () => fixedPoints(flow, { ...unit, starts: 3 } as never),
      /unknown option "starts"; it has x, y, grid/,
    )
    assert.throws(
      () => fixedPoints(izhikevich('RS').model as never, unit),
      /expected a function .* or phasePlane\(neuron\)/,
    )
  })
})

describe('nullclines', () => {
  it('of the Izhikevich neuron are a parabola and a line', () => {
    const { x, y } = nullclines(RS, range)
    assert.equal(y.length, 1)
    for (const curve of x) curve.x.forEach((v, k) => close(curve.y[k], 0.04 * v * v + 5 * v + 140))
    y[0].x.forEach((v, k) => close(y[0].y[k], 0.2 * v))
    // The line runs through the whole range, the parabola from 14 at v = -90 over -16.25 to 26 at -30.
    assert.deepEqual([Math.min(...y[0].x), Math.max(...y[0].x)], [-90, -30])
    assert(Math.min(...x.flatMap(curve => [...curve.y])) < -16.2)
    close(Math.max(...x.flatMap(curve => [...curve.y])), 26)
    assert.equal(x.length, 1)
  })

  it('may be closed: a circle ends where it begins, and is on the circle', () => {
    const { x, y } = nullclines((px, py) => [px * px + py * py - 0.49, 1], unit)
    assert.deepEqual([x.length, y.length], [1, 0])
    const [circle] = x
    assert.deepEqual([circle.x[0], circle.y[0]], [circle.x.at(-1), circle.y.at(-1)])
    circle.x.forEach((px, k) => close(Math.hypot(px, circle.y[k]), 0.7, 1e-12))
    const length = circle.x.slice(1).reduce((sum, px, k) => sum + Math.hypot(px - circle.x[k], circle.y[k + 1] - circle.y[k]), 0) // prettier-ignore
    close(length, 2 * Math.PI * 0.7, 1e-3)
  })

  it('through points of the grid are whole', () => {
    const { x, y } = nullclines((px, py) => [px - py, py], { ...unit, grid: 5 })
    assert.deepEqual([x.length, y.length], [1, 1])
    x[0].x.forEach((px, k) => assert.equal(px, x[0].y[k]))
    assert(y[0].y.every(py => py === 0))
    assert.equal(y[0].x.length, 5)
  })

  it('are no poles or jumps, and end where there is no value', () => {
    const { x, y } = nullclines((px, py) => [1 / px, py > 0.1234 ? 1 : -1], unit)
    assert.deepEqual([x.length, y.length], [0, 0])
    const { x: half } = nullclines((px, py) => [Math.sqrt(px) - py, 1], unit)
    assert.equal(half.length, 1)
    assert(half[0].x.every(px => px >= 0))
  })

  it('are none where nothing changes its sign', () => {
    assert.deepEqual(
      nullclines(() => [1, NaN], unit),
      { x: [], y: [] },
    )
  })

  it('cross at the fixed points', () => {
    const { x } = nullclines(RS, { x: [-75, -45], y: [-16.2, -9], grid: 400 })
    for (const point of fixedPoints(RS, range)) {
      const distance = Math.min(
        ...x.flatMap(curve => [...curve.x].map((px, k) => Math.hypot(px - point.x, curve.y[k] - point.y))),
      )
      assert(distance < 0.1, `${distance}`)
    }
  })

  it('names what is wrong', () => {
    assert.throws(() => nullclines(RS, { ...range, grid: 1 }), /grid must be a whole number of 2 to 4096.*got 1/)
    assert.throws(() => nullclines(RS, { x: [0, Infinity], y: [0, 1] }), /nullclines: x must be a range/)
    assert.throws(() => nullclines(3 as never, range), /nullclines: expected a function .*got the number 3/)
  })
})

describe('vectorField', () => {
  it('is the flow on a grid, its corners included', () => {
    const { x, y, dx, dy } = vectorField((px, py) => [px + py, px * py], { x: [0, 2], y: [10, 20], grid: 3 })
    assert.deepEqual(Array.from(x), [0, 1, 2, 0, 1, 2, 0, 1, 2])
    assert.deepEqual(Array.from(y), [10, 10, 10, 15, 15, 15, 20, 20, 20])
    assert.deepEqual(Array.from(dx), [10, 11, 12, 15, 16, 17, 20, 21, 22])
    assert.deepEqual(Array.from(dy), [0, 10, 20, 0, 15, 30, 0, 20, 40])
  })

  it('leaves out places without a value', () => {
    const { x } = vectorField((px, py) => [1 / px, py], { ...unit, grid: 3 })
    assert.deepEqual(Array.from(x), [-1, 1, -1, 1, -1, 1])
  })
})

describe('phasePlane', () => {
  it('has the equations of the neuron, with current and parameters', () => {
    assert.deepEqual([RS.x, RS.y], ['v', 'u'])
    const { flow } = phasePlane(izhikevich('RS'), { I: 10, parameters: { a: 0.1 } })
    const [dv, du] = flow(-60, -10)
    close(dv, 0.04 * 3600 - 300 + 140 + 10 + 10)
    close(du, 0.1 * (0.2 * -60 + 10))
  })

  it('holds the other variables, or lets them follow', () => {
    const held = phasePlane(three, { variables: ['v', 'w'], fixed: { m: 2 } })
    assert.deepEqual(held.flow(3, 1), [5, 2])
    assert.deepEqual(held.jacobian?.(3, 1), [2, -1, 1, -1])
    const followed = phasePlane(three, { variables: ['v', 'w'], fixed: { m: v => v } })
    assert.deepEqual(followed.flow(3, 1), [8, 2])
    assert.equal(followed.jacobian, undefined)
    // v^2 = w = v: at 0 and at 1, where the slope of v^2 counts in full.
    const points = fixedPoints(followed, { x: [-2, 2], y: [-2, 2] })
    assert.deepEqual(points.map(({ x }) => Math.round(x * 1e9) / 1e9 + 0), [0, 1]) // prettier-ignore
    close(points[1].jacobian[0], 2, 1e-6)
  })

  it('takes the parameters of one neuron where each has its own', () => {
    const many = izhikevich('RS')({ b: [0.2, 0.25] })
    close(phasePlane(many).flow(-60, 0)[1], 0.02 * 0.2 * -60)
    close(phasePlane(many, { neuron: 1 }).flow(-60, 0)[1], 0.02 * 0.25 * -60)
    assert.throws(() => phasePlane(many, { neuron: 2 }), /"b" has 2 values, neuron must be one of 0 to 1, got 2/)
  })

  it('names what is wrong', () => {
    const cell = izhikevich('RS')
    assert.throws(() => phasePlane(three), /neuron "three" has the variables v, w, m; name two of them/)
    assert.throws(
      () => phasePlane(three, { variables: ['v', 'w'] }),
      /what is m\? Give a value, such as \{ fixed: \{ m: 0 \} \}/,
    )
    assert.throws(() => phasePlane(cell, { variables: ['v', 'w'] }), /unknown variable "w"; it has v, u/)
    assert.throws(() => phasePlane(cell, { variables: ['v', 'v'] }), /two different ones, got v, v/)
    assert.throws(() => phasePlane(cell, { fixed: { v: 1 } }), /"v" is an axis and cannot be fixed/)
    assert.throws(
      () => phasePlane(cell, { parameters: { A: 1 } }),
      /unknown parameter "A"; it has a, b, c, d; did you mean "a"/,
    )
    assert.throws(() => phasePlane(cell, { I: NaN }), /I must be a finite number, got NaN/)
    assert.throws(() => phasePlane(cell, { current: 1 } as object), /unknown option "current"/)
  })
})
