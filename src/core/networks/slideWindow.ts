/** A kernel that slides over padded pixels along one axis. */
export interface SlidingWindow {
  readonly kernel: number
  readonly stride: number
  readonly padding: number
  readonly dilation: number
}

/** Pixels that the kernel spans with its gaps. */
export function windowSpan(window: SlidingWindow): number {
  return window.dilation * (window.kernel - 1) + 1
}

/** Positions of the window over `size` pixels, PyTorch's floor mode; below 1 where it does not fit. */
export function countPositions(size: number, window: SlidingWindow): number {
  return Math.floor((size + 2 * window.padding - windowSpan(window)) / window.stride) + 1
}

/** Pairs of position and tap that fall on a pixel rather than on padding, along one axis. */
export function countValidTaps(size: number, window: SlidingWindow): number {
  const last = countPositions(size, window) - 1
  let taps = 0
  for (let tap = 0; tap < window.kernel; tap++) {
    const shift = window.padding - tap * window.dilation
    const from = Math.max(0, Math.ceil(shift / window.stride))
    const to = Math.min(last, Math.floor((size - 1 + shift) / window.stride))
    taps += Math.max(0, to - from + 1)
  }
  return taps
}
