import { bestKernelBuild, supportsSimd } from '../../kernels/loader.ts'
import type { BackendChoice, BackendName } from '../../protocol/problem.ts'
import type { LabSurroundings } from '../lab.ts'
import type { Backend } from './backend.ts'
import { chooseBackend, type Machine, reportCpu } from './chooseBackend.ts'
import { countWorkers } from './simd/pool.ts'
import { surveyDevices } from './tf/surveyDevices.ts'

const choices: readonly BackendChoice[] = ['auto', 'simd', 'webgpu', 'tf-cpu', 'tf-webgpu']

/** The one table of backends; the code of each is loaded when it is first used. */
async function createBackend(name: BackendName): Promise<Backend> {
  switch (name) {
    case 'simd':
      return (await import('./simd/createSimdBackend.ts')).createSimdBackend()
    case 'webgpu':
      return (await import('./webgpu/createWebgpuBackend.ts')).createWebgpuBackend()
    default:
      return (await import('./tf/createTfBackend.ts')).createTfBackend(name)
  }
}

async function surveyMachine(): Promise<Machine> {
  const simd = supportsSimd() ? { build: bestKernelBuild(), threads: countWorkers() } : undefined
  return { device: await surveyDevices(), simd }
}

/** The backends of this machine, which is looked at once. */
export function createBackends(): LabSurroundings['backends'] {
  let surveyed: Promise<Machine> | undefined
  const survey = () => {
    surveyed ??= surveyMachine()
    return surveyed
  }
  return {
    create: createBackend,
    choose: async (choice, network) => chooseBackend(choice, network, await survey()),
    retreat: async (reason) => reportCpu(await survey(), reason),
    async survey() {
      const machine = await survey()
      return choices.map((choice) => {
        // Without a network in view: what a large one would get.
        const report = chooseBackend(choice, { forwardFlops: Number.POSITIVE_INFINITY }, machine)
        return { choice, available: choice === 'auto' || choice === report.name, report }
      })
    },
  }
}
