import {
  DoubleSide,
  DynamicDrawUsage,
  Float32BufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Mesh,
  Object3D,
  ShaderMaterial,
  Vector2,
  Vector3,
} from 'three'
import type { BoxLines } from './drapePath.ts'

/** How lines look: a colour `#rrggbb`, a width in CSS pixels. */
export interface LineStyle {
  readonly color: string
  readonly width: number
  readonly opacity?: number
  /** How well they are seen through the relief, 0 not at all. */
  readonly through?: number
  /** Whether ends and joints are round: for wide lines that are not transparent. */
  readonly round?: boolean
  /** How far they are drawn towards the eye, in heights of the ground. */
  readonly pull?: number
  /** Lines of higher order lie over others. */
  readonly order: number
}

/** Lines of one look on the relief. */
export interface LineLayer {
  readonly object: Object3D
  set(lines: BoxLines): void
  setColor(color: string): void
  /** Fades all of it, 0…1. */
  fade(share: number): void
  dispose(): void
}

/** What all lines of a relief share: pixels of the drawing and how far lines are drawn towards the eye. */
export interface LineUniforms {
  readonly resolution: { readonly value: Vector2 }
  readonly pixelRatio: { value: number }
}

/** Pixels and ratio before the first drawing. */
export function createLineUniforms(): LineUniforms {
  return { resolution: { value: new Vector2(1, 1) }, pixelRatio: { value: 1 } }
}

// Lines lie on a slope, wider than it is deep there: drawn a little towards the eye along their line of sight, they stay
// where they are in the picture and come out of the ground.
const vertexShader = /* glsl */ `
  attribute vec3 lineStart;
  attribute vec3 lineEnd;
  uniform vec2 resolution;
  uniform float pixelRatio;
  uniform float lineWidth;
  uniform float cap;
  uniform float pull;
  varying vec4 vPlace;

  const float nearest = -0.02;

  void main() {
    vec4 a = modelViewMatrix * vec4(lineStart, 1.0);
    vec4 b = modelViewMatrix * vec4(lineEnd, 1.0);
    if (a.z > nearest && b.z < nearest) a = mix(a, b, (nearest - a.z) / (b.z - a.z));
    else if (b.z > nearest && a.z < nearest) b = mix(b, a, (nearest - b.z) / (a.z - b.z));
    a.xyz -= pull * normalize(a.xyz);
    b.xyz -= pull * normalize(b.xyz);
    vec4 clipA = projectionMatrix * a;
    vec4 clipB = projectionMatrix * b;
    vec2 from = clipA.xy / clipA.w * resolution * 0.5;
    vec2 to = clipB.xy / clipB.w * resolution * 0.5;
    float stretch = length(to - from);
    vec2 along = stretch > 1e-4 ? (to - from) / stretch : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    float halfWidth = 0.5 * lineWidth * pixelRatio + 1.0;
    float past = cap * halfWidth;
    vec4 clip = position.y < 0.5 ? clipA : clipB;
    vec2 offset = across * position.x * halfWidth + along * (position.y < 0.5 ? -past : past);
    clip.xy += offset / resolution * 2.0 * clip.w;
    // Times w, and divided by it again for each pixel: so these grow evenly over the picture.
    vPlace = vec4(position.x * halfWidth, position.y < 0.5 ? -past : stretch + past, stretch, 1.0) * clip.w;
    gl_Position = clip;
  }
`

const fragmentShader = /* glsl */ `
  uniform vec3 color;
  uniform float opacity;
  uniform float lineWidth;
  uniform float pixelRatio;
  varying vec4 vPlace;

  void main() {
    vec3 place = vPlace.xyz / vPlace.w;
    float beyond = max(max(-place.y, place.y - place.z), 0.0);
    float radius = 0.5 * lineWidth * pixelRatio;
    float alpha = opacity * (1.0 - smoothstep(radius - 0.5, radius + 0.5, length(vec2(place.x, beyond))));
    if (alpha < 0.004) discard;
    gl_FragColor = vec4(color, alpha);
  }
`

