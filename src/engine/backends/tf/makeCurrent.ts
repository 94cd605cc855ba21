import * as tf from '@tensorflow/tfjs-core'

/** Makes an engine that is already running tfjs's current one. Takes effect before it returns. */
export function makeCurrent(engineName: 'cpu' | 'webgpu'): void {
  const engine = tf.engine()
  if (engine.backendName === engineName) return
  // The promise is tfjs's form; with a running engine all its work is done before the first await.
  void engine.setBackend(engineName)
}
