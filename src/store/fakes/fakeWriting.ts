import type { EngineClient } from '../../client/createEngineClient.ts'

type WritingVerb = 'measureNorms' | 'writeNetwork' | 'writeResults'

/** Records a call and waits as long as the test wants; answers whether to go on. */
type Enter = (verb: WritingVerb, request: unknown, signal?: AbortSignal) => Promise<boolean>

/** Verbs that write files: every norm is 10, and the bytes are zeros. */
export function createWritingVerbs(enter: Enter): Pick<EngineClient, WritingVerb> {
  return {
    async measureNorms(request, { signal } = {}) {
      if (!(await enter('measureNorms', request, signal))) return { state: 'cancelled' }
      const { coefficients, basis } = request
      return { state: 'done', value: new Float64Array(coefficients.length / basis.length).fill(10) }
    },
    async writeNetwork(request, { signal } = {}) {
      const goesOn = await enter('writeNetwork', request, signal)
      return goesOn ? { state: 'done', value: new Uint8Array(4) } : { state: 'cancelled' }
    },
    async writeResults(file) {
      await enter('writeResults', file)
      return new Uint8Array(2)
    },
  }
}
