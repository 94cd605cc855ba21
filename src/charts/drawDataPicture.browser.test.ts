import { afterEach, beforeEach, expect, test } from 'vitest'
import './charts.css'
import { drawDataPicture, readClassColours } from './drawDataPicture.ts'

let canvas: HTMLCanvasElement

beforeEach(() => {
  canvas = document.body.appendChild(document.createElement('canvas'))
})

afterEach(() => {
  document.body.replaceChildren()
  delete document.documentElement.dataset.mantineColorScheme
})

function alphaSum(): number {
  const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
  let sum = 0
  for (let i = 3; i < data.length; i += 4) sum += data[i] as number
  return sum
}

test('a scatter has the colours of its classes at its points', () => {
  drawDataPicture(canvas, { kind: 'points', points: [0, 0, 1, 1], labels: [0, 1] }, { width: 60, height: 60 })
  const ratio = canvas.width / 60
  const at = (x: number, y: number) => [
    ...(canvas.getContext('2d')?.getImageData(x * ratio, y * ratio, 1, 1).data ?? []),
  ]
  const [red = 0, green = 0, blue = 0] = at(5, 55)
  expect(Math.abs(red - 0x0e) + Math.abs(green - 0x6b) + Math.abs(blue - 0x8c)).toBeLessThan(12)
  expect(at(55, 5)[0]).toBeGreaterThan(190)
  expect(at(30, 30)[3]).toBe(0)
})

test('images are drawn in ink, and drawing again does not add up', () => {
  const pixels = new Uint8Array(3 * 64).fill(0)
  pixels.fill(255, 64, 128)
  const picture = { kind: 'images', width: 8, height: 8, pixels, labels: [0, 1, 2] } as const
  drawDataPicture(canvas, picture, { width: 132, height: 44 })
  const once = alphaSum()
  expect(once).toBeGreaterThan(0)
  drawDataPicture(canvas, picture, { width: 132, height: 44 })
  expect(alphaSum()).toBe(once)
})

test('ten classes have ten colours in both themes', () => {
  const light = readClassColours(canvas)
  document.documentElement.dataset.mantineColorScheme = 'dark'
  const dark = readClassColours(canvas)
  expect(new Set(light).size).toBe(10)
  expect(new Set(dark).size).toBe(10)
  expect(dark[0]).toBe('#4bc0de')
})
