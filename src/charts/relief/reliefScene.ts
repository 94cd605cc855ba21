import { Matrix4, PerspectiveCamera, Scene, WebGLRenderer } from 'three'
import type { ChartSize } from '../landscapeScales.ts'
import { createReliefLines, type ReliefLines } from './reliefLines.ts'
import { createReliefMesh, type ReliefMesh } from './reliefMesh.ts'
import type { BoxPoint } from './reliefShape.ts'
import type { View } from './viewpoint.ts'

/** What is drawn by the graphics card, and what it takes there. */
export interface ReliefScene {
  readonly canvas: HTMLCanvasElement
  readonly relief: ReliefMesh
  readonly lines: ReliefLines
  resize(size: ChartSize, pixelRatio: number): void
  render(view: View, share: number): void
  /** Geometries and textures that the graphics card holds. */
  memory(): { readonly geometries: number; readonly textures: number }
  /** Frees everything, the context too. */
  dispose(): void
}

/** Makes a scene on a canvas of its own; undefined where the browser gives no WebGL 2. */
export function createReliefScene(): ReliefScene | undefined {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('webgl2', { alpha: true, antialias: true, premultipliedAlpha: true })
  if (!context) return undefined
  const renderer = new WebGLRenderer({ canvas, context, alpha: true, antialias: true })
  renderer.setClearColor(0x000000, 0)
  const scene = new Scene()
  const relief = createReliefMesh()
  const lines = createReliefLines()
  scene.add(...relief.meshes, ...lines.objects)
  const camera = new PerspectiveCamera()
  camera.matrixAutoUpdate = false
  let size: ChartSize = { width: 1, height: 1 }
  let ratio = 1
  return {
    canvas,
    relief,
    lines,
    resize(next, pixelRatio) {
      if (size.width === next.width && size.height === next.height && ratio === pixelRatio) return
      size = next
      ratio = pixelRatio
      renderer.setPixelRatio(ratio)
      renderer.setSize(size.width, size.height)
      lines.uniforms.resolution.value.set(size.width * ratio, size.height * ratio)
      lines.uniforms.pixelRatio.value = ratio
    },
    render(view, share) {
      placeCamera(camera, view)
      // Everything is in box coordinates; the box grows from the ground.
      scene.scale.set(...solid(view.scale))
      relief.setLight({ box: solid(view.scale), eye: view.eye, sun: sunOf(view), share })
      lines.setShare(share)
      renderer.render(scene, camera)
    },
    memory: () => ({ geometries: renderer.info.memory.geometries, textures: renderer.info.memory.textures }),
    dispose() {
      relief.dispose()
      lines.dispose()
      renderer.dispose()
      renderer.forceContextLoss()
    },
  }
}

/** A box without height has no inverse, which normals would need. */
function solid([width, depth, height]: BoxPoint): [number, number, number] {
  return [width, depth, Math.max(height, 1e-5)]
}

/** From the left of the eye and from above, as on maps. */
function sunOf({ right, back }: View): [number, number, number] {
  const ahead = Math.hypot(back[0], back[1]) || 1
  const towards = [back[0] / ahead, back[1] / ahead] as const
  return [-right[0] * 0.62 + towards[0] * 0.12, -right[1] * 0.62 + towards[1] * 0.12, 0.8]
}

function placeCamera(camera: PerspectiveCamera, view: View): void {
  const { right, up, back, eye, focal, centre, size, distance } = view
  camera.matrix.set(
    right[0],
    up[0],
    back[0],
    eye[0],
    right[1],
    up[1],
    back[1],
    eye[1],
    right[2],
    up[2],
    back[2],
    eye[2],
    0,
    0,
    0,
    1,
  )
  camera.matrixWorld.copy(camera.matrix)
  camera.matrixWorldInverse.copy(camera.matrix).invert()
  const near = Math.max(0.05, distance - 1.4)
  const far = distance + 1.6
  const unit = near / focal
  camera.projectionMatrix.copy(
    new Matrix4().makePerspective(
      -centre[0] * unit,
      (size.width - centre[0]) * unit,
      centre[1] * unit,
      -(size.height - centre[1]) * unit,
      near,
      far,
    ),
  )
  camera.projectionMatrixInverse.copy(camera.projectionMatrix).invert()
}
