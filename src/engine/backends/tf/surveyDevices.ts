/** What this thread offers for WebGPU: a real adapter, a software one, or the reason why there is none. */
export type DeviceSurvey =
  | { readonly state: 'ok' | 'software-adapter'; readonly adapter: string }
  | { readonly state: 'insecure-context' | 'no-webgpu' | 'no-adapter'; readonly adapter: '' }

/** The part of the global scope that is asked; tests put their own in its place. */
export interface DeviceScope {
  readonly isSecureContext?: boolean
  readonly navigator?: { readonly gpu?: Pick<GPU, 'requestAdapter'> }
}

/** Asks which WebGPU adapter there is. Never throws: what is missing is a value. */
export async function surveyDevices(scope: DeviceScope = globalThis): Promise<DeviceSurvey> {
  if (scope.isSecureContext === false) return { state: 'insecure-context', adapter: '' }
  const gpu = scope.navigator?.gpu
  if (!gpu) return { state: 'no-webgpu', adapter: '' }
  const adapter = await requestAdapter(gpu)
  if (!adapter) return { state: 'no-adapter', adapter: '' }
  const name = describeAdapter(adapter)
  return { state: isSoftware(adapter, name) ? 'software-adapter' : 'ok', adapter: name }
}

/** The adapter that both the survey and the device use; undefined where the browser has none or refuses. */
export async function requestAdapter(gpu: Pick<GPU, 'requestAdapter'>): Promise<GPUAdapter | undefined> {
  try {
    return (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? undefined
  } catch {
    return undefined
  }
}

/** An adapter in words: its description where the browser tells it, else vendor and architecture. */
export function describeAdapter(adapter: GPUAdapter): string {
  const { description, vendor, architecture } = adapter.info
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter'
}

/** Browsers before the attribute moved to the adapter's info have it on the adapter. */
function isSoftware(adapter: GPUAdapter & { readonly isFallbackAdapter?: boolean }, name: string): boolean {
  const { isFallbackAdapter, vendor, architecture, device } = adapter.info
  if (isFallbackAdapter || adapter.isFallbackAdapter) return true
  return /swiftshader|llvmpipe|lavapipe|softpipe|warp|basic render/i.test(
    `${name} ${vendor} ${architecture} ${device}`,
  )
}
