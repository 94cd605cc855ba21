import { describe, expect, test } from 'vitest'
import { chooseGrid, fitPoints } from './drawDataPicture.ts'

describe('fitPoints', () => {
  test('centres points, y upwards, within the frame', () => {
    const place = fitPoints([0, 0, 2, 1], { width: 200, height: 100 })
    expect(place(1, 0.5)).toEqual({ x: 100, y: 50 })
    expect(place(0, 0).y).toBeCloseTo(95, 9)
    expect(place(2, 1).x).toBeCloseTo(195, 9)
  })

  test('stretches an axis at most twice', () => {
    const place = fitPoints([0, 0, 1, 1], { width: 1000, height: 110 })
    expect(place(1, 0).x - place(0, 0).x).toBeCloseTo(200, 9)
    expect(place(0, 0).y - place(0, 1).y).toBeCloseTo(100, 9)
  })

  test('one point lies in the middle', () => {
    expect(fitPoints([3, 4], { width: 60, height: 40 })(3, 4)).toEqual({ x: 30, y: 20 })
  })
})

describe('chooseGrid', () => {
  test('shows all images as large as they fit', () => {
    expect(chooseGrid(40, { width: 230, height: 90 })).toEqual({ columns: 10, rows: 4, cell: 22.5 })
  })

  test('shows fewer rather than illegible ones', () => {
    expect(chooseGrid(40, { width: 60, height: 30 })).toEqual({ columns: 4, rows: 2, cell: 14 })
  })
})
