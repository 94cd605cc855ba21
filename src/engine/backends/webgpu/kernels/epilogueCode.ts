import type { ActivationLayer } from '../../../../core/networks/architecture.ts'
import type { Epilogue } from '../steps.ts'
import { writeFloat } from './kernelHeader.ts'

/**
 * A function `finish(value, base, channel)`: batch norm by running statistics, then the activation; `base` is where the
 * point's parameters start. A NaN that comes in comes out.
 */
export function writeEpilogue({ norm, activation }: Epilogue): string {
  return /* wgsl */ `
${norm ? writeNormalize(norm.eps) : ''}
${activation ? writeActivation(activation) : ''}
fn finish(value: vec4f, base: u32, channel: u32) -> vec4f {
  var v = value;
  ${norm ? 'v = normalize_running(v, base, channel);' : ''}
  ${activation ? 'v = activate(v);' : ''}
  return v;
}
`
}

function writeNormalize(eps: number): string {
  return /* wgsl */ `
fn normalize_running(v: vec4f, base: u32, channel: u32) -> vec4f {
  let at = base + channel;
  let gain = parameters[at + place.scale] / sqrt(parameters[at + place.variance] + ${writeFloat(eps)});
  return (v - parameters[at + place.mean]) * gain + parameters[at + place.shift];
}
`
}

/** Negative zero down to negative infinity, but no NaN: what a comparison with zero says, in integers. */
const isNegative = '(bitcast<vec4u>(v) - vec4u(0x80000000u)) <= vec4u(0x7f800000u)'

/** A function `activate` as PyTorch defines the activation. */
export function writeActivation(layer: ActivationLayer): string {
  switch (layer.type) {
    case 'relu':
      return `fn activate(v: vec4f) -> vec4f { return select(v, vec4f(0.0), ${isNegative}); }`
    case 'leakyrelu': {
      const slope = writeFloat(layer.slope ?? 0.01)
      return `fn activate(v: vec4f) -> vec4f { return select(v, v * ${slope}, ${isNegative}); }`
    }
    case 'tanh':
      return `${writeTanh()} fn activate(v: vec4f) -> vec4f { return exact_tanh(v); }`
    case 'sigmoid':
      return `${writeSigmoid()} fn activate(v: vec4f) -> vec4f { return exact_sigmoid(v); }`
    case 'silu':
      return `${writeSigmoid()} fn activate(v: vec4f) -> vec4f { return v * exact_sigmoid(v); }`
    case 'gelu':
      return (layer.approximate ?? 'none') === 'none' ? writeGelu() : writeTanhGelu()
  }
}

/** WGSL's own tanh may overflow to NaN for large arguments and is inexact for small ones. */
function writeTanh(): string {
  return /* wgsl */ `
fn exact_tanh(v: vec4f) -> vec4f {
  let a = min(abs(v), vec4f(15.0));
  let far = 1.0 - 2.0 / (exp(2.0 * a) + 1.0);
  let q = a * a;
  let near = a + a * q * (-1.0 / 3.0 + q * (2.0 / 15.0 + q * (-17.0 / 315.0 + q * (62.0 / 2835.0 - q * (1382.0 / 155925.0)))));
  let size = select(far, near, a < vec4f(0.3));
  return select(select(size, -size, v < vec4f(0.0)), v, is_nan(v));
}
`
}

/** The exponential of a negative number only, which cannot overflow. */
function writeSigmoid(): string {
  return /* wgsl */ `
fn exact_sigmoid(v: vec4f) -> vec4f {
  let e = exp(-min(abs(v), vec4f(100.0)));
  return select(select(vec4f(1.0), e, v < vec4f(0.0)) / (1.0 + e), v, is_nan(v));
}
`
}

/** erf by Abramowitz and Stegun 7.1.26, wrong by at most 1.5e-7. */
function writeGelu(): string {
  return /* wgsl */ `
fn activate(v: vec4f) -> vec4f {
  let a = min(abs(v) * 0.70710678118654752, vec4f(10.0));
  let t = 1.0 / (1.0 + 0.3275911 * a);
  let tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * exp(-a * a);
  let gate = select(2.0 - tail, tail, v < vec4f(0.0));
  return select(0.5 * v * gate, v, is_nan(v));
}
`
}

function writeTanhGelu(): string {
  return /* wgsl */ `
${writeTanh()}
fn activate(v: vec4f) -> vec4f {
  return 0.5 * v * (1.0 + exact_tanh(0.79788456080286536 * (v + 0.044715 * v * v * v)));
}
`
}
