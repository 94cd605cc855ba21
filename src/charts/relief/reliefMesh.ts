import {
  BufferAttribute,
  BufferGeometry,
  ClampToEdgeWrapping,
  DataTexture,
  DoubleSide,
  LinearFilter,
  Mesh,
  PlaneGeometry,
  RGBAFormat,
  ShaderMaterial,
  Vector3,
} from 'three'
import type { ColorScale } from '../colorScale.ts'
import { paletteSize, paletteTable } from '../palettes.ts'
import type { ReliefTriangles } from './buildReliefTriangles.ts'
import { toVector } from './lineLayer.ts'

/** The relief and the ground under its holes. */
export interface ReliefMesh {
  readonly meshes: readonly Mesh[]
  setShape(mesh: ReliefTriangles): void
  setColor(color: ColorScale): void
  setGround(color: string): void
  /** Follows the camera: size of the box, where the eye is, how far the relief stands up. */
  setLight(light: {
    readonly box: readonly [number, number, number]
    readonly eye: readonly [number, number, number]
    readonly sun: readonly [number, number, number]
    readonly share: number
  }): void
  dispose(): void
}

const vertexShader = /* glsl */ `
  attribute vec3 shade;
  attribute float wall;
  uniform vec3 box;
  varying float vPlace;
  varying float vWall;
  varying float vHeight;
  varying vec3 vNormal;
  varying vec3 vPoint;

  void main() {
    vPlace = shade.x;
    vWall = wall;
    vHeight = position.z;
    vNormal = wall > 0.5
      ? vec3(shade.yz, 0.0)
      : vec3(-shade.y * box.z / box.x, -shade.z * box.z / box.y, 1.0);
    vPoint = position * box;
    gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
  }
`

// A flat piece has the very colour of the heatmap; slopes are lit by the sky above and a sun to the left of the eye.
const fragmentShader = /* glsl */ `
  uniform sampler2D palette;
  uniform float top;
  uniform vec3 eye;
  uniform vec3 sun;
  uniform float share;
  uniform vec3 ground;
  varying float vPlace;
  varying float vWall;
  varying float vHeight;
  varying vec3 vNormal;
  varying vec3 vPoint;

  void main() {
    float place = clamp(vPlace * top, 0.0, 1.0);
    vec3 base = texture2D(palette, vec2((place * ${paletteSize - 1}.0 + 0.5) / ${paletteSize}.0, 0.5)).rgb;
    vec3 normal = normalize(vNormal);
    vec3 view = normalize(eye - vPoint);
    float sky = mix(0.5, 1.0, normal.z * 0.5 + 0.5);
    float lit = max(dot(normal, sun), 0.0);
    float light = min((0.62 * sky + 0.55 * lit) / (0.62 + 0.55 * sun.z), 1.1);
    float glint = pow(max(dot(normal, normalize(sun + view)), 0.0), 48.0) * 0.13 * smoothstep(1.0, 0.9, normal.z);
    vec3 slope = base * light + glint;
    vec3 cut = mix(ground, base, 0.3) * (0.72 + 0.22 * lit + 0.1 * vHeight);
    vec3 relief = vWall > 0.5 ? cut : slope;
    gl_FragColor = vec4(mix(base, relief, share), 1.0);
  }
`

/** Makes an empty relief over a ground. */
export function createReliefMesh(): ReliefMesh {
  const geometry = new BufferGeometry()
  const groundColor = { value: new Vector3(1, 1, 1) }
  const uniforms = {
    palette: { value: createPalette() },
    top: { value: 1 },
    box: { value: new Vector3(1, 1, 1) },
    eye: { value: new Vector3(0, 0, 2) },
    sun: { value: new Vector3(0, 0, 1) },
    share: { value: 0 },
    ground: groundColor,
  }
  const material = new ShaderMaterial({ vertexShader, fragmentShader, uniforms, side: DoubleSide })
  const relief = new Mesh(geometry, material)
  relief.frustumCulled = false
  const groundMaterial = new ShaderMaterial({
    vertexShader: 'void main() { gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }',
    fragmentShader: 'uniform vec3 color; void main() { gl_FragColor = vec4(color, 1.0); }',
    uniforms: { color: groundColor },
    side: DoubleSide,
    // It lies under everything and the eye is always above it.
    depthWrite: false,
  })
  const ground = new Mesh(new PlaneGeometry(1, 1), groundMaterial)
  ground.renderOrder = -10
  ground.frustumCulled = false
  let shown: { readonly color: ColorScale } | undefined
  return {
    meshes: [ground, relief],
    setShape({ positions, shades, walls, index }) {
      setAttribute(geometry, 'position', positions, 3)
      setAttribute(geometry, 'shade', shades, 3)
      setAttribute(geometry, 'wall', walls, 1)
      setIndex(geometry, index)
      relief.visible = index.length > 0
    },
    setColor(color) {
      uniforms.top.value = color.top
      if (shown?.color.palette === color.palette && shown.color.reversed === color.reversed) return
      shown = { color }
      fillPalette(uniforms.palette.value, color)
    },
    setGround(color) {
      groundColor.value.copy(toVector(color))
    },
    setLight({ box, eye, sun, share }) {
      uniforms.box.value.set(...box)
      uniforms.eye.value.set(...eye)
      uniforms.sun.value.set(...sun).normalize()
      uniforms.share.value = share
    },
    dispose() {
      geometry.dispose()
      material.dispose()
      uniforms.palette.value.dispose()
      ground.geometry.dispose()
      groundMaterial.dispose()
    },
  }
}

/** Puts values where those of the same number lie already, so that a landscape in the making asks for no new memory. */
function setAttribute(geometry: BufferGeometry, name: string, values: Float32Array, size: number): void {
  const known = geometry.getAttribute(name)
  if (known instanceof BufferAttribute && known.array.length === values.length) {
    known.array.set(values)
    known.needsUpdate = true
    return
  }
  // The buffers of a geometry are freed with it.
  geometry.dispose()
  geometry.setAttribute(name, new BufferAttribute(values, size))
}

function setIndex(geometry: BufferGeometry, index: Uint32Array): void {
  const known = geometry.getIndex()
  if (known?.array.length === index.length) {
    known.array.set(index)
    known.needsUpdate = true
    return
  }
  geometry.dispose()
  geometry.setIndex(new BufferAttribute(index, 1))
}

function createPalette(): DataTexture {
  const texture = new DataTexture(new Uint8Array(paletteSize * 4), paletteSize, 1, RGBAFormat)
  texture.minFilter = LinearFilter
  texture.magFilter = LinearFilter
  texture.wrapS = ClampToEdgeWrapping
  texture.generateMipmaps = false
  return texture
}

function fillPalette(texture: DataTexture, { palette, reversed }: ColorScale): void {
  const table = paletteTable(palette, reversed)
  const data = texture.image.data as Uint8Array
  for (let i = 0; i < paletteSize; i++) {
    data.set(table.subarray(3 * i, 3 * i + 3), 4 * i)
    data[4 * i + 3] = 255
  }
  texture.needsUpdate = true
}
