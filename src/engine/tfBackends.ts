import type { BackendChoice } from '../protocol/problem.ts'
import { chooseBackend } from './backends/chooseBackend.ts'
import { createTfBackend } from './backends/tf/createTfBackend.ts'
import { type DeviceSurvey, surveyDevices } from './backends/tf/surveyDevices.ts'
import type { LabSurroundings } from './lab.ts'

const choices: readonly BackendChoice[] = ['auto', 'simd', 'tf-cpu', 'tf-webgpu']

/** The backends of this machine; its devices are looked at once. */
export function createTfBackends(): LabSurroundings['backends'] {
  let surveyed: Promise<DeviceSurvey> | undefined
  const survey = () => {
    surveyed ??= surveyDevices()
    return surveyed
  }
  return {
    create: createTfBackend,
    choose: async (choice, network) => chooseBackend(choice, network, await survey()),
    async survey() {
      const devices = await survey()
      return choices.map((choice) => {
        // Without a network in view: what a large one would get.
        const report = chooseBackend(choice, { forwardFlops: Number.POSITIVE_INFINITY }, devices)
        return { choice, available: choice === 'auto' || choice === report.name, report }
      })
    },
  }
}