/** Makes lines that keep their width in pixels; WebGL's own are one pixel wide at most. */
export function createLineLayer(style: LineStyle, shared: LineUniforms): LineLayer {
  const geometry = new InstancedBufferGeometry()
  geometry.setAttribute('position', new Float32BufferAttribute([-1, 0, 0, 1, 0, 0, -1, 1, 0, 1, 1, 0], 3))
  geometry.setIndex([0, 1, 2, 2, 1, 3])
  geometry.instanceCount = 0
  const { opacity = 1, through = 0 } = style
  const passes = [
    { opacity, depthTest: true, order: style.order, cap: style.round ? 1 : 0 },
    // Half-seen lines have no round joints, which would be seen twice where two meet.
    ...(through > 0 ? [{ opacity: through, depthTest: false, order: style.order - 0.5, cap: 0 }] : []),
  ]
  const object = new Object3D()
  const made = passes.map((pass) => {
    const made = createMaterial(style, { ...pass, shared })
    const mesh = new Mesh(geometry, made.material)
    mesh.frustumCulled = false
    mesh.renderOrder = pass.order
    object.add(mesh)
    return { ...made, opacity: pass.opacity }
  })
  let buffer = new InstancedInterleavedBuffer(new Float32Array(0), 6)
  const setBuffer = (array: Float32Array) => {
    buffer = new InstancedInterleavedBuffer(array, 6)
    buffer.setUsage(DynamicDrawUsage)
    geometry.setAttribute('lineStart', new InterleavedBufferAttribute(buffer, 3, 0))
    geometry.setAttribute('lineEnd', new InterleavedBufferAttribute(buffer, 3, 3))
  }
  return {
    object,
    set(lines) {
      const count = lines.reduce((sum, line) => sum + Math.max(0, line.length - 1), 0)
      geometry.instanceCount = count
      object.visible = count > 0
      if (count === 0) return
      if (buffer.array.length < 6 * count) {
        // The buffers of a geometry are freed with it: of an outgrown one nothing stays.
        geometry.dispose()
        setBuffer(new Float32Array(6 * Math.ceil(count * 1.5)))
      }
      fillSegments(buffer.array as Float32Array, lines)
      buffer.needsUpdate = true
    },
    setColor(color) {
      for (const { uniforms } of made) uniforms.color.value.copy(toVector(color))
    },
    fade(share) {
      for (const { uniforms, opacity: full } of made) uniforms.opacity.value = full * share
    },
    dispose() {
      geometry.dispose()
      for (const { material } of made) material.dispose()
    },
  }
}

function fillSegments(array: Float32Array, lines: BoxLines): void {
  let at = 0
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i++) {
      array.set(line[i] as readonly number[] as number[], at)
      array.set(line[i + 1] as readonly number[] as number[], at + 3)
      at += 6
    }
  }
}

function createMaterial(
  { color, width, pull = 0.008 }: LineStyle,
  pass: {
    readonly opacity: number
    readonly depthTest: boolean
    readonly cap: number
    readonly shared: LineUniforms
  },
) {
  const uniforms = {
    ...pass.shared,
    color: { value: toVector(color) },
    opacity: { value: pass.opacity },
    lineWidth: { value: width },
    cap: { value: pass.cap },
    pull: { value: pull },
  }
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    uniforms,
    transparent: true,
    depthWrite: false,
    depthTest: pass.depthTest,
    side: DoubleSide,
  })
  return { material, uniforms }
}

/** A colour `#rrggbb` as it is written on screen, without any conversion. */
export function toVector(color: string): Vector3 {
  const value = Number.parseInt(color.slice(1), 16)
  return new Vector3((value >> 16) & 255, (value >> 8) & 255, value & 255).divideScalar(255)
}
