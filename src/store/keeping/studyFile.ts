import type { Study } from '../context.ts'
import { packStudy } from './packStudy.ts'

/** The present study as one file that opens to the same picture, numbers and seeds, here or elsewhere. @throws EngineError */
export async function packStudyFile(study: Study): Promise<Blob> {
  const { studyId, names } = study.store.getState()
  const name = names[studyId]
  const record = await packStudy(study, { ...(name !== undefined && { name }), savedAt: Date.now() })
  return new Blob([await study.client.writeStudy(record)], { type: 'application/octet-stream' })
}
