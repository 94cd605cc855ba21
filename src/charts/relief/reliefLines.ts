import type { Object3D } from 'three'
import type { ColorScale } from '../colorScale.ts'
import type { BoxLines } from './drapePath.ts'
import type { LineName } from './layOutRelief.ts'
import { createLineLayer, createLineUniforms, type LineStyle, type LineUniforms } from './lineLayer.ts'
import type { ReliefInk } from './reliefInk.ts'

const dark = '#08222f'
const light = '#ffffff'

/** Looks of the lines: those of the heatmap's, which lie on the same colours. */
const styles: Readonly<Record<LineName, LineStyle>> = {
  polygonCasing: { color: dark, width: 2.4, opacity: 0.25, order: 10 },
  polygon: { color: light, width: 1, opacity: 0.6, order: 11 },
  segmentCasing: { color: dark, width: 3.4, opacity: 0.4, through: 0.08, order: 12 },
  segment: { color: light, width: 1.8, through: 0.3, order: 13 },
  trailCasing: { color: dark, width: 3.6, opacity: 0.55, order: 14 },
  trail0: { color: '#ffb52e', width: 1.8, round: true, through: 0.2, order: 15 },
  trail1: { color: '#ff9de0', width: 1.8, round: true, through: 0.2, order: 15 },
  trail2: { color: '#b7f26b', width: 1.8, round: true, through: 0.2, order: 15 },
  trail3: { color: '#ff8a75', width: 1.8, round: true, through: 0.2, order: 15 },
  trail4: { color: '#7fd8ff', width: 1.8, round: true, through: 0.2, order: 15 },
  trail5: { color: '#cdb8ff', width: 1.8, round: true, through: 0.2, order: 15 },
  curveCasing: { color: light, width: 5.4, round: true, through: 0.22, order: 16 },
  curve: { color: '#d1495b', width: 2.8, round: true, through: 0.6, order: 17 },
  crossCasing: { color: dark, width: 2.5, opacity: 0.35, order: 18 },
  cross: { color: light, width: 1, opacity: 0.75, order: 19 },
  drops: { color: light, width: 1.2, opacity: 0.9, through: 0.28, order: 20 },
}

const contourStyles = {
  dark: { color: dark, width: 0.9, opacity: 0.3, order: 5, pull: 0.004 },
  light: { color: light, width: 0.9, opacity: 0.28, order: 5, pull: 0.004 },
  darkIndex: { color: dark, width: 1.2, opacity: 0.55, order: 6, pull: 0.004 },
  lightIndex: { color: light, width: 1.2, opacity: 0.46, order: 6, pull: 0.004 },
} as const satisfies Record<string, LineStyle>

type ContourName = keyof typeof contourStyles

/** All lines of a relief. */
export interface ReliefLines {
  readonly objects: readonly Object3D[]
  readonly uniforms: LineUniforms
  setPaths(lines: Readonly<Record<LineName, BoxLines>>): void
  /** Contours, one list of lines for each level; none without. */
  setContours(
    contours: readonly { readonly level: number; readonly lines: BoxLines }[],
    color: ColorScale,
  ): void
  /** The frame around the relief: the ground's edge, and the walls behind it. */
  setFrame(edge: BoxLines, walls: BoxLines): void
  setInk(ink: ReliefInk): void
  /** How far the relief stands up: the frame comes with it. */
  setShare(share: number): void
  dispose(): void
}

/** Makes the lines of a relief, all of them empty. */
export function createReliefLines(): ReliefLines {
  const uniforms = createLineUniforms()
  const names = Object.keys(styles) as LineName[]
  const paths = Object.fromEntries(
    names.map((name) => [name, createLineLayer(styles[name], uniforms)]),
  ) as Record<LineName, ReturnType<typeof createLineLayer>>
  const contourNames = Object.keys(contourStyles) as ContourName[]
  const contours = contourNames.map((name) => createLineLayer(contourStyles[name], uniforms))
  const edge = createLineLayer({ color: '#4a5560', width: 1, order: 1, pull: 0.002 }, uniforms)
  // Behind the relief, which stands against them.
  const walls = createLineLayer({ color: '#e4e5e0', width: 1, order: 0, pull: -0.004 }, uniforms)
  const all = [edge, walls, ...contours, ...Object.values(paths)]
  return {
    objects: all.map(({ object }) => object),
    uniforms,
    setPaths(lines) {
      for (const name of names) paths[name].set(lines[name])
    },
    setContours(found, color) {
      const groups: Record<ContourName, BoxLines[number][]> = {
        dark: [],
        light: [],
        darkIndex: [],
        lightIndex: [],
      }
      for (const { level, lines } of found) {
        const tone: 'light' | 'dark' = color.isDark(level) ? 'light' : 'dark'
        groups[color.isIndex(level) ? (`${tone}Index` as const) : tone].push(...lines)
      }
      for (const [i, name] of contourNames.entries()) contours[i]?.set(groups[name])
    },
    setFrame(edgeLines, wallLines) {
      edge.set(edgeLines)
      walls.set(wallLines)
    },
    setInk({ curve, frame, hairline }) {
      paths.curve.setColor(curve)
      edge.setColor(frame)
      walls.setColor(hairline)
    },
    setShare(share) {
      walls.fade(share)
      paths.drops.fade(share)
    },
    dispose() {
      for (const layer of all) layer.dispose()
    },
  }
}
