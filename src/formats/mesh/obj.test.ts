import { expect, it } from 'vitest'
import { writeObj } from './obj.ts'

const grid = { xs: [0, 1, 2], ys: [-1, 1], comments: ['heights in nats\nand no second line'] }
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

it('writes a vertex a point and a face a cell, seen from above counter-clockwise', () => {
  expect(text(writeObj({ ...grid, heights: [0.5, 1, 1.5, 2, 2.5, 3e-7] }))).toBe(
    `# heights in nats and no second line
v 0 -1 0.5
v 1 -1 1
v 2 -1 1.5
v 0 1 2
v 1 1 2.5
v 2 1 3e-7
f 1 2 5 4
f 2 3 6 5
`,
  )
})

it('leaves out points that are not finite and keeps the triangle of three that are', () => {
  const heights = [Number.NaN, 1, 1.5, 2, 2.5, Number.POSITIVE_INFINITY]
  const lines = text(writeObj({ ...grid, comments: [], heights }))
    .trim()
    .split('\n')
  expect(lines).toEqual(['v 1 -1 1', 'v 2 -1 1.5', 'v 0 1 2', 'v 1 1 2.5', 'f 1 4 3', 'f 1 2 4'])
})
