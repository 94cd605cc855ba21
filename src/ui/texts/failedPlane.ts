/** Words of the landscape's place where a step failed. */
export const failedPlaneTexts = {
  title: (step: string) => `The step ${step} failed`,
  again: 'Run it again',
  show: (step: string) => `Show the step ${step}`,
  otherSeed: (name: string, seed: number) => `Take seed ${seed} for ${name} and run all`,
} as const
